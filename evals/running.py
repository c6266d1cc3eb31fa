"""Runs a suite: every case in every epoch through the app, outputs cached, scored, written as they come. Knows no verdict.

The cache is keyed by everything that an output depends on (case, epoch, writer, model, prompts, corpus, code), so each epoch has its own
reply and an unchanged output costs nothing. Scores are never cached: they are computed anew from the output.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from app.errors import EndpointDown
from evals.ahead import made_by_rules
from evals.app_adapter import Adapter, marks_of, output_of
from evals.cache import Cache
from evals.cost import missing_told
from evals.faults import EvalFault, Undecided
from evals.hashes import git_sha, hashes, versions
from evals.orders import RunOrder
from evals.outputs import Output
from evals.recorded_cases import note_recorded, read_recorded
from evals.recordings import FOLDER
from evals.run_files import RUNS, RunFolder
from evals.suites import dataset_sha, read_suite
from evals.values import Case, Manifest, Row
from evals.writers import STANDIN, writers

DEAD_AFTER = 3
"""So many answers in a row that an endpoint did not give end the run; what was scored stays, and --resume goes on."""
NOT_TESTED = "not tested here: the prose of a live model"


class Run(NamedTuple):
    """A finished run."""

    manifest: Manifest
    rows: tuple[Row, ...]
    folder: RunFolder


def run_suite(
    order: RunOrder,
    *,
    runs: Path = RUNS,
    cases: Sequence[Case] | None = None,
    resume: str | None = None,
    tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr),
) -> Run:
    """Runs it and writes runs/<suite>/<id>/.

    Raises: EvalFault; Undecided when answers are missing, the budget is spent or the model is dead.
    """
    manifest, chosen = planned(order, cases)
    folder, done = RunFolder.resumed(runs, order.suite, resume, manifest) if resume else (RunFolder.new(runs, manifest), {})
    todo = [(case, epoch) for epoch in range(1, order.epochs + 1) for case in chosen if (case.id, epoch) not in done]
    began, lock, streak = time.perf_counter(), Lock(), [0]
    with ExitStack() as stack:
        made = stack.enter_context(writers(order.writer, record=order.record, budget_usd=order.budget_usd))
        adapter = Adapter(made, runs / "index", order.embedder)
        stack.callback(adapter.close)
        model = made.model

        kept = Cache(runs / "cache", order, model)
        ahead = made_by_rules([i for i in todo if not kept.has(*i)], order.concurrency) if order.writer == "guided" else {}

        def one(item: tuple[Case, int]) -> None:
            case, epoch = item
            if streak[0] >= DEAD_AFTER:
                return
            output, cached = kept.get(case, epoch), True
            if output is None:
                future = ahead.get((case.id, epoch))
                output, cached = future.result() if future else output_of(case, epoch, adapter), False
                kept.put(case, epoch, output)
            with lock:
                streak[0] = streak[0] + 1 if output.error and output.error.startswith(EndpointDown.__name__) else 0
                done[case.id, epoch] = folder.add(row_of(case, epoch, output, cached=cached), output)
                if len(done) % 20 == 0:
                    tell(f"{order.suite}: {len(done)} of {len(chosen) * order.epochs}")

        _each(one, todo, order.concurrency if order.writer != "guided" else 1)
        lacking = made.ledger.missing
        if order.record and not lacking and made.kept is not None:
            ids = [c.id for c in chosen]
            note_recorded(made.kept.folder, order.suite, ids, order.epochs, model, is_standin=model == STANDIN)
    rows = tuple(sorted(done.values(), key=lambda r: (r.case_id, r.epoch)))
    whole = len(rows) == len(chosen) * order.epochs
    manifest = manifest.model_copy(
        update={
            "models": {"writer": model} if model else {},
            "run_id": folder.path.name,
            "is_complete": whole and not lacking,
            "wall_s": round(time.perf_counter() - began, 1),
            "errors": sum(r.error is not None for r in rows),
        }
    )
    folder.finish(manifest)
    if lacking:
        raise Undecided(
            f"{order.suite}: {missing_told(lacking, is_free=model == STANDIN)}; "
            f"fill them with: puente eval run {order.suite} --writer recorded --record"
        )
    if not whole:
        raise Undecided(
            f"{order.suite}: the model did not answer {DEAD_AFTER} times in a row; {len(rows)} outputs are kept. "
            f"When it is back: puente eval run {order.suite} --writer {order.writer} --resume {folder.path.name}"
        )
    return Run(manifest, rows, folder)


def planned(order: RunOrder, cases: Sequence[Case] | None = None) -> tuple[Manifest, tuple[Case, ...]]:
    """The manifest of a run that is about to start, and its cases. Raises: EvalFault when the suite does not hold or nothing is left."""
    chosen = tuple(cases) if cases is not None else read_suite(order.suite)
    only = order.only or (recorded_only(order.suite) if order.writer == "recorded" and cases is None else ())
    chosen = tuple(c for c in chosen if not only or c.id in only)[: order.most]
    if not chosen:
        raise EvalFault(f"{order.suite}: none of the cases {', '.join(only)} is there")
    return _manifest(order, chosen), chosen


def recorded_only(suite: str) -> tuple[str, ...]:
    """The cases of a suite whose answers are recorded; none recorded: all of them, so that what is missing is told."""
    recorded = read_recorded(FOLDER)
    return recorded.suites.get(suite, ()) if recorded else ()


def row_of(case: Case, epoch: int, output: Output, *, cached: bool = False) -> Row:
    """The row of an output; one with an error scores 0 on `ran`, and an unreadable one says why."""
    common = {"case_id": case.id, "cluster": case.cluster, "lang": case.lang, "kind": case.kind, "epoch": epoch, "output_sha": output.sha}
    spent = {"tokens": output.tokens, "cost_usd": output.cost_usd, "latency_ms": output.latency_ms, "cached": cached}
    if output.is_missing:
        return Row.model_validate({**common, **spent, "is_missing": True})
    if output.error is not None:
        return Row.model_validate({**common, **spent, "hard": {"ran": 0.0}, "details": {"ran": output.error}, "error": output.error})
    try:
        marks = list(marks_of(case, output))
    except (KeyError, ValueError, TypeError) as bad:
        told = f"the output could not be scored: {type(bad).__name__}: {bad}"[:300]
        return Row.model_validate({**common, **spent, "hard": {"ran": 0.0}, "unscored": {"all": told}, "error": told})
    return Row.model_validate(
        {
            **common,
            **spent,
            "hard": {"ran": 1.0, **{m.check: m.value for m in marks if m.hard}},
            "soft": {m.check: round(m.value, 6) for m in marks if not m.hard},
            "details": {m.check: m.detail for m in marks if m.value < 1 and m.detail},
        }
    )


def _each(work: Callable[[tuple[Case, int]], None], items: Iterable[tuple[Case, int]], at_once: int) -> None:
    if at_once <= 1:
        for item in items:
            work(item)
        return
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for done in [pool.submit(work, item) for item in items]:
            done.result()


def _manifest(order: RunOrder, cases: Sequence[Case]) -> Manifest:
    return Manifest(
        suite=order.suite,
        run_id=datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f"),
        writer=order.writer,
        dataset=dataset_sha(cases),
        cases=len(cases),
        clusters=len({c.cluster for c in cases}),
        epochs=order.epochs,
        hashes=hashes(),
        git=git_sha(),
        versions=versions(),
        not_tested="" if order.writer == "live" else NOT_TESTED,
    )
