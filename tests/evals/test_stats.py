"""The arithmetic of the gate: clustered differences, exact bounds, false discoveries, power, and agreement, against known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.agreement import agreement, by_language, qwk
from evals.power import clusters_needed, detectable, more_clusters, spread
from evals.simulated import Place, pretend
from evals.stats import adjusted, exact_interval, exact_upper, paired_difference


def test_no_variance_gives_an_exact_bound_and_never_a_width_of_nothing() -> None:
    found = paired_difference({str(n): [0.0] for n in range(58)})
    assert (found.mean, found.se) == (0.0, 0.0)
    assert found.low == pytest.approx(-(1 - 0.05 ** (1 / 58)))
    assert found.low_95 < found.low < 0 < found.high_95


def test_few_clusters_without_a_change_allow_much_and_many_allow_little() -> None:
    assert paired_difference({str(n): [0.0] for n in range(5)}).low < -0.4
    assert paired_difference({str(n): [0.0] for n in range(300)}).low > -0.011


def test_nothing_and_one_cluster_bound_nothing() -> None:
    assert paired_difference({}).clusters == 0
    one = paired_difference({"a": [0.1, -0.4, 0.2]})
    assert (one.low_95, one.high_95, one.p_worse) == (-1.0, 1.0, 1.0)


def test_cases_of_one_cluster_do_not_count_as_many() -> None:
    draw = np.random.default_rng(1)
    means = draw.normal(-0.05, 0.1, 20)
    alone = paired_difference({str(i): [float(m)] for i, m in enumerate(means)})
    tenfold = paired_difference({str(i): [float(m)] * 10 for i, m in enumerate(means)})
    assert tenfold.se == pytest.approx(alone.se)
    assert tenfold.df == pytest.approx(19)


def test_equal_clusters_give_the_t_interval_of_their_means() -> None:
    from scipy.stats import ttest_1samp  # type: ignore[import-untyped]

    values = [-0.2, 0.1, -0.05, 0.0, -0.3, 0.05, -0.1, -0.02]
    known = ttest_1samp(values, 0, alternative="less")
    found = paired_difference({str(i): [v] for i, v in enumerate(values)})
    assert found.p_worse == pytest.approx(known.pvalue)
    assert found.low_95 == pytest.approx(ttest_1samp(values, 0).confidence_interval(0.95).low)


def test_one_fallen_cluster_of_many_is_no_proof_of_a_fall() -> None:
    found = paired_difference({str(n): [-0.001 if n == 0 else 0.0] for n in range(40)})
    assert found.p_worse >= 0.05
    assert found.low < -0.05


def test_zero_failures_in_two_hundred_still_allow_one_and_a_half_per_cent() -> None:
    assert exact_upper(0, 200) == pytest.approx(0.0149, abs=2e-4)
    assert exact_interval(0, 0) == (0.0, 1.0)
    assert exact_interval(5, 5)[1] == 1.0


def test_false_discoveries_are_bounded_as_scipy_bounds_them() -> None:
    from scipy.stats import false_discovery_control

    values = [0.001, 0.04, 0.03, 0.9, 0.2, 0.04]
    assert adjusted(values) == pytest.approx(tuple(false_discovery_control(values)))
    assert adjusted([]) == ()


def test_power_tells_how_many_clusters_a_fall_needs() -> None:
    needed = clusters_needed(0.2, 0.05)
    assert detectable(0.2, needed) <= 0.05 < detectable(0.2, needed - 1)
    assert detectable(0.2, 1) == 1.0
    with pytest.raises(ValueError):
        clusters_needed(0.2, 0.0)


def test_an_undecided_difference_says_how_many_clusters_more() -> None:
    draw = np.random.default_rng(3)
    found = paired_difference({str(i): [float(v)] for i, v in enumerate(draw.normal(0, 0.2, 20))})
    more = more_clusters(found, 0.05)
    assert more is not None
    assert more > 0
    assert more_clusters(paired_difference({"a": [-0.3], "b": [-0.31], "c": [-0.29]}), 0.05) is None
    still = paired_difference({str(n): [0.0] for n in range(10)})
    assert (more_clusters(still, 0.05) or 0) + 10 == math.ceil(math.log(0.05) / math.log(0.95))


def test_weighted_kappa_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

    draw = np.random.default_rng(7)
    one = [int(x) for x in draw.integers(0, 4, 120)]
    other = [min(3, max(0, a + int(b))) for a, b in zip(one, draw.integers(-1, 2, 120), strict=True)]
    found = agreement(one, other)
    assert found.qwk == pytest.approx(cohen_kappa_score(one, other, weights="quadratic"))
    assert found.low is not None
    assert found.qwk is not None
    assert found.low < found.qwk


def test_raters_who_never_vary_have_no_kappa_and_not_a_perfect_one() -> None:
    assert qwk([2, 2, 2], [2, 2, 2]) is None
    assert agreement([], []).qwk is None
    assert set(by_language([("en", 1, 1), ("es", 2, 3), ("en", 0, 1)])) == {"all", "en", "es"}
    with pytest.raises(ValueError):
        agreement([1], [])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # scipy is imported in the first example
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.lists(st.floats(-1, 1), min_size=1, max_size=4), max_size=12))
def test_any_differences_give_bounds_in_order_and_in_range(by_cluster: dict[str, list[float]]) -> None:
    found = paired_difference(by_cluster)
    assert -1 <= found.low_95 <= found.low <= found.mean + 1e-9 <= found.high_95 + 2e-9
    assert found.high_95 <= 1
    assert 0 <= found.p_worse <= 1


def suite_like(clusters: int) -> tuple[Place, ...]:
    return tuple(
        Place(check=check, case_id=f"{n}-{lang}", cluster=str(n), rate=0.85)
        for n in range(clusters)
        for lang in ("en", "es")
        for check in ("marker_recall", "moves_rightly")
    )


def test_two_runs_of_the_same_seldom_fail_and_a_fall_of_ten_points_does() -> None:
    same, worse = (pretend(suite_like(40), fall=fall, comparisons=60) for fall in (0.0, 0.10))
    assert exact_interval(same.failed, 60)[0] <= 0.05
    assert worse.fail_rate >= 0.8
    assert same.covered >= 0.90
    assert spread({"a": [0.1], "b": [0.1]}) == 0.0
