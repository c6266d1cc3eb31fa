"""`puente runs`: list, show, resume, cancel; and what a draft says of its run while it waits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.services.run_views import RunView

runs = typer.Typer(name="runs", help="Durable runs of drafts by a model.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The run's id.")]


@runs.command("list")
def list_(json: Json = False) -> None:
    """List your runs, newest first."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.runs import every

    found = every(build(), LOCAL_ACTOR)
    if json:
        print_json({"runs": list(found)})
        return
    for run in found:
        typer.echo(line(run))
    if not found:
        typer.echo(say(reader_lang(), "runs.none"))


@runs.command("show")
def show(run_id: Id, json: Json = False) -> None:
    """Show how far a run is, step by step, and what it cost so far."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services import runs as service

    _print(service.show(build(), LOCAL_ACTOR, run_id), json)


@runs.command("cancel")
def cancel(run_id: Id, json: Json = False) -> None:
    """Stop a run before its next step. What it wrote so far is kept, and `resume` goes on from there."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services import runs as service

    house = build()
    try:
        _print(service.cancel(house, LOCAL_ACTOR, run_id), json)
    finally:
        house.runner().close()


@runs.command("resume")
def resume(run_id: Id, json: Json = False) -> None:
    """Go on with a run that was cancelled or failed, and wait for its end. Exit 3 when the endpoint stays out of reach."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services import runs as service
    from app.services.run_views import failure

    house = build()
    try:
        run = service.resume(house, LOCAL_ACTOR, run_id)
    finally:
        house.runner().close()
    if run.state == "failed":
        raise failure(run)
    _print(run, json)


def line(run: RunView) -> str:
    """A run in one line."""
    from app.catalog.text import say
    from app.cli.door import reader_lang

    lang = reader_lang()
    tokens = run.prompt_tokens + run.completion_tokens
    key = "runs.tokens" if run.cost_usd is None else "runs.tokens_cost"
    return say(
        lang,
        "runs.line",
        id=run.id,
        state=say(lang, f"runs.state.{run.state}"),
        kind=run.kind,
        langs="+".join(run.langs),
        done=run.steps_done,
        total=run.steps_total,
        spent=say(lang, key, tokens=f"{tokens:,}", calls=run.calls, cost=run.cost_usd),
        created=f"{run.created_at:%Y-%m-%d %H:%M}",
    )


def tell_estimate(run: RunView) -> None:
    """What the run is expected to cost, and the ceiling it is held to, on standard error."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import remark

    lang, expected = reader_lang(), run.estimate
    ceilings = [f"{expected.budget_tokens:,} tokens"] if expected.budget_tokens is not None else []
    ceilings += [f"USD {expected.budget_usd}"] if expected.budget_usd is not None else []
    cost = say(lang, "runs.no_price") if expected.cost_usd is None else say(lang, "runs.cost", cost=f"{expected.cost_usd:.2f}")
    remark(
        say(
            lang,
            "runs.estimate",
            id=run.id,
            calls=expected.calls,
            prompt=f"{expected.prompt_tokens:,}",
            completion=f"{expected.completion_tokens:,}",
            cost=cost,
            budget=say(lang, "runs.ceiling", ceiling=", ".join(ceilings)) if ceilings else "",
        )
    )
    if expected.budget_usd is not None and expected.cost_usd is None:
        remark(say(lang, "runs.usd_without_price"))
    if run.steps_done or run.state == "running":
        remark(say(lang, "runs.joined"))


def tell_progress(run: RunView) -> None:
    """How far the run is, on a terminal; nothing while it waits."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import remark

    if run.steps_done and sys.stderr.isatty():
        remark(say(reader_lang(), "runs.progress", done=run.steps_done, total=run.steps_total))


def _print(run: RunView, json: bool) -> None:
    from app.catalog.text import error_line, say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.services.run_views import failure

    if json:
        print_json(run)
        return
    lang = reader_lang()
    typer.echo(line(run))
    for step in run.steps:
        outcome = say(lang, "runs.outcome_ok") if step.outcome == "ok" else say(lang, f"runs.reason.{step.outcome}")
        typer.echo(say(lang, "runs.step", lang=step.lang, step=step.step, outcome=outcome))
    for ref in run.documents:
        typer.echo(say(lang, "runs.document", ref=ref))
    if run.state == "failed":
        typer.echo(say(lang, "runs.failed", reason=error_line(lang, failure(run))))
    if run.state in ("failed", "cancelled"):
        typer.echo(say(lang, "runs.resume_hint", id=run.id))
