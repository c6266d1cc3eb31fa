"""The words beside the figures of a text: what is counted is told by them. Knows no rule."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from app.domain.stems import ordered_stems, stem

_NOUNS = "units unit pieces piece piezas pieza unidades unidad usd mxn eur dollars dolares pesos"
_SIZES = "mil thousand million millon millones"
_NEUTRAL = frozenset(stem(word) for word in f"{_NOUNS} {_SIZES}".split())
"""Words that fit any count: which thing was counted is told by the other words."""
_DAY = stem("dia")
"""Before a figure it is the day of a month, with or without the word."""
_BREAK_LEFT = re.compile(r"[.;:!?\n()]|\s{6,}")
_BREAK_RIGHT = re.compile(r"[;:!?\n()]|[.,](?=\s)|\s{6,}")


class Beside:
    """The words beside the figures of a text: what is counted is told by them. Every neighbourhood is worked out once."""

    def __init__(self, text: str, stops: Sequence[tuple[int, int]]) -> None:
        """`stops` are the spans of figures at which a neighbourhood ends, in reading order."""
        self._text = text
        self._starts = [a for a, _ in stops]
        self._ends = [b for _, b in stops]
        self._known: dict[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def of(self, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Up to three stems on either side of a figure, as far as the next figure or mark of punctuation."""
        if (start, end) not in self._known:
            before, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
            left_stop = self._ends[before - 1] if before else 0
            right_stop = self._starts[after] if after < len(self._starts) else len(self._text)
            left = _BREAK_LEFT.split(self._text[left_stop:start])[-1]
            right = _BREAK_RIGHT.split(self._text[end:right_stop], 1)[0]
            before_it = tuple(s for s in ordered_stems(left) if s not in _NEUTRAL and s != _DAY)
            self._known[start, end] = (before_it[-3:], tuple(s for s in ordered_stems(right) if s not in _NEUTRAL)[:3])
        return self._known[start, end]
