"""Five kills of model-written runs: five whole documents, and nothing asked twice but what was under way. `make soak` has fifty."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from tests.cli.nursery import Nursery
from tests.runs.killed import VERIFY, killed_once, steps_of, whole
from tests.standin import standin

KINDS = ("client-update", "assessment-guide", "client-update", "succession-plan", "client-update")
"""One kill each; the shorter kinds have the same steps."""


def test_a_run_that_is_killed_ends_whole_and_repeats_only_what_was_under_way(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    with standin() as server, closing(Nursery()) as nursery:
        stored = 0
        for number, kind in enumerate(KINDS):
            found = killed_once(tmp_path, server, nursery, number, chance, longest_s=0.1, kind=kind)
            assert whole(found, kind)
            stored += len(found.stored)
            assert found.repeated.isdisjoint(found.stored), (found.repeated, found.stored)
            once = {s: times for s, times in found.asked.items() if not s.startswith(VERIFY)}
            assert max(once.values()) <= 2
            assert len([s for s in once if not s.startswith("revise:")]) == steps_of(kind)
        assert stored, "some of the kills came after a step was stored"
