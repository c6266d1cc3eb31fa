"""Clauses that read vague although no rule names their words, marked. Knows the scores; holds no words.

The score only adds markers to those of the rules and takes away finds of rules in clauses that read plain.
Levels and questions rest on the rules alone: a learned marker lowers nothing. The rewrite asks behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.catalog.coaching import category_texts, fill
from app.catalog.soft_weights import soft_weights
from app.checks.memos.soft_clauses import Clause, clauses
from app.checks.memos.soft_scores import vagueness
from app.domain.coaching import CATEGORIES, Category, Marker, Span
from app.domain.memos import MemoReading

JOINED_WITHIN = 8
"""Letters between two marked clauses of a sentence that are marked as one."""
_JOINING = re.compile(
    r"(?:and|but|so|which|because|although|though|while|y|e|pero|aunque|mientras|porque|sino|que)\s+(?=\S+\s)", re.IGNORECASE
)
_HEADING = re.compile(r"\w+(?: \w+){0,2}[ \t]*\r?\n\s*(?=[^\W\d_a-zñáéíóú])")
_STOP = re.compile(r"[.!?]\s+(?=[^\W\d_a-zñáéíóú])")
FEWEST_LEFT = 3
"""Words that a marker keeps when it is cut at the end of a clause."""
SHOWN_WHOLE: Mapping[Category, int] = {
    "understater": 60,
    "euphemism": 60,
    "unquantified_hedge": 60,
    "hope_as_plan": 80,
    "agentless": 45,
    "vague_time": 30,
    "activity_for_outcome": 60,
    "face_saver": 80,
    "no_decision": 60,
}
"""How many letters a clause may have that is shown as a whole where a rule names words in it: they are marked with what they soften."""


class Marked(NamedTuple):
    """The markers of a memo in reading order, twice: by their `words`, on which a rewrite works, and as they are `shown`."""

    words: tuple[Marker, ...]
    shown: tuple[Marker, ...]


def with_soft_clauses(reading: MemoReading, ruled: Sequence[Marker]) -> Marked:
    """The markers of the rules, without those in clauses that read plain, and the vague clauses that no rule marked."""
    known, found = soft_weights(), clauses(reading)
    told = vagueness(found, reading.memo.lang)
    kept, added = chosen(reading, found, told, ruled, known.mark_from, known.clear_to)
    words = opening_only((*kept, *(_marker(reading, each) for each in added)))
    return Marked(words, tuple(whole(reading, found, told, words)))


def whole(reading: MemoReading, found: Sequence[Clause], told: Sequence[float], words: Sequence[Marker]) -> Iterator[Marker]:
    """The markers, those that stand alone in a short vague clause with all of it."""
    places = [clause.span for clause in found]
    words = [_cut_at_clause(reading, marker, [places[at] for at in _meeting(places, marker)], words) for marker in words]
    for marker in words:
        met = _meeting(places, marker)
        clause = found[met[0]] if len(met) == 1 and told[met[0]] > 0 else None
        if clause is None or clause.has("subject") or len(_meeting(words, clause.span)) > 1:
            yield marker
            continue
        start, end = _within_stops(reading.text, marker, min(marker.start, _begun(clause.span)), max(marker.end, clause.span.end))
        yield marker if end - start > SHOWN_WHOLE.get(marker.category, 0) else _widened(reading, marker, start, end)


def _cut_at_clause(reading: MemoReading, marker: Marker, met: Sequence[Span], words: Sequence[Marker]) -> Marker:
    """A marker without the beginning of a clause that another marks: "is looking into it and we should be" ends on "it", "soon" goes on."""
    if len(met) < 2 or marker.end >= met[-1].end or len(_meeting(words, met[-1])) < 2:
        return marker
    end = met[-2].end
    said = reading.text[marker.start : end]
    return marker.model_copy(update={"end": end, "text": said}) if len(said.split()) >= FEWEST_LEFT else marker


def _within_stops(text: str, marker: Marker, start: int, end: int) -> tuple[int, int]:
    """A place without what stands beyond a full stop: a short sentence goes with its neighbour, but is not marked with it."""
    before = [stop.end() for stop in _STOP.finditer(text, start, marker.start + 1)]
    behind = _STOP.search(text, marker.end, end)
    return (before[-1] if before else start), (behind.start() if behind else end)


def _begun(clause: Span) -> int:
    """Where a clause begins behind the word that joins it to the one before, or behind the heading over it."""
    before = _HEADING.match(clause.text) or _JOINING.match(clause.text)
    return clause.start + before.end() if before else clause.start


def _widened(reading: MemoReading, marker: Marker, start: int, end: int) -> Marker:
    text = reading.text[start:end]
    suggestion = marker.suggestion[:1].upper() + marker.suggestion[1:] if text[:1].isupper() else marker.suggestion
    return marker.model_copy(update={"start": start, "end": end, "text": text, "suggestion": suggestion})


def chosen(
    reading: MemoReading,
    found: Sequence[Clause],
    told: Sequence[float],
    ruled: Sequence[Marker],
    mark_from: float,
    clear_to: Mapping[str, float],
) -> tuple[tuple[Marker, ...], tuple[Clause, ...]]:
    """Which finds of the rules stay, and which clauses of those `found` are vague by their scores `told`, neighbours joined.

    A subject is never vague: it has rules of its own.
    """
    places = [clause.span for clause in found]
    kept = [
        m
        for m in ruled
        if _is_no_matter(reading, m) or not (met := _meeting(places, m)) or max(told[at] for at in met) >= clear_to[m.category]
    ]
    vague = [c for c, s in zip(found, told, strict=True) if s > mark_from and not c.has("subject") and not _meeting(kept, c.span)]
    return tuple(kept), tuple(_joined(reading, vague))


def _is_no_matter(reading: MemoReading, marker: Marker) -> bool:
    """True for a subject that says itself that nobody need act ("FYI"): no score takes that back."""
    sentence = reading.sentence_at(marker.start)
    return sentence is not None and sentence.zone == "subject" and reading.has(sentence, "invite")


def opening_only(found: Sequence[Marker]) -> tuple[Marker, ...]:
    """The markers in reading order; of good news around a problem only the first, which the reader meets before it."""
    told = sorted(found, key=lambda m: m.start)
    first = next((m for m in told if m.category == "good_news_sandwich"), None)
    return tuple(m for m in told if m.category != "good_news_sandwich" or m is first)


def _meeting(places: Sequence[Span | Marker], place: Span | Marker) -> range:
    """The numbers of those that share a character with a place; `places` stand in reading order, none overlapping."""
    first = bisect_right(places, place.start, key=lambda each: each.end)
    return range(first, max(first, bisect_left(places, place.end, key=lambda each: each.start)))


def _joined(reading: MemoReading, found: Sequence[Clause]) -> Iterator[Clause]:
    """Neighbours in one sentence as one clause, with the features of the longer."""
    held: Clause | None = None
    for clause in found:
        if held and held.sentence == clause.sentence and clause.span.start - held.span.end < JOINED_WITHIN:
            longer = max(held, clause, key=lambda c: c.span.end - c.span.start)
            held = replace(longer, span=reading.span(held.span.start, clause.span.end))
            continue
        if held:
            yield held
        held = clause
    if held:
        yield held


def _marker(reading: MemoReading, clause: Clause) -> Marker:
    category = _category(clause)
    span = reading.span(_begun(clause.span), clause.span.end)
    texts = category_texts(reading.memo.lang)[category]
    params = {"hit": span.text, "category": texts.name}
    suggestion = fill(texts.suggestion, **params)
    if span.text[:1].isupper() and suggestion[:1].islower():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    why, hears = fill(texts.why, **params), fill(texts.hears, **params)
    return Marker(start=span.start, end=span.end, text=span.text, category=category, why=why, hq_hears=hears, suggestion=suggestion)


def _category(clause: Clause) -> Category:
    """The category that the clause's features speak for most."""
    told = soft_weights().categories.scores(clause.features)
    best = max(told, key=lambda name: told[name])
    return next(category for category in CATEGORIES if category == best)
