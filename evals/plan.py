"""What a suite could find before it is run: clusters, the smallest detectable fall of each soft check, calls and cost. Runs nothing.

The spread of paired differences is not known before a comparison. It is taken, in this order, from the last two finished runs that
differ, else supposed: half of the variance of the baseline's own scores between clusters, which is what two runs that
correlate by three quarters would show; the plan says which.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.domain.base import Value
from evals.compare import soft_differences
from evals.power import clusters_needed, detectable, spread
from evals.run_files import Kept
from evals.values import Case, Row

SUPPOSED_SHARE = 1 / math.sqrt(2)
SUPPOSED_SD = 0.2
"""Where nothing is known of a check: the spread of a yes/no mark that changes in one case of 25."""


class PlannedCheck(Value):
    """What a suite can tell of one soft check."""

    check: str
    clusters: int
    sd: float
    known_from: str
    detectable: float
    margin: float
    clusters_for_margin: int


class Plan(Value):
    """The plan of one suite."""

    suite: str
    cases: int
    clusters: int
    epochs: int
    calls: int
    tokens: int
    cost_usd: float | None
    checks: tuple[PlannedCheck, ...]


def planned_checks(
    cases: Sequence[Case], baseline: Kept | None, pair: tuple[Kept, Kept] | None, margins: dict[str, float], epochs: int
) -> tuple[PlannedCheck, ...]:
    """One row a soft check that the baseline (or the pair of runs) has; empty where nothing was ever run."""
    found: dict[str, tuple[float, int, str]] = {}
    if baseline is not None:
        for check, by_cluster in _own_scores(baseline.rows).items():
            # Between-case spread says how far scores lie apart; the noise of one run shrinks with epochs.
            sd = spread(by_cluster) * SUPPOSED_SHARE / math.sqrt(epochs)
            found[check] = (sd or SUPPOSED_SD, len(by_cluster), "half of the baseline's variance" if sd else "supposed")
    if pair is not None:
        old, new = ({(r.case_id, r.epoch): r for r in k.rows} for k in pair)
        if old.keys() == new.keys():
            for check, clusters in soft_differences(old, new).items():
                sd = spread({c: list(v.values()) for c, v in clusters.items()})
                if sd:
                    found[check] = (sd, len(clusters), f"{pair[0].name} against {pair[1].name}")
    return tuple(
        PlannedCheck(
            check=check,
            clusters=count,
            sd=sd,
            known_from=told,
            detectable=detectable(sd, count),
            margin=margins.get(check, margins.get("margin", 0.05)),
            clusters_for_margin=clusters_needed(sd, margins.get(check, margins.get("margin", 0.05))),
        )
        for check, (sd, count, told) in sorted(found.items())
    )


def _own_scores(rows: Iterable[Row]) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for check, value in row.soft.items():
            found[check][row.cluster].append(value)
    return found
