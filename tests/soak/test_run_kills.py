"""Fifty kills of model-written runs: fifty whole documents, nothing repeated but steps under way. Run by `make soak`."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.nursery import Nursery
from tests.runs.killed import killed_once, whole
from tests.standin import standin

KILLS = 50


@pytest.mark.soak
def test_fifty_kills_of_runs_leave_fifty_whole_documents(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    documents = repeated = repeated_though_stored = steps_stored = 0
    with standin() as server, closing(Nursery()) as nursery:
        for number in range(KILLS):
            found = killed_once(tmp_path, server, nursery, number, chance, longest_s=0.3)
            documents += whole(found)
            repeated += len(found.repeated)
            steps_stored += len(found.stored)
            repeated_though_stored += len(found.repeated & found.stored)
            if number % 10 == 9:
                print(f"after {number + 1}: whole {documents}, though stored {repeated_though_stored}", flush=True)
    print(
        f"kills {KILLS}, whole {documents}, stored at the kill {steps_stored}, repeated {repeated}, though stored {repeated_though_stored}"
    )
    assert (documents, repeated_though_stored) == (KILLS, 0)
