"""The commands add-case, import and lint: cases in, and what does not hold. Knows printing and exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.doors import guarded
from evals.faults import EvalFault
from evals.suites import CASES, LEAST, SUITES, read_suite

Dry = Annotated[bool, typer.Option("--dry-run", help="Print the case and keep nothing.")]


@guarded
def add_case(
    document: Annotated[Path, typer.Argument(help="A document as JSON (internal variant).")],
    finding: Annotated[int | None, typer.Option(help="Make a case of this finding, counted from 0.")] = None,
    statement: Annotated[str | None, typer.Option(help="Make a case of an edit of this statement.")] = None,
    edited: Annotated[str | None, typer.Option(help="What the consultant wrote in its place.")] = None,
    term: Annotated[list[str] | None, typer.Option(help="A name to redact beside the confidential ones.")] = None,
    origin: Annotated[str, typer.Option(help="Where this comes from; kept as provenance.")] = "",
    into: Annotated[Path, typer.Option(help="The case file.")] = CASES / "adversarial.yaml",
    dry_run: Dry = False,
) -> int:
    """Turn a finding or an edit into a redacted draft case with its origin."""
    from app.services.checking import read_documents
    from evals.imports import add_to, as_line, case_from_edit, case_from_finding

    if (finding is None) == (statement is None) or (statement is None) != (edited is None):
        raise EvalFault("give either --finding N, or --statement ID with --edited TEXT")
    if not origin.strip():
        raise EvalFault('say where it comes from: --origin "review of 21 November"')
    if not document.exists():
        raise EvalFault(f"{document}: there is no such file")
    made = read_documents(document.read_bytes(), name=document.name)[0]
    terms = tuple(term or ())
    if finding is not None:
        case = case_from_finding(made, finding, origin=origin, terms=terms)
    else:
        case = case_from_edit(made, str(statement), str(edited), origin=origin, terms=terms)
    if not dry_run:
        add_to(into, [case])
    print(as_line(case))
    print(f"{'would be added to' if dry_run else 'added to'} {into.name}: read it, then take the tag draft away", file=sys.stderr)
    return 0


@guarded
def import_cases(
    source: Annotated[Path, typer.Argument(help="A .csv or .jsonl file of cases.")],
    into: Annotated[Path, typer.Option(help="The case file.")],
    dry_run: Dry = False,
) -> int:
    """Take cases from CSV or JSONL into a suite; all of them or none."""
    from evals.imports import add_to, as_line, read_cases

    fresh = read_cases(source)
    if not fresh:
        raise EvalFault(f"{source.name}: no case in it")
    if not dry_run:
        add_to(into, fresh)
    for case in fresh:
        print(as_line(case))
    return 0


@guarded
def lint(drops: Annotated[bool, typer.Option("--drop-orphans", help="Delete recordings that nothing asks for.")] = False) -> int:
    """Hold every case file against its schema and name orphan recordings. Exit 2 when something does not hold."""
    from evals.orphans import orphan_recordings

    wrong = 0
    for suite in SUITES:
        if suite == "memos_heldout":
            continue  # opened by its name only
        try:
            cases = read_suite(suite)
        except EvalFault as fault:
            print(fault)
            wrong += 1
            continue
        few = len(cases) < LEAST.get(suite, 0)
        wrong += few
        clusters = len({c.cluster for c in cases})
        print(f"{suite}: {len(cases)} cases, {clusters} clusters" + (f"; fewer than {LEAST[suite]}" if few else ""))
    orphans = orphan_recordings()
    if drops and orphans:
        from evals.recordings import Recordings

        print(f"{Recordings().drop(orphans)} orphan recordings deleted")
        orphans = ()
    for name in orphans:
        print(f"orphan recording {name}: nothing asks for it any more; delete it: puente eval lint --drop-orphans")
        wrong += 1
    return 2 if wrong else 0
