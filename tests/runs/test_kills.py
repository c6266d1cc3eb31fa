"""Five kills of model-written runs: five whole documents, and nothing asked twice but what was under way. `make soak` has fifty."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from tests.cli.nursery import Nursery
from tests.runs.killed import STEPS, VERIFY, killed_once, whole
from tests.standin import standin

KILLS = 5


def test_a_run_that_is_killed_ends_whole_and_repeats_only_what_was_under_way(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    with standin() as server, closing(Nursery()) as nursery:
        for number in range(KILLS):
            found = killed_once(tmp_path, server, nursery, number, chance, longest_s=0.9)
            assert whole(found)
            assert found.repeated.isdisjoint(found.stored), (found.repeated, found.stored)
            once = {s: times for s, times in found.asked.items() if not s.startswith(VERIFY)}
            assert max(once.values()) <= 2
            assert len([s for s in once if not s.startswith("revise:")]) == STEPS
