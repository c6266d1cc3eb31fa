"""Reads a memo with the cue lists of its language, and tells its kind. Knows the lists' names; holds no words."""

from __future__ import annotations

from app.catalog.coaching import cues
from app.domain.coaching import MemoKind
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo, MemoReading

KINDS: tuple[MemoKind, ...] = ("periodic_report", "capital_request", "anticipation", "alert")
FEW_WORDS = 4
"""A body of fewer words is none: nothing can be graded."""


def read(memo: Memo) -> MemoReading:
    """The reading of a memo with every cue of its language. Raises: BadData for broken data files."""
    lists = cues(memo.lang)
    return read_memo(memo, lists.plain, lists.cased)


def is_too_short(reading: MemoReading) -> bool:
    """True for a header only, or for three words that tell no event ("The server failed." can be graded)."""
    return reading.words < FEW_WORDS and not (reading.words == FEW_WORDS - 1 and reading.of("event") and reading.text.rstrip().endswith("."))


def kind_of(reading: MemoReading) -> MemoKind:
    """The kind of memo by its words: a report names its period or has a row of indicators; a request asks for capital; an anticipation
    speaks of what may come and of nothing that has; all else is an alert.
    """
    subject = [s for s in reading.sentences if s.zone == "subject"]
    if reading.of("kind_report") or any(reading.has(s, "subject_report") for s in subject):
        return "periodic_report"
    if reading.of("kind_capital") or any(reading.has(s, "subject_capital") for s in subject):
        return "capital_request"
    if reading.of("kind_anticipation") and not reading.of("happened"):
        return "anticipation"
    return "alert"
