"""How a ranked list is measured, and how sure a difference is. Knows lists of ids and numbers only.

With binary relevance, for the n ids that answer and a list that holds no id twice:
    recall@k   answers among the first k, over n
    nDCG@k     sum of 1/log2(rank + 1) over the answers among the first k, over the same sum for a list that starts with min(n, k) answers
    RR@k       1/rank of the first answer among the first k, 0 where there is none
These are R@5, nDCG@10 and RR@10 of ir-measures; a test compares the two where that package is installed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from app.domain.base import Value

RESAMPLES = 2_000
SEED = 20261122
MISS = 0.025
"""What an interval leaves out on each side: 95 % in all."""


class Interval(Value):
    """A mean with its 95 % interval, over `n` clusters."""

    mean: float
    low: float
    high: float
    n: int


def recall(found: Sequence[str], wanted: Collection[str], k: int = 5) -> float:
    """The share of the answers that stand among the first `k`."""
    return sum(1 for name in found[:k] if name in wanted) / len(wanted)


def ndcg(found: Sequence[str], wanted: Collection[str], k: int = 10) -> float:
    """The discounted gain of the first `k` over the best that could be had."""
    gain = sum(1 / math.log2(rank + 1) for rank, name in enumerate(found[:k], 1) if name in wanted)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(wanted), k) + 1))


def reciprocal_rank(found: Sequence[str], wanted: Collection[str], k: int = 10) -> float:
    """One over the rank of the first answer among the first `k`; 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(found[:k], 1) if name in wanted), 0.0)


def paired_interval(differences: Mapping[str, Sequence[float]], *, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """The mean of paired differences with a bootstrap interval, resampled by cluster (all of a cluster's differences together).

    Where no difference is other than 0, resampling would give an interval of no width: the bound is then what `n` clusters without a
    difference still allow of differences as large as 1. No cluster gives NaN with an interval from -1 to 1.
    """
    import numpy as np

    clusters = [tuple(found) for _, found in sorted(differences.items()) if found]
    if not clusters:
        return Interval(mean=math.nan, low=-1.0, high=1.0, n=0)
    sums, sizes = np.array([sum(found) for found in clusters]), np.array([len(found) for found in clusters])
    mean = float(sums.sum() / sizes.sum())
    if not any(any(found) for found in clusters):
        bound = 1 - MISS ** (1 / len(clusters))
        return Interval(mean=0.0, low=-bound, high=bound, n=len(clusters))
    drawn = np.random.default_rng(seed).integers(len(clusters), size=(resamples, len(clusters)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = (float(bound) for bound in np.quantile(means, [MISS, 1 - MISS]))
    return Interval(mean=mean, low=low, high=high, n=len(clusters))
