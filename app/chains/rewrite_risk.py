"""How much exposure a sentence of a memo speaks of, and which is good news. Knows the names of cues and lists; moves nothing."""

from __future__ import annotations

from app.catalog.rewriting import RewriteRules
from app.domain.memos import MemoReading, MemoSentence

HURT = 5
"""What counts for a person who was hurt, or whose data others saw: nothing stands before it."""
NOT_HURT = ("no_event", "safety_count", "worst")
"""What only speaks of such harm: that there was none, how often in a year, a worst case."""


def risk_of(sentence: MemoSentence, reading: MemoReading, rules: RewriteRules) -> int:
    """How much exposure a sentence speaks of; 0 or less for none."""
    if _is_denied(sentence, reading):
        return 0
    said = rules.says("trouble", sentence.text) or int(reading.has(sentence, "event", "safety_legal"))
    if reading.has(sentence, "no_event"):
        said = 0
    said = max(said, 2 * int(reading.has(sentence, "troubled")))
    harm = HURT if is_hurt(sentence, reading) else 2 * min(1, rules.says("harm", sentence.text))
    trouble = min(2, said) + harm
    if not trouble:
        return 0
    sized = 2 if reading.figures_in(sentence) else 0
    sized += int(reading.has(sentence, "exposure"))
    return trouble + sized + min(1, rules.says("coming", sentence.text)) - 3 * min(1, rules.says("good", sentence.text))


def _is_denied(sentence: MemoSentence, reading: MemoReading) -> bool:
    """True for a sentence that names events only to say that there was none ("zero lost-time injuries")."""
    denied = reading.cue_in("no_event", sentence)
    told = [*reading.cue_in("event", sentence), *reading.cue_in("safety_legal", sentence)]
    return bool(denied and told) and all(any(d.start <= t.start and t.end <= d.end for d in denied) for t in told)


def is_hurt(sentence: MemoSentence, reading: MemoReading) -> bool:
    """True for a sentence that tells of a person who was hurt, or whose data others saw."""
    return reading.has(sentence, "safety_always") and not reading.has(sentence, *NOT_HURT)


def is_good(sentence: MemoSentence, reading: MemoReading, rules: RewriteRules) -> bool:
    """True for good news that carries no exposure and asks nothing."""
    is_praised = bool(rules.says("good", sentence.text)) or reading.has(sentence, "good_news")
    return is_praised and risk_of(sentence, reading, rules) <= 0 and not rules.says("asks", sentence.text)
