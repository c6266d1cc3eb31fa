"""A memo as the check of a rewrite reads it: its sentences with their stems, its figures and dates, what is said where. Knows no rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.catalog.rewrite_words import Hit, concept_hits, hits
from app.checks.memos.beside import Beside
from app.domain.composed import composed
from app.domain.date_reading import DateMention, dates
from app.domain.figures import Figure, figures
from app.domain.lang import Lang
from app.domain.sentences import split
from app.domain.stems import STOP_WORDS, stem, stems, words

_GAP = re.compile(r"\n\s*\n|(?<=[.!?])\s{6,}")
"""An empty line, and where a question stood between two sentences."""
_STOP = re.compile(r"[.!?]+(?=\s|$)|\n")
HEADER = re.compile(r"^[^\S\n]*(?:to|from|date|cc|bcc|para|de|fecha|ccp|c\.c\.p\.?)[^\S\n]*:.*$", re.IGNORECASE | re.MULTILINE)
"""Lines that address a memo."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text with its place and what it speaks of."""

    start: int
    end: int
    text: str
    stems: frozenset[str]

    def about(self, start: int, end: int, *, before: int, after: int) -> tuple[str, ...]:
        """The stems of so many content words before and after a place inside this sentence."""
        left = [s for _, b, s in self._content if b <= start][-before:] if before else []
        right = [s for a, _, s in self._content if a >= end][:after]
        return (*left, *right)

    @cached_property
    def _content(self) -> tuple[tuple[int, int, str], ...]:
        return tuple((a, b, stem(w)) for a, b, w in words(self.text) if w not in STOP_WORDS and len(w) > 1)


@dataclass(frozen=True)
class Told:
    """A text in one language, cut into sentences."""

    text: str
    lang: Lang

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order; none crosses an empty line or a question, however few words it has."""
        return tuple(
            Sentence(a, b, self.text[a:b], stems(self.text[a:b])) for piece in split(self.text) for a, b in _paragraphs(self.text, *piece)
        )

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its sentences by their words: what stands in two texts as it is needs no look."""
        return frozenset(sentence.text for sentence in self.sentences)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What stands between two full stops or line ends, in small letters on one line."""
        return frozenset(_flat(self.text[a:b]) for a, b in _pieces(self.text))

    def piece_at(self, at: int) -> str:
        """The one around a place."""
        return next((_flat(self.text[a:b]) for a, b in _pieces(self.text) if at < b), "")

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the whole speaks of."""
        return stems(self.text)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Its dates, in order."""
        return dates(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, a lone article among them, dates included: what a figure may rest on."""
        return figures(self.text, articles=True)

    @cached_property
    def own(self) -> tuple[Figure, ...]:
        """Its figures, a lone article among them, that are no part of a date."""
        return self._undated(self.figures)

    @cached_property
    def counted(self) -> tuple[Figure, ...]:
        """The same without a lone article."""
        return self._undated(figures(self.text))

    def _undated(self, found: Sequence[Figure]) -> tuple[Figure, ...]:
        days = [(d.start, d.end) for d in self.dates]
        return tuple(f for f in found if not any(a <= f.start < b for a, b in days))

    @cached_property
    def by_value(self) -> Mapping[Decimal, tuple[Figure, ...]]:
        """`own` by each value that a figure may have."""
        found: dict[Decimal, list[Figure]] = {}
        for figure in self.own:
            for value in figure.values:
                found.setdefault(value, []).append(figure)
        return {value: tuple(same) for value, same in found.items()}

    def alike(self, figure: Figure) -> tuple[Figure, ...]:
        """Those of `own` that may mean the same number, in reading order."""
        found = {f.start: f for value in figure.values for f in self.by_value.get(value, ())}
        return tuple(found[start] for start in sorted(found))

    @cached_property
    def beside(self) -> Beside:
        """The words beside its figures, each as far as the next one of `counted`."""
        return Beside(self.text, [(f.start, f.end) for f in self.counted])

    @cached_property
    def first_right(self) -> Mapping[str, frozenset[int]]:
        """Where the figures stand whose next word on the right has a stem."""
        found: dict[str, set[int]] = {}
        for figure in self.counted:
            for word in self.beside.of(figure.start, figure.end)[1][:1]:
                found.setdefault(word, set()).add(figure.start)
        return {word: frozenset(places) for word, places in found.items()}

    def said(self, concept: str) -> tuple[tuple[Sentence, int, int], ...]:
        """Where a concept stands, with its sentence; places lie inside the sentence. Looked for once."""
        if concept not in self._said:
            there = concept_hits(self.text, concept, self.lang)
            starts = [a for a, _ in there]
            around = ((s, there[bisect_left(starts, s.start) : bisect_left(starts, s.end)]) for s in self.sentences if there)
            self._said[concept] = tuple((s, a - s.start, b - s.start) for s, inside in around for a, b in inside if b <= s.end)
        return self._said[concept]

    def says(self, sentence: Sentence, concept: str) -> bool:
        """True when a concept stands in one of its sentences."""
        if concept not in self._saying:
            self._saying[concept] = frozenset(id(s) for s, _, _ in self.said(concept))
        return id(sentence) in self._saying[concept]

    def holds(self, sentence: Sentence, patterns: tuple[str, ...]) -> bool:
        """True when one of the patterns stands in one of its sentences."""
        return any(sentence.start <= a and b <= sentence.end for a, b in self.hits(patterns))

    def hits(self, patterns: tuple[str, ...]) -> tuple[Hit, ...]:
        """Where one of the patterns stands. Looked for once."""
        if patterns not in self._hits:
            self._hits[patterns] = hits(self.text, patterns)
        return self._hits[patterns]

    @cached_property
    def _said(self) -> dict[str, tuple[tuple[Sentence, int, int], ...]]:
        return {}

    @cached_property
    def _saying(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def _hits(self) -> dict[tuple[str, ...], tuple[Hit, ...]]:
        return {}

    @cached_property
    def body(self) -> Told:
        """The text without its header lines: what a rewrite may not lose."""
        return Told(HEADER.sub(lambda m: " " * len(m.group()), self.text), self.lang) if self._headers else self

    @property
    def body_figures(self) -> tuple[Figure, ...]:
        """Those of `counted` outside its header lines."""
        return tuple(f for f in self.counted if not self._in_header(f.start))

    @property
    def body_dates(self) -> tuple[DateMention, ...]:
        """Its dates outside its header lines."""
        return tuple(d for d in self.dates if not self._in_header(d.start))

    def _in_header(self, at: int) -> bool:
        return any(a <= at < b for a, b in self._headers)

    @cached_property
    def _headers(self) -> tuple[tuple[int, int], ...]:
        return tuple(m.span() for m in HEADER.finditer(self.text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def _flat(piece: str) -> str:
    return " ".join(piece.casefold().split())


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at its gaps."""
    for gap in _GAP.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def told(memo: str, lang: Lang) -> Told:
    """A memo as it is compared, for one rewrite or for many."""
    return Told(composed(memo), lang)


def shared(a: frozenset[str] | tuple[str, ...], b: frozenset[str]) -> int:
    """How many different stems two stretches share."""
    return len(a & b if isinstance(a, frozenset) else b.intersection(a))
