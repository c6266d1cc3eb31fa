"""The commands of the examinations: runs and gates, cases, judges; here mutate and retrieval. Knows printing and exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals import cli_cases, cli_judges, cli_runs
from evals.doors import guarded
from evals.mutants import NONE
from evals.mutate import examine_checks

evals = typer.Typer(name="evals", no_args_is_help=True, add_completion=False, help="Regression examinations of Puente.")
for command in (cli_runs.plan, cli_runs.run, cli_runs.compare, cli_runs.gate, cli_runs.view):
    evals.command(command.__name__)(command)
evals.add_typer(cli_runs.baseline, name="baseline")
evals.command("add-case")(cli_cases.add_case)
evals.command("import")(cli_cases.import_cases)
evals.command("lint")(cli_cases.lint)
evals.command("calibrate")(cli_judges.calibrate)
evals.command("label")(cli_judges.label)


@evals.command("mutate")
def mutate(as_json: bool = typer.Option(False, "--json", help="Print one JSON object.")) -> None:
    """Plant every fault and every benign edit in good documents. Exit 1 when a fault passes or a benign edit is blamed."""
    rows = examine_checks()
    wrong = [r for r in rows if (r.check != NONE and r.caught < r.planted) or r.false_alarms]
    if as_json:
        print(json.dumps({"rows": [r.model_dump() for r in rows], "wrong": len(wrong)}))
    else:
        print(f"{'what was planted':34} lang  planted  caught  false alarms")
        for row in rows:
            print(f"{row.name:34} {row.lang}    {row.planted:7} {row.caught:7} {row.false_alarms:13}")
        open_kinds = sorted({r.name for r in rows if r.check == NONE})
        print(f"{len(rows)} rows, {len(wrong)} wrong; no check catches yet: {', '.join(open_kinds) or 'nothing'}")
    raise typer.Exit(1 if wrong else 0)


@evals.command("retrieval")
@guarded
def retrieval(
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
    data_dir: Annotated[Path | None, typer.Option(help="Keep the index here; without it the index goes away again.")] = None,
) -> int:
    """Ask every query of cases/retrieval.yaml, beside BM25 alone. Exit 1 when a direction is below it, 2 when a case does not hold."""
    from app.catalog.corpus import corpus
    from evals.retrieval import examine_retrieval
    from evals.retrieval_cases import faults, read_cases
    from evals.retrieval_report import report, table

    known = read_cases()
    if wrong := faults(known, corpus()):
        typer.echo("\n".join(wrong), err=True)
        return 2
    told = report(examine_retrieval(known.cases, data_dir=data_dir))
    print(json.dumps({"retrieval": told.model_dump()}) if as_json else table(told))
    return 1 if told.below else 0


def main() -> None:
    """Runs a command; bad usage is exit 2."""
    sys.exit(evals(standalone_mode=True))
