"""The commands gate and changed: the suites against a baseline. Knows printing and exit codes (0, 1, 2, 3 as in gate.py)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.cli_runs import AsJson, Runs, Suites, Writer, orders_of
from evals.doors import guarded
from evals.run_files import BASELINES, RUNS

if TYPE_CHECKING:
    from evals.orders import RunOrder

Named = Annotated[str, typer.Option("--baseline", help="The baseline's name.")]
Html = Annotated[Path | None, typer.Option(help="The report; without it, report.html beside the runs.")]
Junit = Annotated[Path | None, typer.Option(help="JUnit XML for a CI service.")]
Baselines = Annotated[Path, typer.Option(hidden=True)]
SHOWN_DIFFS = 3


@guarded
def gate(
    suites: Suites = None,
    name: Named = "main",
    writer: Writer = "guided",
    epochs: int = 1,
    concurrency: int = 2,
    budget_usd: float | None = None,
    embedder: str = "bundled",
    html: Html = None,
    junit: Junit = None,
    runs: Runs = RUNS,
    baselines: Baselines = BASELINES,
    as_json: AsJson = False,
) -> int:
    """Run the suites and compare with a baseline: 0 pass, 1 regression, 2 integrity, 3 inconclusive."""
    from evals.gating import recorded_orders

    orders = orders_of(suites, writer=writer, epochs=epochs, concurrency=concurrency, budget_usd=budget_usd, embedder=embedder)
    if not suites and writer == "guided":
        orders += recorded_orders(orders[0])
    return _gated(orders, name, html=html, junit=junit, runs=runs, baselines=baselines, as_json=as_json)


@guarded
def changed(
    since: Annotated[str, typer.Option(help="The commit to compare the files with.")] = "HEAD",
    name: Named = "main",
    concurrency: int = 2,
    html: Html = None,
    runs: Runs = RUNS,
    baselines: Baselines = BASELINES,
    as_json: AsJson = False,
) -> int:
    """Run only the suites that your changes can move, and tell every check with its interval. Exit codes as those of gate."""
    from evals.changed import asked_of_models_only, changed_files, suites_moved_by
    from evals.gating import recorded_orders

    files = changed_files(since)
    suites = suites_moved_by(files)
    if not suites:
        print(f"nothing that a suite reads differs from {since}")
        return 0
    print(f"{len(files)} files differ from {since}: {', '.join(files[:4])}{' …' if len(files) > 4 else ''}; suites: {', '.join(suites)}")
    orders = orders_of(suites, writer="guided", epochs=1, concurrency=concurrency)
    recorded = [o for o in recorded_orders(orders[0]) if o.suite in suites]
    if models := asked_of_models_only(files):
        print(f"asked of models only: {', '.join(models[:4])}; the guided writer does not read it, so recorded answers or a live run tell")
        if len(models) == len(files):
            orders = []
    return _gated([*orders, *recorded], name, html=html, runs=runs, baselines=baselines, as_json=as_json, full=True)


def _gated(
    orders: Sequence[RunOrder],
    name: str,
    *,
    html: Path | None,
    junit: Path | None = None,
    runs: Path,
    baselines: Path,
    as_json: bool,
    full: bool = False,
) -> int:
    from evals.gating import gated
    from evals.running import NOT_TESTED
    from evals.verdicts import verdict_text, word_diffs, worst_code, write_report

    found = gated(orders, name, runs=runs, baselines=baselines)
    place = html or runs / "report.html"
    open_points = (*found.integrity, *found.undecided)
    write_report(found.verdicts, place, junit_path=junit, notes=open_points)
    for told in open_points:
        print(told, file=sys.stderr)
    if as_json:
        verdicts = [v.model_dump(mode="json") for v in found.verdicts]
        print(json.dumps({"verdicts": verdicts, "integrity": found.integrity, "undecided": found.undecided}, ensure_ascii=False))
    else:
        for verdict in found.verdicts:
            print(verdict_text(verdict, full=full))
            if full:
                print("".join(word_diffs(verdict, SHOWN_DIFFS)), end="")
        live = any(order.writer == "live" for order in orders)
        print(f"report: {place}; {'a live model was asked' if live else NOT_TESTED}")
    return worst_code(found.verdicts, is_broken=bool(found.integrity), is_open=bool(found.undecided))
