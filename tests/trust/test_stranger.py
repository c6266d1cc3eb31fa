"""A colleague and an administrator try every use case with the ids of Ana's things, and get nothing, not even that they exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.instance import Instance, betrayed, opened
from tests.trust.service_doors import DOORS, functions
from tests.trust.trying import attempt, state_of, try_all


@pytest.fixture(scope="module")
def whole(laid: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with opened(laid, tmp_path_factory.mktemp("stranger")) as made:
        yield made


def test_every_use_case_with_an_actor_is_tried() -> None:
    assert functions() - DOORS.keys() == set(), "a new function needs its try in tests/trust/service_doors.py"
    assert DOORS.keys() - functions() == set(), "what is tried must be there"


def test_the_tries_would_show_anas_things_if_they_were_made_by_ana(whole: Instance) -> None:
    for name, door in DOORS.items():
        if door.shows:
            got = attempt(whole, door.tries[0], whole.ana)
            assert betrayed(whole, got), f"{name} shows its owner nothing: the try proves nothing ({got[:200]})"


def test_no_door_opens_to_a_colleague_or_an_administrator_and_nothing_is_changed(whole: Instance, tmp_path: Path) -> None:
    before = state_of(whole)
    tried, open_doors = try_all(whole)
    assert open_doors == []
    assert tried >= 2 * len(DOORS)
    assert state_of(whole) == before
