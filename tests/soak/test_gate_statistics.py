"""The gate against known truths, at length: 200 comparisons of A with A, and planted falls. Prints the table of docs/evals.md."""

from __future__ import annotations

import pytest

from evals.run_files import BASELINES, read_run
from evals.simulated import Place, Trial, places, pretend
from evals.stats import exact_interval
from evals.suites import EVERYDAY

TIMES = 200
NOMINAL = 0.05
COVERAGE = 0.93
POWER = 0.80
FALLS = (0.05, 0.10, 0.20)
SUITES = EVERYDAY
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
    *(("memos", c, 0.05) for c in ("clean", "marker_precision", "marker_recall", "moves_rightly", "others_stay", "stuffed_stays_low")),
    *(("briefs", c, 0.10) for c in ("answers_used", "cited_share", "few_warnings", "guidance_used", "must_cite")),
]
"""Each soft check by itself: 5 points on memos, 10 on briefs."""


@pytest.mark.parametrize(("suite", "check", "fall"), FOUND_ALONE)
def test_a_fall_of_one_check_alone_is_found(suite: str, check: str, fall: float) -> None:
    trial = pretend(known(suite), fall=fall, comparisons=TIMES, only=check)
    print(row(suite, f"only {check} falls by {fall * 100:.0f}", trial))
    assert trial.by_check[check] >= POWER
