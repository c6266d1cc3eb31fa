"""What the levels and the questions rest on: exposures, asks, owners, moments by sentence. Knows the cue names; grades nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.coaching import Span
from app.domain.memos import MemoFigure, MemoReading, MemoSentence

SOFT = frozenset({"understater", "euphemism", "hope_as_plan", "good_news_sandwich", "face_saver"})
LONGEST_QUOTE = 160


@dataclass(frozen=True)
class Signals:
    """A reading indexed by sentence: `cues` holds the sentence numbers of each cue."""

    reading: MemoReading
    cues: dict[str, frozenset[int]]
    sentences: tuple[MemoSentence, ...]
    body: tuple[MemoSentence, ...]
    problems: tuple[MemoSentence, ...]
    asks: tuple[MemoSentence, ...]
    places: dict[int, int] = field(default_factory=dict)
    """Sentence number → its place in `body`."""

    def has(self, sentence: MemoSentence | None, *names: str) -> bool:
        """True when some of these cues stands in the sentence."""
        return sentence is not None and sentence.number in self._with(names)

    def near(self, sentence: MemoSentence, *names: str, reach: int = 1) -> bool:
        """True when some of these cues stands in the sentence or within `reach` sentences of it in the body."""
        at = self.places.get(sentence.number, -1)
        around = self.body[max(0, at - reach) : at + reach + 1] if at >= 0 else (sentence,)
        return any(self.has(s, *names) for s in around)

    def any(self, *names: str) -> bool:
        """True when some of these cues stands anywhere in the body."""
        return not self.numbers.isdisjoint(self._with(names))

    def _with(self, names: tuple[str, ...]) -> frozenset[int]:
        """The numbers of the sentences with one of these cues. Put together once."""
        if names not in self._together:
            self._together[names] = frozenset().union(*(self.cues.get(name, frozenset()) for name in names))
        return self._together[names]

    @cached_property
    def _together(self) -> dict[tuple[str, ...], frozenset[int]]:
        return {}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the sentences of the body."""
        return frozenset(s.number for s in self.body)

    def first(self, *names: str) -> MemoSentence | None:
        """The first sentence of the body with one of these cues."""
        return next((s for s in self.body if self.has(s, *names)), None)

    def all(self, *names: str) -> tuple[MemoSentence, ...]:
        """The sentences of the body with one of these cues."""
        return tuple(s for s in self.body if self.has(s, *names))

    def counted(self, sentence: MemoSentence) -> tuple[MemoFigure, ...]:
        """The figures of a sentence that count something."""
        return self.reading.figures_in(sentence)

    def is_dated(self, sentence: MemoSentence) -> bool:
        """True when the sentence says when."""
        return bool(self.reading.moments_in(sentence))

    def quote(self, sentence: MemoSentence, *names: str) -> Span:
        """The clause of a sentence that holds one of these cues, else its beginning; at most 160 letters, cut at a word."""
        found = [s for name in names for s in self.reading.cue_in(name, sentence)]
        text = self.reading.text
        start, end = sentence.start, sentence.end
        if found and end - start > LONGEST_QUOTE:
            at = min(found, key=lambda s: s.start).start
            start = max((text.rfind(sign, start, at) + 1 for sign in ",;:"), default=start) or start
            start = max(start, sentence.start)
        while start < end and text[start].isspace():
            start += 1
        if end - start > LONGEST_QUOTE:
            cut = max(text.rfind(sign, start, start + LONGEST_QUOTE) for sign in (",", ";", " "))
            end = cut if cut > start else start + LONGEST_QUOTE
        return self.reading.span(start, start + len(text[start:end].rstrip(" .,;:\r\n")))


def signals(reading: MemoReading) -> Signals:
    """The signals of a reading. A problem is a sentence with an event, by its word or by its build, that is not denied."""
    cues: dict[str, frozenset[int]] = {}
    for name, spans in reading.cues.items():
        numbers = (reading.sentence_at(s.start) for s in spans if not _is_quoted(reading, s))
        cues[name] = frozenset(s.number for s in numbers if s is not None)
    body = reading.body
    cues["event"] = cues.get("event", frozenset()) | cues.get("troubled", frozenset())
    events = cues["event"] - _only_negated(reading)
    problems = tuple(s for s in body if s.number in events and s.zone == "body")
    asks = tuple(s for s in body if s.number in cues.get("ask", frozenset()))
    return Signals(
        reading,
        cues,
        reading.sentences,
        body,
        problems,
        asks,
        {s.number: i for i, s in enumerate(body)},
    )


def _only_negated(reading: MemoReading) -> frozenset[int]:
    """Sentences all of whose events are denied ("no accidents", "0 accidentes")."""
    found: set[int] = set()
    for sentence in _with_cue(reading, "no_event"):
        events = reading.cue_in("event", sentence)
        denied = reading.cue_in("no_event", sentence)
        if events and all(any(d.start <= e.start and e.end <= d.end for d in denied) for e in events):
            found.add(sentence.number)
    return frozenset(found)


def _with_cue(reading: MemoReading, cue: str) -> tuple[MemoSentence, ...]:
    found = (reading.sentence_at(s.start) for s in reading.of(cue))
    return tuple(dict.fromkeys(s for s in found if s is not None))


def _is_quoted(reading: MemoReading, span: Span) -> bool:
    return any(q.start <= span.start and span.end <= q.end for q in reading.quotes)


def spans_of(sentences: Iterable[MemoSentence], known: Signals, *names: str, most: int = 2) -> tuple[Span, ...]:
    """Quotes of the first sentences, none twice."""
    found = dict.fromkeys((s.start, s.end) for s in sentences)
    chosen = [next(s for s in known.sentences if (s.start, s.end) == place) for place in list(found)[:most]]
    return tuple(known.quote(s, *names) for s in chosen)
