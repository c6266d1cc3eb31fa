"""How vague each clause of a memo reads: its letters and words, each word among its neighbours, and the clauses around. Marks nothing.

Three sums of learned weights, one upon the other: of the clause as a whole, of every word where it stands, and of both together with what
is beside the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from math import exp, log

from app.catalog.soft_weights import soft_weights
from app.checks.memos.soft_clauses import Clause
from app.checks.memos.soft_tokens import token_scores
from app.domain.lang import Lang

NOWHERE = -9.0
"""The score of words that are not there."""
LONGEST_RUN = 3
FEW = 4
"""Clauses of a text that is hardly a memo: what stands around tells little."""
STEEP = 20.0
SIGNS = ("figure", "figure_near", "subject", "closing", "short", "name", "moment")


def vagueness(found: Sequence[Clause], lang: Lang) -> tuple[float, ...]:
    """How vague each clause reads beside the others. Empty for none."""
    known = soft_weights()
    of = known.clauses.weights
    whole = [known.clauses.bias + sum([value * of[name] for name, value in clause.features.items() if name in of]) for clause in found]
    weights = known.joined.weights
    told = joined_features(found, whole, by_word(found, lang))
    return tuple(known.joined.bias + sum(weights[name] * value for name, value in each.items()) for each in told)


def by_word(found: Sequence[Clause], lang: Lang) -> list[list[float]]:
    """How vague every word of every clause reads."""
    scores: list[list[float]] = []
    for of_sentence in sentences(found):
        words = [word for clause in of_sentence for word in clause.words]
        concepts = [named for clause in of_sentence for named in clause.concepts]
        told = iter(token_scores(words, concepts, token_signs(of_sentence, lang)))
        scores += [list(islice(told, len(clause.words))) for clause in of_sentence]
    return scores


def sentences(found: Sequence[Clause]) -> Iterator[list[Clause]]:
    """The clauses sentence by sentence."""
    return (list(same) for _, same in groupby(found, key=lambda clause: clause.sentence))


def token_signs(of_sentence: Sequence[Clause], lang: Lang) -> tuple[str, ...]:
    """What holds for every word of a sentence: whether a figure stands in it, whether it is the subject, its language."""
    figured = any("0" in word.text for clause in of_sentence for word in clause.words)
    signs = (("q:figure", figured), ("q:subject", of_sentence[0].has("subject")), (f"q:{lang}", True))
    return tuple(name for name, holds in signs if holds)


def joined_features(found: Sequence[Clause], whole: Sequence[float], words: Sequence[Sequence[float]]) -> list[dict[str, float]]:
    """For each clause what both scores together rest on; `whole` are the clauses' scores, `words` those of the words of each."""
    if not found:
        return []
    high = [_highest(scores, 2) for scores in words]
    mean_whole, mean_high = sum(whole) / len(whole), sum(high) / len(high)
    told = []
    for at, clause in enumerate(found):
        beside = [high[i] for i in _same_sentence(found, at)]
        told.append(
            {
                **_word_features(words[at]),
                "whole": whole[at],
                "memo_whole": mean_whole,
                "memo_words": mean_high,
                "sentence": max(beside, default=NOWHERE),
                "before": high[at - 1] if at else NOWHERE,
                "after": high[at + 1] if at + 1 < len(found) else NOWHERE,
                "few": float(len(found) < FEW),
                **{sign: float(clause.has(sign)) for sign in SIGNS},
            }
        )
    return told


def _same_sentence(found: Sequence[Clause], at: int) -> Iterator[int]:
    """The numbers of the other clauses of a sentence."""
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(found) and found[other].sentence == found[at].sentence:
            yield other
            other += step


def _highest(scores: Sequence[float], count: int) -> float:
    """The mean of the highest scores, of fewer where there are fewer."""
    best = sorted(scores, reverse=True)[:count]
    return sum(best) / len(best) if best else NOWHERE


def _word_features(scores: Sequence[float]) -> Mapping[str, float]:
    if not scores:
        return {"peak": NOWHERE, "peaks": NOWHERE, "run2": NOWHERE, "run3": NOWHERE, "mean": NOWHERE, "sum": 0.0, "length": 0.0}
    runs = {size: max(_means(scores, size)) for size in range(2, LONGEST_RUN + 1)}
    return {
        "peak": max(scores),
        "peaks": _highest(scores, 2),
        "run2": runs[2],
        "run3": runs[3],
        "mean": sum(scores) / len(scores),
        "sum": log(1 + sum(log(1 + exp(min(max(s, -STEEP), STEEP))) for s in scores)),
        "length": log(len(scores)),
    }


def _means(scores: Sequence[float], size: int) -> Iterator[float]:
    """The means of all runs of so many scores; of the whole where it is shorter."""
    for at in range(max(1, len(scores) - size + 1)):
        run = scores[at : at + size]
        yield sum(run) / len(run)
