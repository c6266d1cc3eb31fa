"""Whether a memo must go to counsel before anyone edits it. Knows the stop rules and the bounds of the score; writes no advice.

Two things find a matter: words of a rule, and a score that was learned from written cases. A high score stops by itself. Words of a rule
stop where the score does not speak against them, or where the memo is too short to be scored. What lies between is shown to counsel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.coaching import StopRule, disguises, stop_rules
from app.catalog.stop_weights import stop_weights
from app.checks.memos.stop_score import Scored, scored
from app.domain.anchored import Anchored
from app.domain.coaching import Span
from app.domain.lang import Lang
from app.domain.memos import MemoReading

SHORT = 25
"""A memo of fewer words is too short for its score: it neither stops the memo nor speaks against words of a rule."""
FEWEST_WORDS = 2
"""Words of a matter that must stand in a memo before a request to dress it up stops it."""


@dataclass(frozen=True)
class Stop:
    """The rule that stops a memo, the words that it found, the words of them that weigh most, and the rule that
    it may be instead (neither for words of a rule)."""

    rule: StopRule
    span: Span
    terms: tuple[str, ...] = ()
    other: StopRule | None = None

    def name(self, lang: Lang) -> str:
        """The matter by name, and the other that it may be."""
        names = [rule.name.in_lang(lang) for rule in (self.rule, self.other) if rule]
        return " / ".join(names)


@dataclass(frozen=True)
class Judgement:
    """`stop` for a memo that goes to counsel first; `show` for one that may be coached and that counsel should see before it is sent."""

    stop: Stop | None = None
    show: Stop | None = None


def stopped(reading: MemoReading) -> Stop | None:
    """What stops a memo, None for one that may be coached."""
    return judged(reading).stop


def judged(reading: MemoReading) -> Judgement:
    """Whether a memo is stopped, shown to counsel or neither. Looks at the whole memo, subject included, quoted mail excluded."""
    by_words, by_score, known = _by_words(reading), scored(reading), stop_weights()
    is_short = reading.words < SHORT
    if by_score and by_score.score > known.stop_from and not is_short:
        return Judgement(stop=_scored_stop(reading, by_score))
    is_in_doubt = by_score is not None and by_score.score > known.show_from
    if by_words and (by_score is None or is_in_doubt or is_short):
        return Judgement(stop=by_words)
    if by_words:
        return Judgement(show=by_words)
    return Judgement(show=_scored_stop(reading, by_score)) if by_score and is_in_doubt else Judgement()


def _scored_stop(reading: MemoReading, found: Scored) -> Stop:
    """A stop with the sentence that adds most to the score."""
    sentence = found.sentence
    rules = {ready.rule.id: ready.rule for ready in stop_rules()}
    first, *others = (rules[topic] for topic in found.topics)
    return Stop(first, reading.span(sentence.start, sentence.end), found.terms, others[0] if others else None)


def _by_words(reading: MemoReading) -> Stop | None:
    """The first find in rule order.

    A find is cleared by what its own sentence says: that it was refused, that counsel has it, that it was a drill or a check that passed.
    Where two things make the matter, the second may stand in the sentence before or behind.
    """
    asked, cleared, _ = disguises()
    if cleared.search(reading.plain) and not asked.search(reading.plain):
        return None
    for ready in stop_rules():
        ways = [way for way in ready.ways if next(way[0].finds(reading.plain), None)]
        for index, sentence in enumerate(reading.sentences if ways else ()):
            plain = reading.plain_of(sentence)
            found = _found(ways, reading, index)
            if found is None or (ready.unless and ready.unless.search(plain)):
                continue
            first = sentence.plain_start
            return Stop(ready.rule, reading.found(first + found.start(), first + found.end()))
    return _disguised(reading)


def _found(ways: Sequence[tuple[Anchored, re.Pattern[str] | None]], reading: MemoReading, index: int) -> re.Match[str] | None:
    """The words of a sentence that are a matter, by themselves or with those around them; `ways` are those that the memo has words of."""
    plain = reading.plain_of(reading.sentences[index])
    for find, then in ways:
        found = find.pattern.search(plain)
        if found is None:
            continue
        around = reading.sentences[max(0, index - 1) : index + 2]
        if then is None or any(then.search(reading.plain_of(s)) for s in around):
            return found
    return None


def _disguised(reading: MemoReading) -> Stop | None:
    """A request to dress something up, in a memo that speaks of one of the matters; the one with most of its words decides the route."""
    asked, _, about = disguises()
    found = asked.search(reading.plain)
    if found is None:
        return None
    counts = {name: len(words.findall(reading.plain)) for name, words in about.items()}
    name = max(counts, key=lambda each: counts[each])
    if counts[name] < FEWEST_WORDS:
        return None
    rule = next(ready.rule for ready in stop_rules() if ready.rule.id == name)
    return Stop(rule, reading.found(found.start(), max(found.start() + 1, found.end())))
