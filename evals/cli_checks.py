"""The commands mutate, verify, retrieval, memos and rewordings: checks, support, search, coach examined. Knows printing and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.domain.lang import LANGS, Lang
from evals.doors import guarded
from evals.faults import EvalFault
from evals.mutants import MEASURED, NONE
from evals.mutate import MutateRow, clean_statements, examine_checks
from evals.mutate_baseline import baseline
from evals.remembered import Told, remembered
from evals.values import WriterKind

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Verifier = Annotated[WriterKind, typer.Option("--writer", help="Who verifies after the rules: standin or live. Else the rules alone.")]
Cached = Annotated[bool, typer.Option("--cached", help="Say what was found before, where nothing it depends on has changed.")]


@guarded
def mutate(as_json: AsJson = False, cached: Cached = False, writer: Verifier = "guided") -> int:
    """Plant every fault and every benign edit in good documents.

    Exit 1 when a fault passes, a measured one is caught less often than the baseline says, or something good is blamed.
    With a writer, the faults of meaning are put before the verifier too, and the two columns are printed; they fail nothing.
    """
    if writer != "guided":
        return _verified(writer, as_json)
    text, code = remembered(f"mutate{as_json}", lambda: _mutated(as_json)) if cached else _mutated(as_json)
    print(text)
    return code


def _mutated(as_json: bool) -> Told:
    rows = examine_checks()
    held = baseline()
    wrong = [r for r in rows if _is_wrong(r, held)]
    clean, blamed = clean_statements()
    code = 1 if wrong or blamed else 0
    if as_json:
        told = {"statements": clean, "false_alarms": blamed}
        return json.dumps({"rows": [r.model_dump() for r in rows], "wrong": len(wrong) + blamed, "clean": told}), code
    lines = [f"{'what was planted':34} lang  planted  caught  false alarms"]
    lines += [f"{row.name:34} {row.lang}    {row.planted:7} {row.caught:7} {row.false_alarms:13}" for row in rows]
    open_kinds = sorted({r.name for r in rows if r.check == NONE})
    lines.append(f"{clean} clean statements of guidance, {blamed} blamed")
    lines.append(f"{len(rows)} rows, {len(wrong)} wrong; no check catches yet: {', '.join(open_kinds) or 'nothing'}")
    return "\n".join(lines), code


def _verified(writer: WriterKind, as_json: bool) -> int:
    from evals.mutate_verified import examine_verifier, table
    from evals.writers import verifier

    with verifier(writer) as chat:
        rows, clean = examine_verifier(chat)
    told = {"rows": [r.model_dump() for r in rows], "clean": [c.model_dump() for c in clean]}
    print(json.dumps(told) if as_json else "\n".join(table(rows, clean)))
    return 0


def _is_wrong(row: MutateRow, held: dict[str, int]) -> bool:
    """True when a fault that must be caught was not, a measured one less often than the baseline, or a benign edit was blamed."""
    if row.name in MEASURED:
        return row.caught < held.get(f"{row.name}/{row.lang}", 0)
    return (row.check != NONE and row.caught < row.planted) or row.false_alarms > 0


@guarded
def verify() -> int:
    """Sort the pairs of cases/verify.yaml by the rules of support: agreement in each half and direction of language."""
    from evals.verify import SPLITS, lines

    for split in SPLITS:
        print("\n".join(lines(split)))
    return 0


@guarded
def retrieval(
    as_json: AsJson = False,
    data_dir: Annotated[Path | None, typer.Option(help="Keep the index here; without it the index goes away again.")] = None,
    cached: Cached = False,
) -> int:
    """Ask every query of cases/retrieval.yaml, beside BM25 alone. Exit 1 when a direction is below it, 2 when a case does not hold."""
    text, code = remembered(f"floor{as_json}", lambda: _retrieved(as_json, data_dir)) if cached else _retrieved(as_json, data_dir)
    print(text)
    return code


def _retrieved(as_json: bool, data_dir: Path | None) -> Told:
    from app.catalog.corpus import corpus
    from evals.retrieval import examine_retrieval
    from evals.retrieval_cases import faults, read_cases
    from evals.retrieval_report import report, table
    from evals.search_task import forget_store

    for folder in data_dir.glob("*") if data_dir else ():
        forget_store(folder)
    known = read_cases()
    if wrong := faults(known, corpus()):
        raise EvalFault("\n".join(wrong))
    told = report(examine_retrieval(known.cases, data_dir=data_dir))
    return (json.dumps({"retrieval": told.model_dump()}) if as_json else table(told)), 1 if told.below else 0


@guarded
def memos(
    cases: Annotated[Path | None, typer.Argument(help="The cases; without it, the half on which rules are tuned.")] = None,
    is_told: Annotated[bool, typer.Option("--each", help="Name each memo that fails.")] = False,
) -> int:
    """Coach the labelled memos by the rules: markers, families in order, native beside non-native, stuffed, stops, near misses, traps."""
    from evals.memos import CASES, lines

    print("\n".join(lines(cases or CASES / "memos.yaml", is_told=is_told)))
    return 0


@guarded
def rewordings(
    lang: Annotated[Lang | None, typer.Option(help="One language; without it, both.")] = None,
    every: Annotated[int, typer.Option(min=1, help="Every so many of the direct memos.")] = 3,
    at_once: Annotated[int, typer.Option(min=1, help="Rewordings that are mixed in one memo.")] = 8,
) -> int:
    """Put direct memos in other words that mean the same, one phrase at a time and several at once, and tell whose levels move."""
    from evals.rewordings import lines

    for each in (lang,) if lang else LANGS:
        for line in lines(each, every=every, count=at_once):
            print(line, flush=True)
    return 0
