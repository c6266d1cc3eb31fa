"""Reads a memo with the cue lists of its language. Knows the lists' names; holds no words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from app.catalog.coaching import cues
from app.catalog.heard import usual_words
from app.checks.memos.troubles import troubled
from app.domain.lang import Lang
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo, MemoReading

TROUBLED = "troubled"
"""The cue of sentences that tell a trouble by their build."""
FEW_WORDS = 4
"""A body of fewer words is none: nothing can be graded."""


def read(memo: Memo) -> MemoReading:
    """The reading of a memo with every cue of its language. Raises: BadData for broken data files."""
    return replace(_read(memo.text, memo.lang), memo=memo)


@lru_cache(maxsize=2)
def _read(text: str, lang: Lang) -> MemoReading:
    """A memo is read to tell its kind, and again to be coached: its words are the same."""
    lists = cues(lang)
    found = read_memo(Memo(text=text, lang=lang, kind="alert"), lists.plain, lists.cased, usual_words(lang))
    built = troubled(found)
    spans = tuple(found.span(s.start, s.end) for s in found.sentences if s.number in built)
    return replace(found, cues={**found.cues, TROUBLED: spans})


def is_too_short(reading: MemoReading) -> bool:
    """True for a header only, or for three words that tell no event ("The server failed." can be graded)."""
    return reading.words < FEW_WORDS and not (
        reading.words == FEW_WORDS - 1 and reading.of("event") and reading.text.rstrip().endswith(".")
    )
