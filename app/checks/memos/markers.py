"""Finds markers in a memo: exact span, category, why, what headquarters hears, a wording with slots. The words are data."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

from app.catalog.coaching import CompiledRule, fill, marker_rules
from app.checks.memos.marker_guards import GUARDS, Hit
from app.checks.memos.marker_spans import NAMING, UNFINISHED, tidy_end
from app.checks.memos.signals import Signals, signals
from app.domain.coaching import Marker, Span
from app.domain.memo_text import whole_end
from app.domain.memos import MemoReading

_TURN = re.compile(
    r"[;:()]| - |, (?:but|and|so|although|though|while|yet|which|or|pero|y|aunque|mientras|por lo que|asi que|sino|o|que)\b"
    r"|\b(?:but|although|pero|aunque)\b"
)
EDGE = 2

NAMED = frozenset({"euphemism", "vague_time"})
"""Categories whose words are also names of programmes and products."""


class Finds(NamedTuple):
    """The markers of a memo, none overlapping; and the words inside them that soften in a way of their own ("a minor fault was found")."""

    markers: tuple[Marker, ...]
    inside: tuple[Marker, ...]


def find_markers(reading: MemoReading) -> tuple[Marker, ...]:
    """Every marker that no guard clears, in reading order, none overlapping: the longest wins, then the graver, then the earlier rule."""
    return finds(reading).markers


def finds(reading: MemoReading) -> Finds:
    """The markers, and the words that shrink or veil a thing inside one of another category: it is shown, and they are cut all the same."""
    known = signals(reading)
    hits = [h for rule in marker_rules(reading.memo.lang) for h in _hits(rule, reading) if not _is_cleared(h, reading, known)]
    hits.sort(key=lambda h: (h.start - h.end, -h.rule.rule.sev))
    kept: list[Hit] = []
    inside: list[Hit] = []
    # In reading order, none overlapping: only its neighbours can overlap a new one.
    for hit in hits:
        at = bisect_right(kept, hit.start, key=lambda k: k.start)
        hit = _before(hit, kept[at], reading.plain) if at < len(kept) else hit
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or kept[at].start >= hit.end):
            kept.insert(at, hit)
        elif at and hit.end <= kept[at - 1].end and _shrinks(hit) and not _shrinks(kept[at - 1]):
            inside.append(hit)
    ends = [*(h.start for h in kept), len(reading.plain)][1:]
    markers = tuple(_marker(_tidied(h, limit, reading.plain), reading) for h, limit in zip(kept, ends, strict=True))
    return Finds(markers, tuple(_marker(h, reading) for h in sorted(inside, key=lambda h: h.start)))


def _shrinks(hit: Hit) -> bool:
    """True for what names a thing smaller or softer: such words go from a sentence, whatever else is said in it."""
    return hit.rule.rule.category in NAMING


def _tidied(hit: Hit, limit: int, plain: str) -> Hit:
    limit = min(limit, hit.sentence.plain_end)
    return replace(hit, end=tidy_end(plain, hit.start, hit.end, hit.rule.rule.category, limit))


def _before(hit: Hit, longer: Hit, plain: str) -> Hit:
    """A find that runs into a longer one, as far as it: "we are working on it" before "and hope that it is solved"."""
    said = plain[hit.start : longer.start].rstrip(" ,;") if hit.start < longer.start < hit.end else ""
    said = said.removesuffix(" y").removesuffix(" and").rstrip(" ,;")
    is_enough = said.count(" ") > 1 and 2 * len(said) >= hit.end - hit.start and not UNFINISHED.search(said)
    return replace(hit, end=hit.start + len(said)) if is_enough else hit


def _hits(rule: CompiledRule, reading: MemoReading) -> list[Hit]:
    found = []
    for match in rule.find.finds(reading.plain):
        start, end = match.span()
        while start < end and reading.plain[start] in " ,;:.":
            start += 1
        end = whole_end(reading.plain, start, end)
        at = bisect_right(reading.sentences, start, key=lambda s: s.plain_start) - 1
        sentence = reading.sentences[max(at, 0)]
        if at < 0 or end <= start or end > sentence.plain_end or sentence.zone == "greeting":
            continue
        if rule.rule.subject is not None and rule.rule.subject != (sentence.zone == "subject"):
            continue
        found.append(Hit(start, end, rule, sentence))
    return found


def _is_cleared(hit: Hit, reading: MemoReading, known: Signals) -> bool:
    """The guards in their order: quoted, courtesy, sense, and those of the rule."""
    span = reading.found(hit.start, hit.end)
    if any(q.start <= span.start and span.end <= q.end for q in reading.quotes):
        return True
    if any(c.start < span.end and span.start < c.end for c in reading.courtesies):
        return True
    if _is_name(hit, span, reading):
        return True
    begin, end = _clause(reading.plain, hit)
    clause, sentence = reading.plain[begin:end], reading.plain_of(hit.sentence)
    rule = hit.rule
    if (rule.unless and rule.unless.search(clause)) or (rule.unless_sentence and rule.unless_sentence.search(sentence)):
        return True
    if rule.needs and not rule.needs.search(sentence):
        return True
    if rule.rule.needs_near and not known.near(hit.sentence, *rule.rule.needs_near):
        return True
    if rule.rule.needs_memo and not known.any(*rule.rule.needs_memo):
        return True
    if rule.rule.unless_memo and known.any(*rule.rule.unless_memo):
        return True
    if rule.rule.edge and not _is_at_edge(hit, known):
        return True
    return any(GUARDS[name](hit, reading, known, begin, end) for name in rule.clear)


def _is_name(hit: Hit, span: Span, reading: MemoReading) -> bool:
    """True inside a name: a capital within a sentence ("the Challenge programme"), or a compound of its own ("Soon-to-Expire")."""
    if re.match(r"-[^\W\d_]", reading.text[span.end :]):
        return True
    last = span.text.split()[-1]
    is_first = reading.text[hit.sentence.start : span.end].strip() == last or span.end - len(last) <= hit.sentence.start
    in_heading = hit.sentence.zone == "subject" or not any(c.islower() for c in reading.text[hit.sentence.start : hit.sentence.end])
    return hit.rule.rule.category in NAMED and last[0].isupper() and not is_first and not in_heading


def _is_at_edge(hit: Hit, known: Signals) -> bool:
    """True in the first two and the last two sentences of the body, for a sentence that reports no problem."""
    body = [s for s in known.body if s.zone == "body"]
    return hit.sentence in (*body[:EDGE], *body[-EDGE:]) and hit.sentence not in known.problems


def _clause(plain: str, hit: Hit) -> tuple[int, int]:
    """The clause of the hit inside its sentence, as a span of the folded text."""
    first, last = hit.sentence.plain_start, hit.sentence.plain_end
    turns = [m.span() for m in _TURN.finditer(plain, first, last)]
    begin = max((b for _, b in turns if b <= hit.start), default=first)
    end = min((a for a, _ in turns if a >= hit.end), default=last)
    return begin, end


def _marker(hit: Hit, reading: MemoReading) -> Marker:
    span = reading.found(hit.start, hit.end)
    params = {"hit": span.text, "category": hit.rule.texts.name}
    suggestion = fill(hit.rule.suggestion, **params)
    if span.text[:1].isupper() and suggestion[:1].islower():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    return Marker(
        start=span.start,
        end=span.end,
        text=span.text,
        category=hit.rule.rule.category,
        why=fill(hit.rule.why, **params),
        hq_hears=fill(hit.rule.hears, **params),
        suggestion=suggestion,
    )
