"""The commands baseline promote and view: what is kept, and where it is. Knows printing and exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.cli_runs import Runs, Suites
from evals.doors import guarded
from evals.faults import EvalFault
from evals.run_files import BASELINES, RUNS, latest_run, read_run, write_baseline
from evals.suites import EVERYDAY

baseline = typer.Typer(name="baseline", no_args_is_help=True, help="What a gate compares with.")


@baseline.command("promote")
@guarded
def promote(
    suites: Suites = None,
    reason: Annotated[str, typer.Option(help="Why this is the new measure; kept in its manifest.")] = "",
    name: Annotated[str, typer.Option(help="The baseline's name.")] = "main",
    runs: Runs = RUNS,
    baselines: Annotated[Path, typer.Option(hidden=True)] = BASELINES,
) -> int:
    """Make the newest finished run of each suite the baseline. Needs a reason; refuses a run with errors."""
    if not reason.strip():
        raise EvalFault('a baseline is promoted for a reason: --reason "…"')
    for suite in suites or EVERYDAY:
        kept = read_run(latest_run(suite, runs))
        failed = sum(v < 1 for r in kept.rows for v in r.hard.values())
        place = write_baseline(kept, name, reason, baselines)
        told = f"; {failed} hard checks fail in it, and the gate goes on saying so" if failed else ""
        print(f"{suite}: {place.name} is now {kept.name}{told}")
    return 0


@guarded
def view(runs: Runs = RUNS, logs: Annotated[bool, typer.Option("--logs", help="Start inspect-ai's viewer on the logs.")] = False) -> int:
    """Say where the newest report is, or start the log viewer of inspect-ai (offline, loopback)."""
    if logs:
        folder = runs / "inspect"
        if not folder.exists():
            raise EvalFault("there are no logs yet; make some with: puente eval run briefs --inspect")
        return subprocess.run([sys.executable, "-m", "inspect_ai", "view", "--log-dir", str(folder)], check=False).returncode  # noqa: S603 - a module
    place = runs / "report.html"
    if not place.exists():
        raise EvalFault("there is no report yet; make one with: puente eval gate")
    print(place.resolve())
    return 0
