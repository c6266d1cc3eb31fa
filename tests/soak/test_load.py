"""Fifty users for twenty minutes on three processes: nothing fails, and memory stays flat. PUENTE_TEST_LOAD_MINUTES shortens it."""

from __future__ import annotations

import json
import os

import pytest

from bench.load import measure
from tests.postgres import programs
from tests.soak.deployed import nginx

MINUTES = float(os.environ.get("PUENTE_TEST_LOAD_MINUTES", "20"))
MOST_GROWTH = 0.05
"""In the second half, when every process has imported what it needs and holds the sessions that it may."""


@pytest.mark.soak
@pytest.mark.parametrize("processes", [1, 3])
def test_fifty_users_meet_no_failure_and_memory_stays_flat(processes: int) -> None:
    if programs() is None or nginx() is None:
        pytest.skip("PostgreSQL or nginx is not installed (apt-get install postgresql nginx)")
    found = measure(users=50, minutes=MINUTES, processes=processes)
    print(json.dumps(found))
    memory = found["memory_mb"]
    assert found["failures"] == 0, found["first_failures"]
    settled = memory[len(memory) // 2]
    assert memory[-1] <= settled * (1 + MOST_GROWTH), memory
