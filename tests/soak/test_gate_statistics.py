"""The gate against known truths, at length: 200 comparisons of A with A, and planted falls. Prints the table of docs/evals.md."""

from __future__ import annotations

import pytest

from evals.run_files import BASELINES, read_run
from evals.simulated import Place, Trial, places, pretend
from evals.stats import exact_interval

TIMES = 200
NOMINAL = 0.05
COVERAGE = 0.93
POWER = 0.80
FALLS = (0.05, 0.10, 0.20)
SUITES = ("briefs", "memos", "adversarial", "retrieval")
PROMISED = {"briefs": 0.10, "memos": 0.05}
pytestmark = pytest.mark.soak


def known(suite: str) -> tuple[Place, ...]:
    return places(read_run(BASELINES / suite / "main").rows)


def row(suite: str, name: str, trial: Trial) -> str:
    low, high = exact_interval(trial.failed, trial.comparisons)
    checks = " ".join(f"{c} {v:.2f}" for c, v in trial.by_check.items())
    return f"| {suite} | {name} | {trial.fail_rate:.3f} | {low:.3f}–{high:.3f} | {trial.covered:.3f} | {checks} |"


@pytest.mark.parametrize("suite", SUITES)
def test_two_runs_of_the_same_fail_no_more_often_than_promised(suite: str) -> None:
    trial = pretend(known(suite), fall=0.0, comparisons=TIMES)
    print(row(suite, "A against A", trial))
    low, _ = exact_interval(trial.failed, TIMES)
    assert low <= NOMINAL, "the gate cries more often than 5 %"
    assert trial.covered >= COVERAGE


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("fall", FALLS)
def test_planted_falls_are_found_and_their_intervals_hold_the_truth(suite: str, fall: float) -> None:
    trial = pretend(known(suite), fall=fall, comparisons=TIMES)
    print(row(suite, f"all fall by {fall * 100:.0f}", trial))
    assert trial.covered >= COVERAGE
    if fall >= PROMISED.get(suite, 1.0):
        assert trial.fail_rate >= POWER


FOUND_ALONE = [
    ("memos", "moves_rightly", 0.05),
    ("memos", "others_stay", 0.05),
    ("briefs", "cited_share", 0.10),
    ("briefs", "must_cite", 0.10),
]
FOUND_AT_TEN = [("memos", "marker_recall", 0.10), ("memos", "marker_precision", 0.10), ("memos", "clean", 0.10)]
TOO_FEW = [
    ("marker_recall", "17 clusters, 34 needed"),
    ("marker_precision", "17 clusters, 34 needed"),
    ("clean", "27 clusters, about 30 needed"),
]


@pytest.mark.parametrize(("suite", "check", "fall"), [*FOUND_ALONE, *FOUND_AT_TEN])
def test_a_fall_of_one_check_alone_is_found(suite: str, check: str, fall: float) -> None:
    trial = pretend(known(suite), fall=fall, comparisons=TIMES, only=check)
    print(row(suite, f"only {check} falls by {fall * 100:.0f}", trial))
    assert trial.by_check[check] >= POWER


@pytest.mark.parametrize("check", [pytest.param(c, marks=pytest.mark.xfail(strict=True, reason=why)) for c, why in TOO_FEW])
def test_five_points_of_one_memo_check_alone_are_found(check: str) -> None:
    """Wanted and not reached with today's dev texts: this begins to fail, as a reminder, when there are enough clusters."""
    trial = pretend(known("memos"), fall=0.05, comparisons=TIMES, only=check)
    print(row("memos", f"only {check} falls by 5", trial))
    assert trial.by_check[check] >= POWER
