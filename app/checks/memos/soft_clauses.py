"""The clauses of a memo with what a score can rest on: letters, words, signs. Knows no weight and no verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from app.catalog.soft_words import meant
from app.catalog.word_index import Token
from app.checks.memos.soft_tokens import tokens_in
from app.checks.memos.stop_features import damped, letters_of, pairs, seen_words
from app.domain.coaching import Span
from app.domain.memos import MemoReading, MemoSentence

SHORTEST_CLAUSE = 12
SIGN = 0.3
CONCEPT = 0.4
FEW_WORDS = 5
LAST = 2
_TURN = re.compile(
    r"(?!(?<=\d)[,:]\d)[,;:()]+ ?| - "
    r"|\b(?=(?:but|although|though|which|because|while|so that|pero|aunque|mientras|sino|porque|por lo que|lo cual|y que"
    r"|and (?:the|we|it|they|our|i|hr|this|there|he|she|hopefully)|y (?:el|la|los|las|se|no|ya|con|nos)|y (?=[a-z]{2,}[aei]mos\b))\b)"
)
_AROUND = ' ,;:.-()"!?\n'
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+")


@dataclass(frozen=True)
class Clause:
    """A clause with its place in the memo, its sentence's number, its features, its words with their places in the folded text, and what
    each of them means (`soft_words`)."""

    span: Span
    sentence: int
    features: Mapping[str, float]
    words: tuple[Token, ...]
    concepts: tuple[frozenset[str], ...]

    def has(self, sign: str) -> bool:
        """True when the clause has a sign (`figure`, `closing`…)."""
        return f"q:{sign}" in self.features


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
            plain = reading.plain[start:end]
            words = tokens_in(plain, start)
            concepts = meant(words, reading.memo.lang)
            found.append(Clause(span, sentence.number, _features(plain, signs, concepts), words, concepts))
    return tuple(found)


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


def _features(plain: str, signs: set[str], concepts: Iterable[frozenset[str]]) -> dict[str, float]:
    seen = seen_words(plain)
    return {
        **damped(Counter(chain.from_iterable(map(letters_of, seen)))),
        **damped(Counter(pairs(seen))),
        **dict.fromkeys((f"c:{concept}" for concept in sorted(frozenset().union(*concepts))), CONCEPT),
        **dict.fromkeys((f"q:{sign}" for sign in sorted(signs)), SIGN),
    }
