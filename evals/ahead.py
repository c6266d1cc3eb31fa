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


def made_by_rules(items: Sequence[tuple[Case, int]], processes: int) -> dict[tuple[str, int], Future[Output]]:
    """A promise for each case that needs no index, by case and epoch; empty when it is not worth the processes."""
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
