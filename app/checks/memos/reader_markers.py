"""Marks what headquarters writes: vague requests, unspoken expectations, punishing of early bad news. The words are data; knows the guards.

The markers have the form of the coach's; in `hq_hears` stands what the sender in Mexico hears.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.catalog.reader_words import ReaderRule, reader_rules
from app.domain.coaching import Marker
from app.domain.memos import MemoReading, MemoSentence

_TIMED = ("date", "clock", "weekday", "deadline")


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    rule: ReaderRule


def reader_markers(reading: MemoReading) -> tuple[Marker, ...]:
    """Every find that no guard clears, in reading order, none overlapping (the longest wins). Empty for a text without such words.

    Guards: quoted words, courtesy in greeting and closing, the rule's own exceptions in the sentence, a day or hour where the rule says so.
    """
    hits: list[_Hit] = []
    for sentence in reading.sentences:
        if sentence.zone not in ("subject", "body", "closing"):
            continue
        plain = reading.plain_of(sentence)
        for rule in reader_rules(reading.memo.lang):
            for found in rule.find.finditer(plain):
                start, end = sentence.plain_start + found.start(), sentence.plain_start + found.end()
                if not _is_cleared(rule, plain, sentence, reading, start, end):
                    hits.append(_Hit(start, end, rule))
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return tuple(_marker(hit, reading) for hit in sorted(kept, key=lambda h: h.start))


def _is_cleared(rule: ReaderRule, plain: str, sentence: MemoSentence, reading: MemoReading, start: int, end: int) -> bool:
    span = reading.found(start, end)
    if any(q.start <= span.start and span.end <= q.end for q in reading.quotes):
        return True
    if any(c.start <= span.start and span.end <= c.end for c in reading.courtesies):
        return True
    if rule.unless is not None and rule.unless.search(plain):
        return True
    if not rule.is_dated:
        return False
    moments = [m for m in reading.moments_in(sentence) if m.kind in _TIMED]
    return any(m.end <= span.start or m.start >= span.end for m in moments)


def _marker(hit: _Hit, reading: MemoReading) -> Marker:
    span, rule = reading.found(hit.start, hit.end), hit.rule
    return Marker(
        start=span.start,
        end=span.end,
        text=span.text,
        category=rule.category,
        why=rule.why,
        hq_hears=rule.hears,
        suggestion=rule.suggestion,
    )
