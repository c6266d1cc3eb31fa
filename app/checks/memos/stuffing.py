"""Whether a text wears every sign of a good memo and says nothing: cues and figures without anything that they speak of."""

from __future__ import annotations

import re

from app.checks.memos.signals import Signals
from app.domain.memos import MemoSentence

RAISERS = (
    "ask", "band", "basis", "confidence", "worst", "change_mind", "source", "opinion_label", "unknown", "own_self", "option", "recommend", "default", "first_known",
    "next_update", "deadline", "limit_hit", "hours_left", "trigger", "not_affected", "plan", "plan_effect", "appetite", "indicator", "consequence", "condition",
    "annex", "hq_term", "conditional",
)  # fmt: skip
LONGEST_CUE = 24
MOST_COVERED = 0.6
FEW_CUES = 6
SOME_CUES = 4
FEW_WORDS = 7
"""Words of the middle sentence below which a memo is a row of labels."""
ENOUGH_SENTENCES = 5
_WORD = re.compile(r"[^\W_]+")


def is_stuffed(known: Signals) -> bool:
    """True when the level-raising words make up most of the memo's words and stand with hardly anything that they speak of."""
    found = [name for name in RAISERS if known.any(name)]
    if len(found) >= SOME_CUES and _is_fragments(known):
        return True
    if len(found) < FEW_CUES:
        return False
    if any(_is_anchored(known, s) for s in (*known.problems, *known.asks)):
        return False
    reading = known.reading
    taken: set[int] = set()
    spans = [s for name in RAISERS for s in reading.of(name)] + [m for m in reading.moments] + [f for f in reading.figures]  # type: ignore[list-item]
    for span in spans:
        taken.update(range(span.start, min(span.end, span.start + LONGEST_CUE)))
    words = [m for s in known.body for m in _WORD.finditer(reading.text, s.start, s.end)]
    if not words:
        return False
    covered = sum(1 for w in words if w.start() in taken)
    return covered / len(words) >= MOST_COVERED


def _is_anchored(known: Signals, sentence: MemoSentence) -> bool:
    """True for a problem or request that is about something: a named or counted thing in a sentence of some length."""
    size = len(_WORD.findall(sentence.text))
    return size >= FEW_WORDS and (known.has(sentence, "objective", "programme") or bool(known.counted(sentence)))


def _is_fragments(known: Signals) -> bool:
    """True for a row of labels ("Owner: assigned. Decision: yes.") in place of sentences."""
    sizes = sorted(len(_WORD.findall(s.text)) for s in known.body)
    return len(sizes) >= ENOUGH_SENTENCES and sizes[len(sizes) // 2] < FEW_WORDS
