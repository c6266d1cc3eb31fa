"""Whether a memo must go to counsel before anyone edits it. Knows the stop rules; writes no advice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.catalog.coaching import CompiledStop, StopRule, disguises, stop_rules
from app.domain.coaching import Span
from app.domain.memos import MemoReading

FEWEST_WORDS = 2
"""Words of a matter that must stand in a memo before a request to dress it up stops it."""


@dataclass(frozen=True)
class Stop:
    """The rule that stops a memo and the words that it found."""

    rule: StopRule
    span: Span


def stopped(reading: MemoReading) -> Stop | None:
    """The first stop in rule order, None for a memo that may be coached. Looks at the whole memo, subject included, quoted mail excluded.

    A find is cleared by what its own sentence says: that it was refused, that counsel has it, that it was a drill or a check that passed.
    Where two things make the matter, the second may stand in the sentence before or behind.
    """
    asked, cleared, _ = disguises()
    if cleared.search(reading.plain) and not asked.search(reading.plain):
        return None
    for ready in stop_rules():
        for index, sentence in enumerate(reading.sentences):
            plain = reading.plain_of(sentence)
            found = _found(ready, reading, index)
            if found is None or (ready.unless and ready.unless.search(plain)):
                continue
            first = sentence.plain_start
            return Stop(ready.rule, reading.found(first + found.start(), first + found.end()))
    return _disguised(reading)


def _found(ready: CompiledStop, reading: MemoReading, index: int) -> re.Match[str] | None:
    """The words of a sentence that are a matter, by themselves or with those around them."""
    plain = reading.plain_of(reading.sentences[index])
    for find, then in ready.ways:
        found = find.search(plain)
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
