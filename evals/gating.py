"""A gate over suites: each is run and compared with its baseline; the recorded cases beside them. Prints nothing, knows no exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evals.faults import EvalFault, Undecided
from evals.gate import Verdict
from evals.orders import RunOrder
from evals.recorded_cases import read_recorded
from evals.recordings import FOLDER
from evals.run_files import BASELINES, RUNS, read_run
from evals.running import run_suite
from evals.verdicts import verdict_of

RECORDED = "recorded"


class Gated(NamedTuple):
    """What a gate found: verdicts, what was undecided before any comparison, and what does not hold."""

    verdicts: tuple[Verdict, ...]
    undecided: tuple[str, ...]
    integrity: tuple[str, ...]


def gated(orders: Sequence[RunOrder], name: str, *, runs: Path = RUNS, baselines: Path = BASELINES) -> Gated:
    """Runs every order; what stops one suite stops no other. Recorded answers are held against the baseline `recorded`."""
    verdicts, undecided, integrity = [], [], []
    for order in orders:
        of_recorded = order.writer == RECORDED
        try:
            place = baselines / order.suite / (RECORDED if of_recorded else name)
            if not place.exists():
                raise EvalFault(f'{order.suite}: there is no baseline {place.name}; make it: puente eval baseline renew --reason "…"')
            before = read_run(place)
            found = verdict_of(before, read_run(run_suite(order, runs=runs).folder.path))
            verdicts.append(found.model_copy(update={"suite": f"{order.suite} ({RECORDED})"}) if of_recorded else found)
        except Undecided as open_yet:
            undecided.append(str(open_yet))
        except EvalFault as fault:
            integrity.append(str(fault))
    return Gated(tuple(verdicts), tuple(undecided), tuple(integrity))


def recorded_orders(like: RunOrder) -> list[RunOrder]:
    """An order a suite of which answers are recorded; none where nothing is."""
    recorded = read_recorded(FOLDER)
    if recorded is None:
        return []
    return [like.model_copy(update={"suite": s, "writer": RECORDED, "epochs": recorded.epochs}) for s in recorded.suites]
