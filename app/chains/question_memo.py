"""Five questions that a sceptical reader will ask of this memo: its own gaps, most dangerous first, in its own words. Knows no model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalog.questions import GapQuestion, compiled, core, question_bank
from app.catalog.rewriting import RewriteRules, rewrite_rules
from app.chains.question_clause import clause_round
from app.chains.rewrite_risk import is_good, risk_of
from app.domain.coaching import Audience, Code, DimensionLevel, Marker, Persona, Question, Span
from app.domain.memos import Memo, MemoReading, MemoSentence

QUESTIONS = 5
MOST_BY_ONE = 2
FEWEST_WORDS = 4
_FIRST_WORD = re.compile(r"(?:^\W*|[,;:.!?(] +\W*|\b(?:que|that(?! (?:is|was|are|were)\b)) +)(\w+)")
NO_SPAN = "no span found"
PERSONA_OF: dict[Audience, Persona] = {
    "ceo": "ceo",
    "cfo": "cfo",
    "board": "board_risk_chair",
    "operations": "coo",
    "counsel": "general_counsel",
}


@dataclass(frozen=True)
class Gap:
    """An open point of a memo: the dimension, the words it was seen in (None: an absence), how it is asked, and how it is asked again."""

    id: str
    code: Code
    span: Span | None
    text: str
    short: str
    asks: tuple[Persona, ...]

    @property
    def origin(self) -> str:
        """As in the coaching's JSON: "CODE | exact quote" or "CODE | no span found"."""
        return f"{self.code} | {self.span.text if self.span else NO_SPAN}"


def questions(
    memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel], audience: Audience | None
) -> tuple[Question, ...]:
    """Five questions, the most dangerous gap first; fewer only for a memo of a sentence or two. No gap twice; the memo answers none."""
    chosen = _spread(list(gaps(memo, reading, markers, levels)))
    own = PERSONA_OF[audience] if audience else None
    asked: Counter[Persona] = Counter()
    found = []
    for gap in chosen:
        persona = _persona(gap, own, asked)
        asked[persona] += 1
        found.append(Question(text=gap.text, persona=persona, from_=gap.origin))
    return tuple(found)


def gaps(memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel]) -> Iterator[Gap]:
    """Every gap of the memo in order of danger, each item of the bank once."""
    seen = _Seen(memo, reading, markers, {level.code: level.level for level in levels})
    for item in question_bank():
        gap = seen.gap(item)
        if gap is not None:
            yield gap


def _spread(found: list[Gap]) -> list[Gap]:
    """Five gaps in their order: first those that speak of different words, then the rest."""
    places: set[int] = set()
    first: list[Gap] = []
    for gap in found:
        at = gap.span.start if gap.span else -1
        if at not in places:
            places.add(at)
            first.append(gap)
    more = [g for g in found if g not in first]
    chosen = [*first, *more][:QUESTIONS]
    return sorted(chosen, key=found.index)


def _persona(gap: Gap, own: Persona | None, asked: Counter[Persona]) -> Persona:
    if own in gap.asks and asked[own] < MOST_BY_ONE:
        return own
    free = [p for p in gap.asks if asked[p] < MOST_BY_ONE and p != own]
    others: list[Persona] = ["board_risk_chair", "coo", "cfo", "ceo", "general_counsel"]
    free = free or [p for p in others if asked[p] < MOST_BY_ONE and p != own]
    return min(free, key=lambda p: asked[p])


