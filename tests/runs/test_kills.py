"""A kill of a model-written run before any step is stored, one midway and one near the end: three whole documents, and nothing asked twice
but what was under way. `make soak` has fifty, at moments of chance.
"""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from tests.cli.nursery import Nursery
from tests.runs.killed import VERIFY, killed_once, steps_of, whole
from tests.standin import standin

KILLS = (("client-update", 0.0), ("assessment-guide", 0.5), ("client-update", 1.0))
"""The kind, and how much of it is stored when it is killed: 1 for all but the last two steps."""


def test_a_run_that_is_killed_ends_whole_and_repeats_only_what_was_under_way(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    with standin() as server, closing(Nursery()) as nursery:
        for number, (kind, part) in enumerate(KILLS):
            after = round(part * (steps_of(kind) - 2))
            found = killed_once(tmp_path, server, nursery, number, chance, longest_s=0.05, kind=kind, once_stored=after)
            assert whole(found, kind)
            assert len(found.stored) >= after
            assert found.repeated.isdisjoint(found.stored), (found.repeated, found.stored)
            once = {s: times for s, times in found.asked.items() if not s.startswith(VERIFY)}
            assert max(once.values()) <= 2
            assert len([s for s in once if not s.startswith("revise:")]) == steps_of(kind)
