"""The commands calibrate and label. Knows printing and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from evals.doors import guarded
from evals.faults import EvalFault
from evals.judging import JUDGES, insist_on_other_grader, read_rubric, rubrics
from evals.labels import Labelled, adjudicate, ask_rater, between_raters, keep_all, read_labels

Folder = Annotated[Path, typer.Option(hidden=True)]


@guarded
def calibrate(
    rubric: Annotated[list[str] | None, typer.Argument(help="Rubrics; none means all.")] = None,
    writer: Annotated[str, typer.Option(help="none (labels only), standin, or live for the configured grader.")] = "none",
    most: Annotated[int | None, typer.Option(help="At most so many labels.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Write calibration.json.")] = False,
    folder: Folder = JUDGES,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Compare a judge with people, try its canaries and probes. Exit 3 while it is advisory, 0 once it may gate."""
    from evals.calibration import calibrate as examine
    from evals.calibration import write_calibration
    from evals.writers import writers

    if writer not in ("none", "standin", "live"):
        raise EvalFault(f"--writer {writer}: choose none, standin or live")
    made = []
    for name in rubric or rubrics():
        if writer == "none":
            found = examine(name, None, "", folder)
        else:
            with writers("live" if writer == "live" else "standin") as asked:
                model = _grader() if writer == "live" else "puente-standin"
                found = examine(name, asked.chat(1), model, folder, most=most)
        made.append(found)
        if keep:
            write_calibration(found, folder)
    if as_json:
        print(json.dumps({"calibrations": [m.model_dump(mode="json") for m in made]}, ensure_ascii=False))
    for one in made if not as_json else ():
        print(f"{one.rubric}: {one.status}: {one.why} ({one.labels} team labels, prompt {one.prompt_sha})")
        for title, found_by in (("judge against people", one.judge_against_people), ("between raters", one.between_raters)):
            for lang, a in found_by.items():
                kappa = "kappa not defined" if a.qwk is None else f"kappa {a.qwk:.2f}, at least {a.low:.2f}"
                print(f"  {title}, {lang}: {a.n} items, {kappa}")
        if not one.between_raters:
            print("  between raters: one rater so far; a second is needed before agreement can be told")
    return 0 if made and all(m.status == "gates" for m in made) else 3


def _grader() -> str:
    from app.llm.roles import roles_table
    from app.settings import load_settings

    return insist_on_other_grader(roles_table(load_settings().models()))


def _levels(given: str) -> dict[str, int]:
    try:
        told = json.loads(given)
    except json.JSONDecodeError:
        told = None
    if not isinstance(told, dict) or not all(isinstance(level, int) for level in told.values()):
        raise EvalFault('--levels: give a JSON object of items and levels, like {"S-en-01": 2}')
    return told


@guarded
def label(
    rubric: Annotated[str, typer.Argument(help="The rubric.")],
    rater: Annotated[str, typer.Option(help="Who labels; each rater has an order of his own.")] = "",
    settle: Annotated[bool, typer.Option("--adjudicate", help="Settle what two raters saw differently.")] = False,
    given: Annotated[str, typer.Option("--levels", help='Levels given elsewhere, as JSON: {"S-en-01": 2}; asks nothing.')] = "",
    folder: Folder = JUDGES,
) -> int:
    """Label a rubric's items, blinded and shuffled; an empty line stops, and all that was said is kept."""
    if not settle and not rater.strip():
        raise EvalFault("who labels? --rater NAME")
    if given:
        typer.echo(f"{keep_all(rubric, _levels(given), folder, rater=None if settle else rater.strip())} kept")
        return 0
    anchors = read_rubric(rubric, folder).anchors

    def ask(item: Labelled, number: int, count: int) -> int | None:
        typer.echo(f"\n{number} of {count}  [{item.lang}]\n{item.text}")
        if item.evidence:
            typer.echo(f"rests on: {item.evidence}")
        typer.echo("\n".join(f"  {level}  {words}" for level, words in enumerate(anchors)))
        while True:
            said = typer.prompt("level", default="", show_default=False).strip()
            if said == "":
                return None
            if said in ("0", "1", "2", "3"):
                return int(said)
            typer.echo("0, 1, 2 or 3; an empty line stops")

    done = adjudicate(rubric, ask, folder) if settle else ask_rater(rubric, rater.strip(), ask, folder)
    labels = read_labels(rubric, folder)
    differ = sum(i.level is None and len(i.labels) > 1 for i in labels.items)
    typer.echo(f"{done} kept; {sum(i.level is not None for i in labels.items)} of {len(labels.items)} settled, {differ} to adjudicate")
    for lang, a in between_raters(labels).items():
        typer.echo(f"  between raters, {lang}: {a.n} items, " + ("kappa not defined" if a.qwk is None else f"kappa {a.qwk:.2f}"))
    return 0
