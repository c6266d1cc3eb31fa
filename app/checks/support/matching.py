"""Which words of a statement its evidence has, and which part of the evidence a part of the statement goes with. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.checks.support.reading import Mention, Reading, Word

WINDOW = 4
"""Content words on either side that make the surroundings of a mention."""


@dataclass(frozen=True)
class Pair:
    """A statement beside its evidence, each read."""

    said: Reading
    read: Reading

    @cached_property
    def handles(self) -> frozenset[str]:
        """Everything by which the evidence can be matched."""
        return _all(self.read.words)

    def is_covered(self, word: Word) -> bool:
        """True when the evidence has the word, a synonym or its translation."""
        return bool(word.handles & self.handles)

    @cached_property
    def covered(self) -> tuple[tuple[Word, bool], ...]:
        """The statement's content words in order, each with whether the evidence has it."""
        return tuple((w, self.is_covered(w)) for w in self.said.content())

    @cached_property
    def coverage(self) -> float:
        """The share of the statement's content words that the evidence has; 0 for a statement without any."""
        return sum(1 for _, has in self.covered if has) / len(self.covered) if self.covered else 0.0

    def matches(self, word: Word) -> list[Word]:
        """The words of the evidence that go with a word of the statement."""
        return [w for w in self.read.words if w.handles & word.handles]

    def counterpart(self, clause: int) -> frozenset[int]:
        """The clauses of the evidence that go best with a clause of the statement; all of them when none has a word of it."""
        wanted = self.said.content(clause)
        shares = {c: overlap(wanted, [w for w in self.read.words if w.clause == c]) for c in self.read.clauses}
        best = max(shares.values(), default=0)
        if not best:
            return frozenset(self.read.clauses)
        return frozenset(c for c, share in shares.items() if share >= best)

    def nearness(self, said: Mention, read: Mention) -> int:
        """How many words around a mention of the statement stand around one of the evidence."""
        return overlap(around(self.said, said.first, said.last), around(self.read, read.first, read.last))


def _all(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(h for w in words for h in w.handles)


def overlap(wanted: Iterable[Word], there: Iterable[Word]) -> int:
    """How many of the first words go with one of the second."""
    handles = _all(there)
    return sum(1 for w in wanted if w.handles & handles)


def around(reading: Reading, first: int, last: int, window: int = WINDOW) -> list[Word]:
    """The content words and figures nearest to a span, of its own clause; of the clause before too when its own has hardly any."""
    clause = reading.words[first].clause
    for clauses in ({clause}, {clause - 1, clause}):
        before = [w for w in reading.words[:first] if _counts(w) and w.clause in clauses][-window:]
        after = [w for w in reading.words[last + 1 :] if _counts(w) and w.clause in clauses][:window]
        if len(before) + len(after) > 1:
            break
    return before + after


def _counts(word: Word) -> bool:
    return word.is_content or word.folded[0].isdigit()
