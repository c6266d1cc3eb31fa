"""Text with composed accents (NFC), for comparing; places found in it are given back as places of the text as it came."""

from __future__ import annotations

import re
import unicodedata

_LETTER = re.compile(r"(?s).[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*")


def composed(text: str) -> str:
    """The text with each letter and its combining marks as one code point where Unicode has one."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(unicodedata.normalize("NFC", m.group()) for m in _LETTER.finditer(text))


def span_as_given(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of `text` that a span of `composed(text)` stands for; whole letters with their marks."""
    if unicodedata.is_normalized("NFC", text):
        return start, end
    first, last, place = len(text), len(text), 0
    for match in _LETTER.finditer(text):
        size = len(unicodedata.normalize("NFC", match.group()))
        if place <= start < place + size:
            first = match.start()
        if place < end <= place + size:
            last = match.end()
        place += size
    return first, last
