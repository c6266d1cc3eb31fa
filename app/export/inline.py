"""Inline text: `**bold**` becomes runs, everything else is literal. Knows which characters no file may hold; knows no file format."""

from __future__ import annotations

import re
import unicodedata

from app.domain.base import Value

_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_BREAKS = re.compile(r"(?:(?<! ) ++)?(?:[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]++ *+)++")
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows: left in a client's text they would turn ours as well."""
_SHORT = 80


class Run(Value):
    """Characters that look alike."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


def clean(text: str) -> str:
    """The text on one line, without control characters, half characters, non-characters and direction overrides."""
    if text.isprintable():
        return text.strip()
    kept = []
    for sign in _BREAKS.sub(" ", text):
        kind = unicodedata.category(sign)
        if kind == "Cs":
            kept.append("\ufffd")
        elif kind != "Cc" and sign not in _STEERING and not _is_no_character(sign):
            kept.append(sign)
    return "".join(kept).strip()


def runs(text: str) -> Runs:
    """The text as runs; empty for an empty text."""
    whole = clean(text)
    found: list[Run] = []
    place = 0
    for match in _BOLD.finditer(whole):
        if match.start() > place:
            found.append(Run(text=whole[place : match.start()]))
        found.append(Run(text=match.group(1), bold=True))
        place = match.end()
    if place < len(whole):
        found.append(Run(text=whole[place:]))
    return tuple(found)


def plain(parts: Runs) -> str:
    """The characters of runs, without their looks."""
    return "".join(run.text for run in parts)


def is_all_bold(parts: Runs) -> bool:
    """True for a statement that is bold from end to end."""
    return len(parts) == 1 and parts[0].bold


def shortened(text: str, limit: int = _SHORT) -> str:
    """The text, or its beginning up to a word's end with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _is_no_character(sign: str) -> bool:
    point = ord(sign)
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
