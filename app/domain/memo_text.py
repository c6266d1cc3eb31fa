"""Text as rules read it: lower case, no accents, plain quotes, single spaces; each letter knows its place in the text as it came."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = {
    "’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "−": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\r": " ", "\n": " ", "…": ".",
}  # fmt: skip
LEADS_ON = frozenset("de del el la los las un una y the a an and".split())
"""Words at which no find ends."""


@dataclass(frozen=True)
class Folded:
    """`plain` with, for each of its letters and for its end, the place in the original (`at` is one longer than `plain`).

    `cased` is the same with capitals kept.
    """

    plain: str
    cased: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of a span of `plain`; marks that follow a letter belong to it."""
        first = self.at[start]
        last = self.at[end - 1] + 1 if end > start else first
        return first, max(last, self.at[end] if end < len(self.plain) and self._is_joined(end) else last)

    def _is_joined(self, end: int) -> bool:
        return self.plain[end - 1] != " " and self.plain[end] != " "


@lru_cache(maxsize=4096)
def letter(sign: str) -> str:
    """One sign without its accent, in its own case: a letter, a plain sign, or nothing for a combining mark."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if unicodedata.combining(sign):
        return ""
    return unicodedata.normalize("NFD", sign)[0]


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """The part of a text from `start` to `end`, runs of white space as one space. Empty for an empty part."""
    stop = len(text) if end is None else end
    part = text[start:stop]
    known: dict[str, str | int | None] = {sign: letter(sign) for sign in set(part)}
    if all(known.values()):
        cased = part.translate(str.maketrans(known))
        if "  " not in cased:  # a letter for a letter: nothing moves
            return Folded(_lowered(cased), cased, tuple(range(start, stop + 1)))
    plain: list[str] = []
    at: list[int] = []
    for place in range(start, stop):
        sign = text[place]
        as_read = sign if sign.isascii() and sign.islower() else letter(sign)
        if not as_read or (as_read == " " and plain and plain[-1] == " "):
            continue
        plain.append(as_read)
        at.append(place)
    cased = "".join(plain)
    return Folded(_lowered(cased), cased, (*at, stop))


def _lowered(cased: str) -> str:
    """Small letters, as many as there were."""
    low = cased.lower()
    return low if len(low) == len(cased) else "".join(c.lower()[:1] for c in cased)


def whole_end(plain: str, start: int, end: int) -> int:
    """Where a find ends without signs and without words that only lead on to the next: "details with the supplier of"."""
    while True:
        while end > start and plain[end - 1] in " ,;:.\n":
            end -= 1
        last = plain.rfind(" ", start, end) + 1
        if last <= start or plain[last:end] not in LEADS_ON:
            return end
        end = last
