"""Verifies what a model quotes: an exact place in the text, or nothing. Forgives white space and the shape of quotes, no letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.domain.coaching import Span

_SIGNS = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
LONGEST = 400
FENCE = re.compile(r"<{3,}|>{3,}")


@dataclass
class Quotes:
    """A text with the count of quotes that were not found in it."""

    text: str
    dropped: int = 0
    _plain: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._plain = _plain(self.text)

    def place(self, quote: str, *, start: int = 0) -> Span | None:
        """Where the quote stands, or None, which is counted. The empty quote is None and counts nothing."""
        wanted = quote.strip().strip('"“”«»').strip()
        if not wanted:
            return None
        found = re.compile(r"\s+".join(re.escape(w) for w in _plain(wanted).split())).search(self._plain, start)
        if found is None or len(wanted) > LONGEST:
            self.dropped += 1
            return None
        return Span(start=found.start(), end=found.end(), text=self.text[found.start() : found.end()])


def _plain(text: str) -> str:
    return "".join(_SIGNS.get(c, c) for c in text)


def fenced(text: str) -> str:
    """A text that cannot close the fence it is put into: runs of three or more of its signs become two."""
    return FENCE.sub(lambda m: m.group()[:2], text)
