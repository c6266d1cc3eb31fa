"""The accepted numbers of the planted faults of meaning: every measured kind in both languages, and a loss that is seen."""

from __future__ import annotations

from app.domain.lang import LANGS
from evals.cli_checks import _is_wrong
from evals.mutants import MEASURED
from evals.mutate import EACH, MutateRow
from evals.mutate_baseline import baseline


def _row(caught: int, name: str = "wrong place in guidance") -> MutateRow:
    return MutateRow(name=name, lang="en", check="support_holds", planted=EACH, caught=caught, false_alarms=0)


def test_every_measured_kind_has_its_number_in_both_languages() -> None:
    assert set(baseline()) == {f"{name}/{lang}" for name in MEASURED for lang in LANGS}
    assert all(0 <= caught <= EACH for caught in baseline().values())


def test_a_measured_kind_caught_less_often_than_accepted_is_wrong() -> None:
    held = baseline()
    accepted = held["wrong place in guidance/en"]
    assert not _is_wrong(_row(accepted), held)
    assert _is_wrong(_row(accepted - 1), held)


def test_a_kind_that_must_be_caught_is_wrong_at_the_first_miss() -> None:
    assert _is_wrong(_row(EACH - 1, "wrong amount"), baseline())
