"""The commands baseline promote, baseline renew and view: what is kept, and where it is. Knows printing and exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.cli_runs import Runs, Suites
from evals.doors import guarded
from evals.faults import EvalFault
from evals.recorded_cases import read_recorded
from evals.recordings import FOLDER
from evals.run_files import BASELINES, RUNS, latest_run, read_run, write_baseline
from evals.suites import EVERYDAY, dataset_sha, read_suite
from evals.values import WriterKind

RECORDED: WriterKind = "recorded"
baseline = typer.Typer(name="baseline", no_args_is_help=True, help="What a gate compares with.")


Reason = Annotated[str, typer.Option(help="Why this is the new measure; kept in its manifest.")]
Name = Annotated[str, typer.Option(help="The baseline's name; recorded: that of the recorded answers.")]
Baselines = Annotated[Path, typer.Option(hidden=True)]


@baseline.command("promote")
@guarded
def promote(suites: Suites = None, reason: Reason = "", name: Name = "main", runs: Runs = RUNS, baselines: Baselines = BASELINES) -> int:
    """Make the newest finished run of each suite the baseline. Needs a reason; refuses a run with errors."""
    _insist(reason)
    for suite in suites or _suites_of(name):
        print(_promoted(suite, name, reason, runs, baselines))
    return 0


@baseline.command("renew")
@guarded
def renew(suites: Suites = None, reason: Reason = "", concurrency: int = 2, runs: Runs = RUNS, baselines: Baselines = BASELINES) -> int:
    """Run every suite, fill the recordings, drop orphans and promote both, after a change that was meant. Needs a reason."""
    from evals.orders import RunOrder
    from evals.orphans import orphan_recordings
    from evals.recordings import Recordings
    from evals.running import run_suite

    _insist(reason)
    for suite in suites or EVERYDAY:
        run_suite(RunOrder(suite=suite, concurrency=concurrency), runs=runs)
        print(_promoted(suite, "main", reason, runs, baselines))
    for suite in () if suites else _suites_of(RECORDED):
        run_suite(RunOrder(suite=suite, writer=RECORDED, record=True, concurrency=concurrency), runs=runs)
        print(_promoted(suite, RECORDED, reason, runs, baselines))
    if not suites:
        print(f"{Recordings().drop(orphan_recordings())} orphan recordings deleted")
    return 0


def _insist(reason: str) -> None:
    if not reason.strip():
        raise EvalFault('a baseline is promoted for a reason: --reason "…"')


def _suites_of(name: str) -> tuple[str, ...]:
    if name != RECORDED:
        return EVERYDAY
    found = read_recorded(FOLDER)
    return tuple(found.suites) if found else ()


def _promoted(suite: str, name: str, reason: str, runs: Path, baselines: Path) -> str:
    """The newest run of the whole suite (else of a part) by the writer that the baseline is of, as the baseline; what to print."""
    writer = RECORDED if name == RECORDED else "guided"
    try:
        place = latest_run(suite, runs, writer=writer, dataset=dataset_sha(read_suite(suite)))
    except EvalFault:
        place = latest_run(suite, runs, writer=writer)
    kept = read_run(place)
    failed = sum(v < 1 for r in kept.rows for v in r.hard.values())
    folder = write_baseline(kept, name, reason, baselines)
    told = f"; {failed} hard checks fail in it, and the gate goes on saying so" if failed else ""
    return f"{suite}: {folder.name} is now {kept.name}{told}"


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
