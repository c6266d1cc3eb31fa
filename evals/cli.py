"""The commands of the examinations: run, mutate and retrieval. Knows printing and exit codes (0 pass, 1 regression, 2 integrity)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.briefs import examine_examples
from evals.mutants import MEASURED, NONE
from evals.mutate import MutateRow, clean_statements, examine_checks
from evals.mutate_baseline import baseline

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
    """Plant every fault and every benign edit in good documents.

    Exit 1 when a fault passes, a measured one is caught less often than the baseline says, or something good is blamed.
    """
    rows = examine_checks()
    held = baseline()
    wrong = [r for r in rows if _is_wrong(r, held)]
    clean, blamed = clean_statements()
    if as_json:
        told = {"statements": clean, "false_alarms": blamed}
        print(json.dumps({"rows": [r.model_dump() for r in rows], "wrong": len(wrong) + blamed, "clean": told}))
    else:
        print(f"{'what was planted':34} lang  planted  caught  false alarms")
        for row in rows:
            print(f"{row.name:34} {row.lang}    {row.planted:7} {row.caught:7} {row.false_alarms:13}")
        open_kinds = sorted({r.name for r in rows if r.check == NONE})
        print(f"{clean} clean statements of guidance, {blamed} blamed")
        print(f"{len(rows)} rows, {len(wrong)} wrong; no check catches yet: {', '.join(open_kinds) or 'nothing'}")
    raise typer.Exit(1 if wrong or blamed else 0)


def _is_wrong(row: MutateRow, held: dict[str, int]) -> bool:
    """True when a fault that must be caught was not, a measured one less often than the baseline, or a benign edit was blamed."""
    if row.name in MEASURED:
        return row.caught < held.get(f"{row.name}/{row.lang}", 0)
    return (row.check != NONE and row.caught < row.planted) or row.false_alarms > 0


@evals.command("verify")
def verify() -> None:
    """Sort the pairs of cases/verify.yaml by the rules of support: agreement in each half and direction of language."""
    from evals.verify import SPLITS, lines

    for split in SPLITS:
        print("\n".join(lines(split)))


@evals.command("memos")
def memos(
    cases: Annotated[Path | None, typer.Argument(help="The cases; without it, the half on which rules are tuned.")] = None,
    is_told: Annotated[bool, typer.Option("--each", help="Name each memo that fails.")] = False,
) -> None:
    """Coach the labelled memos by the rules: markers, families in order, native beside non-native, stuffed, stops, near misses, traps."""
    from evals.memos import CASES, lines

    print("\n".join(lines(cases or CASES / "memos_dev.yaml", is_told=is_told)))


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
