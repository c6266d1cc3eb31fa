"""Pretended comparisons with a known truth, to examine the gate itself: A against A, and planted falls. Draws numbers; runs no app.

A baseline gives the real structure: which case has which soft check, in which cluster, at which level. A pretended run draws each of a
case's marks anew (a coin with the case's own rate, as many coins as the check has independent parts), so two runs share nothing but the
rates: more noise than a recorded or guided writer has. A planted fall lowers every rate by so many points, and by a little more or less
from cluster to cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from app.domain.base import Value
from evals.gate import Q
from evals.stats import Difference, adjusted, paired_difference
from evals.values import Row

PARTS: Mapping[str, int] = {
    "marker_recall": 10, "marker_precision": 10, "clean": 4, "cited_share": 20, "answers_used": 20, "guidance_used": 10,
    "few_warnings": 10, "must_cite": 6,
    "markers_gone": 10, "direct_kept": 40, "answers_graded": 6,
}  # fmt: skip
"""Independent parts of a check's score in one case: labelled markers, tolerated marks, sections, warnings, cards, words, answers;
1 for a yes or no."""
RATES = (0.05, 0.98)
UNEVEN = 0.03
"""How unevenly a planted fall reaches the clusters (standard deviation in score points)."""


class Place(Value):
    """Where one check stands in one case."""

    check: str
    case_id: str
    cluster: str
    rate: float


class Trial(Value):
    """What a number of pretended comparisons gave."""

    comparisons: int
    failed: int
    """Comparisons in which the gate would have said regression."""
    covered: float
    """The share of 95 % intervals that held the truth, over all checks."""
    by_check: dict[str, float]
    """How often each check by itself was found to have fallen."""

    @property
    def fail_rate(self) -> float:
        """The share of comparisons that failed."""
        return self.failed / self.comparisons


def places(rows: Sequence[Row]) -> tuple[Place, ...]:
    """The structure of a baseline: one place a case and soft check, its rate kept off 0 and 1."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    clusters = {}
    for row in rows:
        clusters[row.case_id] = row.cluster
        for check, value in row.soft.items():
            found[check, row.case_id].append(value)
    low, high = RATES
    return tuple(
        Place(check=check, case_id=case, cluster=clusters[case], rate=min(high, max(low, sum(v) / len(v))))
        for (check, case), v in sorted(found.items())
    )


def pretend(
    known: Sequence[Place], *, fall: float, comparisons: int, epochs: int = 3, only: str | None = None, seed: int = 20261122
) -> Trial:
    """So many comparisons with every rate lowered by `fall` (score points; 0: A against A), or with the rates of one check `only`."""
    draw = np.random.default_rng(seed)
    failed, covered, intervals = 0, 0, 0
    hits: dict[str, int] = defaultdict(int)
    for _ in range(comparisons):
        found = _one(known, fall, epochs, draw, only)
        checks = sorted(found)
        q_values = adjusted([found[c][0].p_worse for c in checks])
        fallen = [c for c, q in zip(checks, q_values, strict=True) if q < Q and found[c][0].mean < 0]
        failed += bool(fallen)
        for check in checks:
            difference, truth = found[check]
            hits[check] += check in fallen
            covered += difference.low_95 <= truth <= difference.high_95
            intervals += 1
    rates = {c: n / comparisons for c, n in sorted(hits.items())}
    return Trial(comparisons=comparisons, failed=failed, covered=covered / intervals, by_check=rates)


def _one(
    known: Sequence[Place], fall: float, epochs: int, draw: np.random.Generator, only: str | None
) -> dict[str, tuple[Difference, float]]:
    """check → the difference as the gate sees it, and the true one."""
    grouped: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    truths: dict[str, list[float]] = defaultdict(list)
    shift = {c: float(draw.normal(0, UNEVEN)) if fall else 0.0 for c in sorted({p.cluster for p in known})}
    for place in known:
        parts = PARTS.get(place.check, 1) * epochs
        moved = fall if only in (None, place.check) else 0.0
        lower = min(1.0, max(0.0, place.rate - moved + (shift[place.cluster] if moved else 0.0)))
        before, after = draw.binomial(parts, place.rate) / parts, draw.binomial(parts, lower) / parts
        grouped[place.check][place.cluster].append(float(after - before))
        # The truth is of the population of clusters: the uneven share of these ones averages out.
        truths[place.check].append(min(1.0, max(0.0, place.rate - moved)) - place.rate)
    return {c: (paired_difference(g), float(np.mean(truths[c]))) for c, g in grouped.items()}
