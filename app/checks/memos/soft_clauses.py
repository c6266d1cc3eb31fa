"""Clauses that read vague although no rule names their words: cut, scored, marked. Knows the learned weights; holds no words.

The score only adds markers to those of the rules and takes away finds of rules in clauses that read plain.
Levels and questions rest on the rules alone: a learned marker lowers nothing. The rewrite asks behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from app.catalog.coaching import category_texts, fill
from app.catalog.soft_weights import soft_weights
from app.checks.memos.stop_features import damped, pairs, runs, seen_words
from app.domain.coaching import CATEGORIES, Category, Marker, Span
from app.domain.memos import MemoReading, MemoSentence

SHORTEST_CLAUSE = 12
SIGN = 0.3
SUBJECT = "q:subject"
FEW_WORDS = 5
LAST = 2
JOINED_WITHIN = 8
"""Letters between two marked clauses of a sentence that are marked as one."""
_TURN = re.compile(
    r"(?!(?<=\d)[,:]\d)[,;:()]+ ?| - "
    r"|\b(?=(?:but|although|though|which|because|while|so that|pero|aunque|mientras|sino|porque|por lo que|lo cual|y que"
    r"|and (?:the|we|it|they|our|i|hr)|y (?:el|la|los|las|se|no|ya|con|nos|estamos|seguimos))\b)"
)
_AROUND = ' ,;:.-()"!?\n'
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+")


@dataclass(frozen=True)
class Clause:
    """A clause with its place in the memo, its sentence's number, and its features."""

    span: Span
    sentence: int
    features: Mapping[str, float]


def clauses(reading: MemoReading) -> tuple[Clause, ...]:
    """The clauses of subject, body and closing in reading order; none in a courtesy or a quotation."""
    body = [s for s in reading.sentences if s.zone in ("body", "subject", "closing")]
    free = (*reading.courtesies, *(q for q in reading.quotes))
    found = []
    for index, sentence in enumerate(body):
        here = [each for each in free if each.start < sentence.end and sentence.start < each.end]
        for start, end in _cut(reading, sentence):
            span = reading.found(start, end)
            if any(each.start < span.end and span.start < each.end for each in here):
                continue
            signs = _signs(reading, sentence, span, reading.plain[start:end])
            signs |= {"first"} if index == 0 else set()
            signs |= {"last"} if index >= len(body) - LAST else set()
            found.append(Clause(span, sentence.number, _features(reading.plain[start:end], signs)))
    return tuple(found)


def scores(found: Sequence[Clause]) -> tuple[float, ...]:
    """How vague each clause reads, in the company of the others. Empty for none."""
    known = soft_weights()
    weigh = known.weights.get
    own = [known.bias + sum(value * weigh(name, 0.0) for name, value in clause.features.items()) for clause in found]
    shift = known.company * (sum(own) / len(own) - known.usual) if own else 0.0
    return tuple(score + shift for score in own)


def with_soft_clauses(reading: MemoReading, ruled: Sequence[Marker]) -> tuple[Marker, ...]:
    """The markers of the rules, without those in clauses that read plain, and the vague clauses that no rule marked; in reading order."""
    known, found = soft_weights(), clauses(reading)
    kept, added = chosen(reading, found, scores(found), ruled, known.mark_from, known.clear_to)
    return opening_only((*kept, *(_marker(reading, each) for each in added)))


def chosen(
    reading: MemoReading, found: Sequence[Clause], told: Sequence[float], ruled: Sequence[Marker], mark_from: float, clear_to: float
) -> tuple[tuple[Marker, ...], tuple[Clause, ...]]:
    """Which finds of the rules stay, and which clauses of those `found` are vague by their scores `told`, neighbours joined.

    A subject is never vague: it has rules of its own.
    """
    places = [clause.span for clause in found]
    kept = [m for m in ruled if ((met := _meeting(places, m)) and max(told[at] for at in met) >= clear_to) or not met]
    vague = [c for c, s in zip(found, told, strict=True) if s > mark_from and SUBJECT not in c.features and not _meeting(kept, c.span)]
    return tuple(kept), tuple(_joined(reading, vague))


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
            held = Clause(reading.span(held.span.start, clause.span.end), held.sentence, longer.features)
            continue
        if held:
            yield held
        held = clause
    if held:
        yield held


def _marker(reading: MemoReading, clause: Clause) -> Marker:
    category = _category(clause)
    texts = category_texts(reading.memo.lang)[category]
    params = {"hit": clause.span.text, "category": texts.name}
    suggestion = fill(texts.suggestion, **params)
    if clause.span.text[:1].isupper() and suggestion[:1].islower():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    why, hears = fill(texts.why, **params), fill(texts.hears, **params)
    span = clause.span
    return Marker(start=span.start, end=span.end, text=span.text, category=category, why=why, hq_hears=hears, suggestion=suggestion)


def _category(clause: Clause) -> Category:
    """The category that the clause's features speak for most."""
    told = soft_weights().categories.scores(clause.features)
    best = max(told, key=lambda name: told[name])
    return next(category for category in CATEGORIES if category == best)


def _cut(reading: MemoReading, sentence: MemoSentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence as spans of the folded text, without signs at either end; a short piece stays with its neighbour."""
    plain = reading.plain_of(sentence)
    cuts = [0]
    for turn in _TURN.finditer(plain):
        if turn.end() - cuts[-1] >= SHORTEST_CLAUSE and len(plain) - turn.end() >= SHORTEST_CLAUSE:
            cuts.append(turn.end())
    for first, last in pairwise((*cuts, len(plain))):
        start, end = first, last
        while start < end and plain[start] in _AROUND:
            start += 1
        while end > start and plain[end - 1] in _AROUND:
            end -= 1
        if end > start:
            yield sentence.plain_start + start, sentence.plain_start + end


def _signs(reading: MemoReading, sentence: MemoSentence, span: Span, plain: str) -> set[str]:
    """What a clause has beside words: a figure, a date, a name, its place."""
    told = {
        "figure": any(c.isdigit() for c in plain),
        "figure_near": any(c.isdigit() for c in sentence.text),
        "subject": sentence.zone == "subject",
        "closing": sentence.zone == "closing",
        "exclaims": sentence.text.rstrip().endswith("!"),
        "short": len(seen_words(plain)) < FEW_WORDS,
        "name": bool(_NAME.search(reading.text[span.start + 1 : span.end])),
        "moment": bool(reading.moments_in(sentence)),
    }
    return {name for name, is_so in told.items() if is_so}


def _features(plain: str, signs: set[str]) -> dict[str, float]:
    seen = seen_words(plain)
    letters = Counter(chain.from_iterable(map(runs, seen)))
    words = Counter(pairs(seen))
    return {
        **{f"g:{k}": v for k, v in damped(letters).items()},
        **{f"w:{k}": v for k, v in damped(words).items()},
        **dict.fromkeys((f"q:{sign}" for sign in signs), SIGN),
    }
