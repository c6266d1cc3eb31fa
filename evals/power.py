"""What a comparison could find before it is run: the smallest fall that it would detect, and the clusters that a given fall needs.

Knows standard deviations and counts; the suites hand theirs in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from evals.stats import ALPHA, FEW, Difference, exact_upper, student

POWER = 0.8
MOST_CLUSTERS = 100_000


def _factor(df: float, alpha: float, power: float) -> float:
    return student(1 - alpha, df) + student(power, df)


def detectable(sd: float, clusters: int, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """The smallest true fall found with this power when cluster means of differences spread by `sd`; 1 with fewer than two clusters."""
    if clusters < 2:
        return 1.0
    return min(1.0, _factor(clusters - 1, alpha, power) * sd / math.sqrt(clusters))


def clusters_needed(sd: float, fall: float, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """How many clusters find a fall of this size. Raises: ValueError for a fall that is not above 0."""
    if fall <= 0:
        raise ValueError("a fall of nothing needs endless clusters")
    if sd <= 0:
        return 2
    count = max(2, math.ceil((_factor(10_000, alpha, power) * sd / fall) ** 2))
    while count < MOST_CLUSTERS and detectable(sd, count, alpha=alpha, power=power) > fall:
        count += 1
    return count


def spread(by_cluster: Mapping[str, Sequence[float]]) -> float:
    """The standard deviation of cluster means; 0 with fewer than two."""
    means = [sum(v) / len(v) for v in by_cluster.values() if v]
    if len(means) < 2:
        return 0.0
    centre = sum(means) / len(means)
    return math.sqrt(sum((m - centre) ** 2 for m in means) / (len(means) - 1))


def more_clusters(found: Difference, margin: float) -> int | None:
    """How many clusters more would pass, were the true difference what it now seems; None where it lies beyond the margin."""
    room = found.mean + margin
    if room <= 0:
        return None
    if found.se == 0 or found.clusters < 2:
        # Only the exact bound stands in the way: 1 − alpha^(1/n) ≤ margin.
        needed = math.ceil(math.log(ALPHA) / math.log1p(-min(margin, 0.999)))
        return max(1, needed - found.clusters)
    sd = found.se * math.sqrt(found.clusters)
    count = found.clusters
    while count < MOST_CLUSTERS and student(1 - ALPHA, count - 1) * sd / math.sqrt(count) > room:
        count = math.ceil(count * 1.02) + 1
    if found.differing < FEW:
        count = max(count, _past_the_exact_bound(found, margin))
    return max(1, count - found.clusters)


def _past_the_exact_bound(found: Difference, margin: float) -> int:
    """The clusters that take a check past the exact bound: more without a difference, or so many that FEW differ as often as now."""
    quiet = found.clusters
    while quiet < MOST_CLUSTERS and exact_upper(found.differing, quiet) > margin:
        quiet = math.ceil(quiet * 1.02) + 1
    as_often = math.ceil(FEW * found.clusters / found.differing) if found.differing else MOST_CLUSTERS
    return min(quiet, as_often)
