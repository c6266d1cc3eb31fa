"""Outputs by rules made in several processes, since rules keep a core busy and Python uses one a process. Knows no cache and no score."""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from evals.app_adapter import Adapter, output_of
from evals.outputs import Output
from evals.recordings import Ledger
from evals.values import Case
from evals.writers import Writers

WORTH_A_PROCESS = 12
"""With fewer cases a second process would start longer than it works."""


_promised: dict[tuple[str, str, int], Future[Output]] = {}
"""What was begun for a suite that has not come to its turn yet."""


def made_by_rules(items: Sequence[tuple[Case, int]], processes: int) -> dict[tuple[str, int], Future[Output]]:
    """A promise for each case that needs no index, by case and epoch; empty when it is not worth the processes.

    What `begin` has begun already is taken over and not begun again.
    """
    known = {(case.id, epoch): begun for case, epoch in items if (begun := _promised.pop((case.task, case.id, epoch), None)) is not None}
    left = [(case, epoch) for case, epoch in items if (case.id, epoch) not in known]
    return {**known, **_submitted(left, processes)}


def begin(items: Sequence[tuple[Case, int]], processes: int) -> None:
    """Begins the outputs of several suites at once, so that no core waits while another suite asks its index."""
    tasks = {(case.id, epoch): case.task for case, epoch in items}
    _promised.update({(tasks[key], *key): promise for key, promise in _submitted(items, processes).items()})


def _submitted(items: Sequence[tuple[Case, int]], processes: int) -> dict[tuple[str, int], Future[Output]]:
    offline = [(case, epoch) for case, epoch in items if case.task != "search"]
    if processes < 2 or len(offline) < WORTH_A_PROCESS:
        return {}
    pool = ProcessPoolExecutor(max_workers=processes, mp_context=multiprocessing.get_context("spawn"))
    promised = {(case.id, epoch): pool.submit(by_rules, case, epoch) for case, epoch in offline}
    pool.shutdown(wait=False)
    atexit.register(lambda: [p.cancel() for p in promised.values()])
    return promised


def by_rules(case: Case, epoch: int) -> Output:
    """The output of a case by the guided writer and the rules of the coach."""
    return output_of(case, epoch, Adapter(Writers("guided", "", Ledger()), Path()))
