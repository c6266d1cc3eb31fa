"""Tells the kind of a memo: by cues, and by words that were learned to speak for a kind. Knows the lists' names and the weights."""

from __future__ import annotations

from collections import Counter

from app.catalog.coaching import cues
from app.catalog.kind_weights import kind_weights
from app.checks.memos.stop_features import damped, features, pairs, seen_words
from app.domain.coaching import MEMO_KINDS, MemoKind
from app.domain.memo_text import fold
from app.domain.memos import MemoReading, MemoSentence

HEADING = 200
"""Letters of a first line in which a report may name itself above its header."""
OPENING = 2
"""Sentences of the body that tell what the memo is about."""
FEWEST = 25
"""A memo of fewer words has its kind by cues alone: too little to weigh."""
RULED = 0.5
"""What the kind by cues counts among the features."""


def kind_of(reading: MemoReading) -> MemoKind:
    """The kind of memo that its words and cues speak for most; by cues alone below `FEWEST` words."""
    ruled = kind_by_rules(reading)
    if reading.words < FEWEST:
        return ruled
    told = kind_weights().scores(kind_features(reading, ruled))
    return max(MEMO_KINDS, key=lambda kind: told[kind])


def kind_features(reading: MemoReading, ruled: MemoKind) -> dict[str, float]:
    """The features of the whole memo, the words of its subject and first sentences once more as `w:^…`, and the kind by cues."""
    first = Counter(pair for s in _opening(reading) for pair in pairs(seen_words(reading.plain_of(s))))
    return {
        **features(reading, reading.sentences),
        **{f"w:^{name[2:]}": value for name, value in damped(first).items()},
        f"q:{ruled}": RULED,
    }


def kind_by_rules(reading: MemoReading) -> MemoKind:
    """The kind of memo by its cues: a report names its period in its heading or subject; a request asks for capital and tells of no
    incident; an anticipation weighs what may come; an incident, known at an hour or on a day, is an alert, and so is all else.
    """
    subject = [s for s in reading.sentences if s.zone == "subject"]
    heading = fold(reading.text.lstrip()[:HEADING].partition("\n")[0]).plain
    lists = cues(reading.memo.lang).plain
    if reading.of("kind_report") or any(lists[name].pattern.search(heading) for name in ("kind_report", "subject_report")):
        return "periodic_report"
    if any(reading.has(s, "subject_report") for s in subject):
        return "periodic_report"
    opening = _opening(reading)
    is_recent = any(_is_recent(reading, s, asked=reading.has(s, "ask")) for s in opening)
    is_incident = any(reading.has(s, "happened") and _is_recent(reading, s) for s in opening)
    weighs_first = any(reading.has(s, "kind_anticipation") or reading.has(s, "exposure") for s in opening)
    asks_first = any(reading.has(s, "kind_capital") for s in opening) and not (is_recent or weighs_first)
    if any(reading.has(s, "subject_capital") for s in subject) and not (is_recent or weighs_first):
        return "capital_request"
    if asks_first or (reading.of("kind_capital") and not (is_incident or is_recent or weighs_first)):
        return "capital_request"
    if weighs_first and not (is_incident or is_recent):
        return "anticipation"
    told = any(reading.has(s, "first_known") and _is_recent(reading, s) for s in reading.body)
    weighs = any(reading.has(s, "kind_anticipation") for s in reading.body)
    may_come = any(reading.has(s, "conditional") for s in opening) and not any(reading.has(s, "happened") for s in opening)
    if (weighs or may_come) and not (is_incident or is_recent or told):
        return "anticipation"
    return "alert"


def _is_recent(reading: MemoReading, sentence: MemoSentence, *, asked: bool = False) -> bool:
    """True when a sentence names an hour or a day that has passed ("at 22:15", "yesterday", "on Sunday").

    A weekday in a sentence that asks for something (`asked`) is when it is due.
    """
    kinds = ("clock", "past") if asked else ("clock", "past", "weekday")
    return any(m.kind in kinds for m in reading.moments_in(sentence))


def _opening(reading: MemoReading) -> list[MemoSentence]:
    """The subject and the first sentences of the body."""
    subject = [s for s in reading.sentences if s.zone == "subject"]
    return [*subject, *[s for s in reading.body if s.zone == "body"][:OPENING]]
