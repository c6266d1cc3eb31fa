"""Bytes become text: marks at the start, UTF-8, UTF-16 without a mark, else the Western code page. Knows no format."""

from __future__ import annotations

import codecs
import re

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
"""Names under which the Western code page of Windows is sent."""
LOOKED_AT = 8192
MOST_CONTROLS = 0.01
"""The part of a text that may be control characters; a file with more is no text."""


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text of these bytes, without its mark; None when they are no text. `declared` is an encoding that the file names."""
    text = _decoded(data, declared)
    sample = text[:LOOKED_AT]
    if sample and len(_CONTROLS.findall(sample)) > max(1, MOST_CONTROLS * len(sample)):
        return None
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = _wide(data[:LOOKED_AT])  # before UTF-8, which takes every zero byte for a character
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared.lower() not in _WESTERN:
        try:
            return data.decode(declared)
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
