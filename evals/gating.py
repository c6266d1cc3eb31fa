"""A gate over suites: each is run and compared with its baseline; the recorded cases beside them. Prints nothing, knows no exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evals.ahead import begin
from evals.cache import Cache
from evals.faults import EvalFault, Undecided
from evals.gate import Verdict
from evals.orders import RunOrder
from evals.recorded_cases import read_recorded
from evals.recordings import FOLDER
from evals.run_files import BASELINES, RUNS, read_run
from evals.running import planned, run_suite
from evals.values import Case
from evals.verdicts import verdict_of

RECORDED = "recorded"
SEARCHED = "retrieval"


class Gated(NamedTuple):
    """What a gate found: verdicts, what was undecided before any comparison, and what does not hold."""

    verdicts: tuple[Verdict, ...]
    undecided: tuple[str, ...]
    integrity: tuple[str, ...]


def gated(orders: Sequence[RunOrder], name: str, *, runs: Path = RUNS, baselines: Path = BASELINES) -> Gated:
    """Runs every order; what stops one suite stops no other. Recorded answers are held against the baseline `recorded`."""
    verdicts: dict[int, Verdict] = {}
    undecided, integrity = [], []
    _begin(orders, runs)
    # The search keeps one core busy by itself: it goes first, while others make what needs no index.
    for at, order in sorted(enumerate(orders), key=lambda o: (o[1].suite != SEARCHED, o[0])):
        of_recorded = order.writer == RECORDED
        try:
            place = baselines / order.suite / (RECORDED if of_recorded else name)
            if not place.exists():
                raise EvalFault(f'{order.suite}: there is no baseline {place.name}; make it: puente eval baseline renew --reason "…"')
            before = read_run(place)
            found = verdict_of(before, read_run(run_suite(order, runs=runs).folder.path))
            verdicts[at] = found.model_copy(update={"suite": f"{order.suite} ({RECORDED})"}) if of_recorded else found
        except Undecided as open_yet:
            undecided.append(str(open_yet))
        except EvalFault as fault:
            integrity.append(str(fault))
    return Gated(tuple(verdicts[at] for at in sorted(verdicts)), tuple(undecided), tuple(integrity))


def _begin(orders: Sequence[RunOrder], runs: Path) -> None:
    """Begins what the guided orders lack, several suites together; a suite that does not hold says so in its turn."""
    lacking: list[tuple[Case, int]] = []
    guided = [order for order in orders if order.writer == "guided"]
    for order in guided:
        cache = Cache(runs / "cache", order, "")
        try:
            cases = planned(order)[1]
        except EvalFault:
            continue
        todo = [(case, epoch) for epoch in range(1, order.epochs + 1) for case in cases]
        lacking += [item for item in todo if not cache.has(*item)]
    if len(guided) > 1:
        begin(lacking, guided[0].concurrency)


def recorded_orders(like: RunOrder) -> list[RunOrder]:
    """An order a suite of which answers are recorded; none where nothing is."""
    recorded = read_recorded(FOLDER)
    if recorded is None:
        return []
    return [like.model_copy(update={"suite": s, "writer": RECORDED, "epochs": recorded.epochs}) for s in recorded.suites]
