"""Reads a memo with the cue lists of its language, and tells its kind. Knows the lists' names; holds no words."""

from __future__ import annotations

from app.catalog.coaching import cues
from app.catalog.heard import usual_words
from app.domain.coaching import MemoKind
from app.domain.memo_reading import read_memo
from app.domain.memo_text import fold
from app.domain.memos import Memo, MemoReading, MemoSentence

KINDS: tuple[MemoKind, ...] = ("periodic_report", "capital_request", "anticipation", "alert")
HEADING = 200
"""Letters of a first line in which a report may name itself above its header."""
OPENING = 2
"""Sentences of the body that tell what the memo is about."""
FEW_WORDS = 4
"""A body of fewer words is none: nothing can be graded."""


def read(memo: Memo) -> MemoReading:
    """The reading of a memo with every cue of its language. Raises: BadData for broken data files."""
    lists = cues(memo.lang)
    return read_memo(memo, lists.plain, lists.cased, usual_words(memo.lang))


def is_too_short(reading: MemoReading) -> bool:
    """True for a header only, or for three words that tell no event ("The server failed." can be graded)."""
    return reading.words < FEW_WORDS and not (
        reading.words == FEW_WORDS - 1 and reading.of("event") and reading.text.rstrip().endswith(".")
    )


def kind_of(reading: MemoReading) -> MemoKind:
    """The kind of memo by its words: a report names its period in its heading or subject; a request asks for capital and tells of no
    incident; an anticipation weighs what may come; an incident, known at an hour or on a day, is an alert, and so is all else.
    """
    subject = [s for s in reading.sentences if s.zone == "subject"]
    heading = fold(reading.text.lstrip()[:HEADING].partition("\n")[0]).plain
    lists = cues(reading.memo.lang).plain
    if reading.of("kind_report") or any(lists[name].search(heading) for name in ("kind_report", "subject_report")):
        return "periodic_report"
    if any(reading.has(s, "subject_report") for s in subject):
        return "periodic_report"
    opening = [*subject, *[s for s in reading.body if s.zone == "body"][:OPENING]]
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
