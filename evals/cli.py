"""The commands of the examinations: run, mutate and retrieval. Knows printing and exit codes (0 pass, 1 regression, 2 integrity)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.briefs import examine_examples
from evals.mutants import NONE
from evals.mutate import examine_checks

evals = typer.Typer(name="evals", no_args_is_help=True, add_completion=False, help="Regression examinations of Puente.")
NOT_TESTED = "not tested here: prose of a language model (no recording of one exists), retrieval quality, memo coaching"


@evals.command("run")
def run(as_json: bool = typer.Option(False, "--json", help="Print one JSON object.")) -> None:
    """Draft every example in both languages with the guided writer and run every check. Exit 1 on a blocking finding."""
    rows = examine_examples()
    failed = [r for r in rows if r.blocking]
    if as_json:
        print(json.dumps({"cases": [r.model_dump() for r in rows], "failed": len(failed), "not_tested": NOT_TESTED}))
    else:
        for row in rows:
            print(
                f"{row.case:34} {row.lang}  {row.statements:4} statements  {row.cited:4} cited  {row.gaps:3} gaps  {row.blocking} blocking"
            )
        print(f"{len(rows)} cases, {len(failed)} failed; {NOT_TESTED}")
    raise typer.Exit(1 if failed else 0)


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
def retrieval(
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
    data_dir: Annotated[Path | None, typer.Option(help="Keep the index here; without it the index goes away again.")] = None,
) -> None:
    """Ask every query of cases/retrieval.yaml, beside BM25 alone. Exit 1 when a direction is below it, 2 when a case does not hold."""
    from app.catalog.corpus import corpus
    from evals.retrieval import examine_retrieval
    from evals.retrieval_cases import faults, read_cases
    from evals.retrieval_report import report, table

    known = read_cases()
    if wrong := faults(known, corpus()):
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(2)
    told = report(examine_retrieval(known.cases, data_dir=data_dir))
    print(json.dumps({"retrieval": told.model_dump()}) if as_json else table(told))
    raise typer.Exit(1 if told.below else 0)


def main() -> None:
    """Runs a command; bad usage is exit 2."""
    sys.exit(evals(standalone_mode=True))
