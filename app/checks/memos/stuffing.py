"""Whether a text wears every sign of a good memo and says nothing: cues and figures without anything that they speak of."""

from __future__ import annotations

import re

from app.catalog.meta_words import meta_words
from app.checks.memos.signals import Signals
from app.domain.letters import flat
from app.domain.memos import MemoSentence
from app.domain.stems import STOP_WORDS

RAISERS = (
    "ask", "band", "basis", "confidence", "worst", "change_mind", "source", "opinion_label", "unknown", "own_self", "option", "recommend",
    "default", "first_known",
    "next_update", "deadline", "limit_hit", "hours_left", "trigger", "not_affected", "plan", "plan_effect", "appetite",
    "indicator", "consequence", "condition",
    "annex", "hq_term", "conditional",
)  # fmt: skip
LONGEST_CUE = 24
MOST_COVERED = 0.6
FEW_CUES = 6
SOME_CUES = 4
ANY_CUES = 2
HARDLY_OWN = 0.3
"""A text with so small a share of words of its own says nothing, however few of its words raise a level."""
FEW_WORDS = 7
"""Words of the middle sentence below which a memo is a row of labels."""
WHOLE_SENTENCE = 10
"""Words from which on a sentence says something of its own."""
ENOUGH_SENTENCES = 5
FEW_OWN = 12
OWN_SHARE = 0.6
"""Of 372 memos written apart none has fewer than 28 words of its own, or a share under .64."""
TELLING = 3
"""Words of its own with which a sentence that names an event says what happened, however short the memo."""
MANY_BLANKS = 4
_BLANK = re.compile(r"(?<![\w.-])[DF-HJ-NP-TV-XZ](?![\w'’&-]|\.\w)")
"""A capital alone; vowels, "A" to "C" and "Y" stand alone for other reasons."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W_]+")


def is_stuffed(known: Signals) -> bool:
    """True when the level-raising words make up most of the memo's words and stand with hardly anything that they speak of."""
    found = [name for name in RAISERS if known.any(name)]
    if len(found) >= SOME_CUES and (_is_fragments(known) or _names_nothing(known)):
        return True
    if len(found) >= ANY_CUES and _has_blanks(known):
        return True
    if len(found) >= ANY_CUES and _names_nothing(known, HARDLY_OWN):
        return True
    if len(found) < FEW_CUES:
        return False
    worded = [s for s in known.problems if known.reading.cue_in("event", s)]
    if any(_is_anchored(known, s) for s in (*worded, *known.asks)):
        return False
    reading = known.reading
    taken: set[int] = set()
    cues = [(s.start, s.end) for name in RAISERS for s in reading.of(name)]
    said = [*((m.start, m.end) for m in reading.moments), *((f.start, f.end) for f in reading.figures)]
    for start, end in (*cues, *said):
        taken.update(range(start, min(end, start + LONGEST_CUE)))
    words = [m for s in known.body for m in _WORD.finditer(reading.text, s.start, s.end)]
    if not words:
        return False
    covered = sum(1 for w in words if w.start() in taken)
    return covered / len(words) >= MOST_COVERED


def _is_anchored(known: Signals, sentence: MemoSentence) -> bool:
    """True for a problem or request that is about something: a named or counted thing in a sentence of some length."""
    size = len(_WORD.findall(sentence.text))
    return size >= FEW_WORDS and (known.has(sentence, "objective", "programme") or bool(known.counted(sentence)))


def _names_nothing(known: Signals, share: float = OWN_SHARE) -> bool:
    """True when hardly a word is the memo's own: the rest are words of management, which any memo could hold."""
    if len(known.body) < ENOUGH_SENTENCES:
        return False
    meta = meta_words()[known.reading.memo.lang]
    words = {s.number: {flat(w) for w in _LETTERS.findall(s.text)} - STOP_WORDS for s in known.body}
    if any(len(words[s.number] - meta) >= TELLING and known.reading.cue_in("event", s) for s in known.problems):
        return False
    every = set().union(*words.values())
    own = every - meta
    return len(own) <= FEW_OWN and len(own) < share * len(every)


def _has_blanks(known: Signals) -> bool:
    """True for letters in place of things ("due to X, Y may occur, causing Z in P"): a form that nobody filled in."""
    return len({m.group() for s in known.body for m in _BLANK.finditer(s.text)}) >= MANY_BLANKS


def _is_fragments(known: Signals) -> bool:
    """True for a row of labels ("Owner: assigned. Decision: yes.") in place of sentences; headings over whole sentences are none."""
    sizes = sorted(len(_WORD.findall(s.text)) for s in known.body)
    in_whole = sum(size for size in sizes if size >= WHOLE_SENTENCE)
    return len(sizes) >= ENOUGH_SENTENCES and sizes[len(sizes) // 2] < FEW_WORDS and 2 * in_whole < sum(sizes)
