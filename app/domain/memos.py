"""A memo and what was read in it: zones, sentences, figures with the noun that they size, moments, actors, cues. Knows no rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from app.domain.base import Value
from app.domain.coaching import Audience, MemoKind, Span
from app.domain.lang import Lang

Zone = Literal["header", "subject", "greeting", "body", "closing", "signature", "quoted"]
MomentKind = Literal["date", "month", "clock", "weekday", "quarter", "near", "past", "deadline"]
ActorKind = Literal["person", "role", "area", "self"]


class Memo(Value):
    """A memo as submitted; every offset anywhere is one of `text`, in code points."""

    text: str
    lang: Lang
    kind: MemoKind
    audience: Audience | None = None
    scenario: str | None = None


@dataclass(frozen=True)
class Part:
    """A stretch of the memo in one zone."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True)
class MemoSentence:
    """A sentence, list item or subject line with its place in the memo and in `plain`; `paragraph` counts body paragraphs from 0."""

    start: int
    end: int
    text: str
    zone: Zone
    paragraph: int
    plain_start: int
    plain_end: int
    number: int


@dataclass(frozen=True)
class MemoFigure:
    """A number with its unit ("money", "percent", "days", …, "" for none) and the folded noun that it counts; dates are none."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    unit: str
    noun: str
    sentence: int
    is_range: bool = False
    is_code: bool = False
    """Part of a name ("line 2", "HX-210", "level 2"): it counts nothing."""

    @property
    def counts(self) -> bool:
        """True when the number has a unit or sizes a noun: a bare one says nothing."""
        return not self.is_code and bool(self.unit or self.noun)


@dataclass(frozen=True)
class Moment:
    """When something is, as said: a date, a clock time, "Friday", "Q1 2029", "two weeks ago"."""

    start: int
    end: int
    text: str
    kind: MomentKind
    sentence: int


@dataclass(frozen=True)
class MemoActor:
    """Who does something: a named person, a role ("the quality manager"), an area ("Maintenance"), the writer."""

    start: int
    end: int
    text: str
    kind: ActorKind
    sentence: int


@dataclass(frozen=True)
class MemoReading:
    """Everything that pure reading finds in a memo.

    `plain` is the folded text of all sentences, one a line (`cased`: with capitals); `at` gives each letter's place in the memo.
    `cues` holds what the cue lists of prompts/coaching found, by name, in reading order ("ask", "event", "good_news"…).
    """

    memo: Memo
    parts: tuple[Part, ...]
    subject: Span | None
    greeting: Span | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[MemoSentence, ...]
    plain: str
    cased: str
    at: tuple[int, ...]
    figures: tuple[MemoFigure, ...] = ()
    moments: tuple[Moment, ...] = ()
    actors: tuple[MemoActor, ...] = ()
    quotes: tuple[Span, ...] = ()
    courtesies: tuple[Span, ...] = ()
    words: int = 0
    cues: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The memo's text."""
        return self.memo.text

    @cached_property
    def body(self) -> tuple[MemoSentence, ...]:
        """The sentences of the body and of the closing paragraph, in reading order."""
        return tuple(s for s in self.sentences if s.zone in ("body", "closing"))

    def span(self, start: int, end: int) -> Span:
        """These words with their place."""
        return Span(start=start, end=end, text=self.text[start:end])

    def of(self, cue: str) -> tuple[Span, ...]:
        """Where a cue was found; empty for one that was not, or that is no cue."""
        return self.cues.get(cue, ())

    def cue_in(self, cue: str, sentence: MemoSentence) -> tuple[Span, ...]:
        """Where a cue was found in one sentence."""
        found = self.of(cue)
        if not found:
            return ()
        starts = self._starts.setdefault(cue, [s.start for s in found])
        first = bisect_left(starts, sentence.start)
        return found[first : bisect_left(starts, sentence.end, lo=first)]

    def has(self, sentence: MemoSentence, *cues: str) -> bool:
        """True when some of these cues stands in the sentence."""
        return any(self.cue_in(cue, sentence) for cue in cues)

    def sentence_at(self, place: int) -> MemoSentence | None:
        """The sentence over a place of the memo, or None."""
        at = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[at] if at >= 0 and place < self.sentences[at].end else None

    def figures_in(self, sentence: MemoSentence) -> tuple[MemoFigure, ...]:
        """The figures of a sentence that count something."""
        return self._counting.get(sentence.number, ())

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(s.start for s in self.sentences)

    @cached_property
    def _counting(self) -> Mapping[int, tuple[MemoFigure, ...]]:
        found: dict[int, list[MemoFigure]] = {}
        for figure in self.figures:
            if figure.counts:
                found.setdefault(figure.sentence, []).append(figure)
        return {number: tuple(figures) for number, figures in found.items()}

    def moments_in(self, sentence: MemoSentence) -> tuple[Moment, ...]:
        """The moments of a sentence."""
        return tuple(m for m in self.moments if m.sentence == sentence.number)

    def actors_in(self, sentence: MemoSentence) -> tuple[MemoActor, ...]:
        """The actors of a sentence."""
        return tuple(a for a in self.actors if a.sentence == sentence.number)

    def plain_of(self, sentence: MemoSentence) -> str:
        """A sentence as rules read it."""
        return self.plain[sentence.plain_start : sentence.plain_end]

    def found(self, plain_start: int, plain_end: int) -> Span:
        """The words of the memo that a span of `plain` stands for, without white space at either end."""
        start = self.at[plain_start]
        end = self.at[plain_end - 1] + 1
        while end < len(self.text) and "\u0300" <= self.text[end] <= "\u036f":
            end += 1
        return self.span(start, end)