class _Seen:
    """A memo with what its gaps are looked for in."""

    def __init__(self, memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: dict[Code, int | None]) -> None:
        self._memo, self._reading, self._markers, self._levels = memo, reading, markers, levels
        self._rules: RewriteRules = rewrite_rules(memo.lang)
        self._body = [s for s in reading.sentences if s.zone == "body"]
        self._ranked = sorted(self._body, key=lambda s: (-self._weight(s), s.start))
        self._topics: dict[int, Span] = {}
        self._next_topic = 0

    def gap(self, item: GapQuestion) -> Gap | None:
        """The item as a gap of this memo, or None when it is none or the memo answers it."""
        if item.level is not None and (level := self._levels.get(item.code)) is not None and level > item.level:
            return None
        if item.level is not None and item.code in self._levels and self._levels[item.code] is None:
            return None
        lang = self._memo.lang
        if item.answered and compiled(item.answered.in_lang(lang)).search(self._memo.text):
            return None
        span = self._span(item)
        if span is None and item.detector != "no_ask":
            return None
        about = self._about(item, span)
        if about is None:
            return None
        marks = ("“", "”") if lang == "en" else ("«", "»")
        shown = {"quote": span.text if span else about.text, "about": f"{marks[0]}{about.text}{marks[1]}"}
        text = item.text.in_lang(lang)
        for name, words in shown.items():
            text = text.replace(f"{{{name}}}", words)
        return Gap(item.id, item.code, None if item.detector == "no_ask" else span, text, item.short.in_lang(lang), item.asks)

    def _span(self, item: GapQuestion) -> Span | None:
        if item.marker:
            found = [m for m in self._markers if m.category in item.marker and not self._in_subject(m.start)]
            found.sort(key=lambda m: -self._risk_at(m.start))
            return clause_round(self._reading, found[0].start, found[0].end) if found else None
        if item.finds is not None:
            return self._words(item)
        if item.detector == "two_totals":
            return self._two_totals()
        if item.detector == "ask":
            return self._ask()
        if item.detector == "no_ask":
            return None
        topic = self._topic()
        return topic

    def _words(self, item: GapQuestion) -> Span | None:
        finds = item.finds.in_lang(self._memo.lang) if item.finds else ""
        if not finds or not core(finds).search(self._memo.text):
            return None  # one look at the whole is cheaper than one at each sentence
        pattern = compiled(finds)
        unless = compiled(item.unless.in_lang(self._memo.lang)) if item.unless else None
        for sentence in self._body:
            found = pattern.search(sentence.text)
            if found and not (unless and unless.search(sentence.text)):
                return clause_round(self._reading, sentence.start + found.start(), sentence.start + found.end())
        return None

    def _about(self, item: GapQuestion, span: Span | None) -> Span | None:
        if item.detector in (None, "ask") or item.detector == "no_ask":
            topics = (self._topic_at(n) for n in range(len(self._ranked)))
            other = next((t for t in topics if span is None or not (t.start < span.end and span.start < t.end)), None)
            return other or span or (self._topic_at(0) if self._ranked else None)
        return span

    def _ask(self) -> Span | None:
        pattern = self._rules.pattern("asks")
        for sentence in self._body:
            found = pattern.search(sentence.text)
            if found:
                return clause_round(self._reading, sentence.start + found.start(), sentence.start + found.end())
        return None

    def _two_totals(self) -> Span | None:
        """The stated total when another amount of money in the memo lies within a tenth of it and is not equal."""
        total = re.compile(r"\btotal\b", re.IGNORECASE)
        money = [f for f in self._reading.figures if f.unit == "money" and not f.is_code]
        for figure in money:
            sentence = next((s for s in self._body if s.start <= figure.start < s.end), None)
            if sentence is None or not total.search(self._memo.text[max(sentence.start, figure.start - 30) : figure.start]):
                continue
            mine = max(figure.values)
            for other in money:
                near = max(other.values)
                if other.start != figure.start and near != mine and abs(near - mine) * 10 <= mine:
                    return clause_round(self._reading, figure.start, figure.end)
        return None

    def _topic_at(self, rank: int) -> Span:
        """A clause that a question can be about: of the riskiest sentences in their order, at its figure or event where it has one."""
        if rank not in self._topics:
            sentence = self._ranked[rank]
            places = [(f.start, f.end) for f in self._reading.figures_in(sentence)[:1]]
            places += [(e.start, e.end) for e in self._reading.cue_in("event", sentence)[:1]]
            clauses = []
            for place in (*places, *self._words_of(sentence)):
                clauses.append(clause_round(self._reading, *place))
                if len(clauses[-1].text.split()) >= FEWEST_WORDS:
                    break
            self._topics[rank] = max(clauses, key=lambda c: (len(c.text.split()) >= FEWEST_WORDS, len(c.text)))
        return self._topics[rank]

    def _weight(self, sentence: MemoSentence) -> int:
        good = 3 if is_good(sentence, self._reading, self._rules) else 0
        return risk_of(sentence, self._reading, self._rules) + (1 if self._reading.figures_in(sentence) else 0) - good

    def _topic(self) -> Span | None:
        """The next clause to ask about, so that questions of this kind speak of different things."""
        if not self._ranked:
            return None
        span = self._topic_at(self._next_topic % len(self._ranked))
        self._next_topic += 1
        return span

    def _words_of(self, sentence: MemoSentence) -> list[tuple[int, int]]:
        """Where a clause may be: the first word, and the first behind each sign that parts clauses ("Team, an operator…")."""
        starts = [word.span(1) for word in _FIRST_WORD.finditer(sentence.text)]
        return [(sentence.start + a, sentence.start + b) for a, b in starts] or [(sentence.start, sentence.end)]

    def _risk_at(self, place: int) -> int:
        sentence = self._reading.sentence_at(place)
        return risk_of(sentence, self._reading, self._rules) if sentence else 0

    def _in_subject(self, place: int) -> bool:
        subject = self._reading.subject
        return subject is not None and subject.start <= place < subject.end
