"""The suites as tasks of inspect-ai: its runner, logs and viewer over the same adapter and the same scorers as `evals/running.py`.

`inspect eval evals/tasks.py@briefs` works too. Outputs are made in the solver by the app's own function, not by a bare model, so no model
is named; epochs, concurrency and retries are inspect's own. The everyday runner is `running.py`, because importing and running inspect
costs more than a cached suite; a test holds that both give the same scores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspect_ai import Task
from inspect_ai import eval as inspect_eval
from inspect_ai import task as inspect_task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from evals.app_adapter import Adapter, output_of
from evals.faults import EvalFault
from evals.orders import RunOrder
from evals.outputs import Output
from evals.run_files import RUNS, RunFolder, latest
from evals.running import Run, planned, row_of
from evals.suites import read_suite
from evals.values import Case, Row
from evals.writers import writers

KEPT = "output"
MODEL = "mockllm/none"
"""inspect asks for a model; ours are asked inside the app."""


@solver
def the_app(adapter: Adapter) -> Solver:
    """Calls the app for the sample's case and keeps the output."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        import asyncio

        case = Case.model_validate(state.metadata["case"])
        output = await asyncio.to_thread(output_of, case, state.epoch, adapter)
        state.metadata[KEPT] = output.model_dump(mode="json")
        state.output.completion = output.words or output.error or ""
        return state

    return solve


@scorer(metrics={"*": [mean()]})
def the_checks() -> Scorer:
    """Scores by the suite's own scorers. inspect wants the same keys of every sample, so it shows two: `hard` (1 where every hard check
    passed) and `soft` (their mean, or `hard` where a case has none); each check stands in the score's metadata.
    """

    async def score(state: TaskState, target: Target) -> Score:
        row = row_from(state.metadata, state.epoch)
        hard = float(all(v == 1 for v in row.hard.values()))
        soft = sum(row.soft.values()) / len(row.soft) if row.soft else hard
        told = "; ".join(f"{k}: {v}" for k, v in row.details.items())
        return Score(value={"hard": hard, "soft": soft}, explanation=told, metadata={"row": row.model_dump(mode="json")})

    return score


def row_from(metadata: dict[str, Any], epoch: int) -> Row:
    """The row of a sample that the app has answered."""
    return row_of(Case.model_validate(metadata["case"]), epoch, Output.model_validate(metadata[KEPT]))


def task_of(suite: str, cases: tuple[Case, ...], adapter: Adapter, epochs: int = 1) -> Task:
    """A suite as a task."""
    samples = [Sample(id=c.id, input=c.id, target="", metadata={"case": c.model_dump(mode="json")}) for c in cases]
    return Task(dataset=MemoryDataset(samples, name=suite), solver=the_app(adapter), scorer=the_checks(), epochs=epochs, name=suite)


def run_with_inspect(order: RunOrder, runs: Path = RUNS) -> Run:
    """Runs a suite through inspect: its log in runs/inspect, our manifest and scores in runs/<suite>/<id>. Raises: EvalFault."""
    manifest, cases = planned(order)
    with writers(order.writer, record=order.record, budget_usd=order.budget_usd) as made:
        adapter = Adapter(made, runs / "index", order.embedder)
        try:
            logs = inspect_eval(
                task_of(order.suite, cases, adapter, order.epochs),
                model=MODEL,
                log_dir=str(runs / "inspect"),
                display="none",
                max_samples=order.concurrency,
                fail_on_error=False,
                score_display=False,
            )
        finally:
            adapter.close()
    log = logs[0]
    if log.status != "success" or not log.samples:
        raise EvalFault(f"{order.suite}: inspect ended with {log.status}; its log is {log.location}")
    folder = RunFolder.new(runs, manifest)
    rows = []
    for sample in log.samples:
        made_it = KEPT in sample.metadata
        output = Output.model_validate(sample.metadata[KEPT]) if made_it else Output(data={}, words="", error=str(sample.error))
        case = Case.model_validate(sample.metadata["case"])
        rows.append(folder.add(row_of(case, sample.epoch, output), output))
    manifest = manifest.model_copy(update={"is_complete": True, "errors": sum(r.error is not None for r in rows)})
    folder.finish(manifest)
    return Run(manifest, latest(tuple(rows)), folder)


def _offline(suite: str) -> Task:
    context = writers("guided")
    return task_of(suite, read_suite(suite), Adapter(context.__enter__(), RUNS / "index"))


@inspect_task
def briefs() -> Task:
    """The briefs suite with the guided writer."""
    return _offline("briefs")


@inspect_task
def memos() -> Task:
    """The memos suite by rules."""
    return _offline("memos")


@inspect_task
def adversarial() -> Task:
    """The adversarial suite with the guided writer."""
    return _offline("adversarial")


@inspect_task
def retrieval() -> Task:
    """The retrieval suite over the bundled embedder."""
    return _offline("retrieval")
