"""The `puente` command and its one door for errors. Knows which commands there are; each lives in a file of its own."""

from __future__ import annotations

import os
import sys

import typer

from app import __version__
from app.cli import (
    backup,
    brief,
    check,
    coach,
    doctor,
    document,
    draft,
    erase,
    evals,
    gaps,
    holds,
    intake,
    library,
    people,
    practice,
    runs,
    scenarios,
    serve,
    users,
    verify,
)
from app.cli.door import door

puente = typer.Typer(
    name="puente",
    help="Documents that hold up on both sides of the US–Mexico border.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@puente.callback()
def _top(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version.")) -> None:
    """Documents that hold up on both sides of the US–Mexico border."""


puente.command("draft")(draft.draft)
puente.command("draft-all")(brief.draft_all)
puente.command("check")(check.check)
puente.command("verify")(verify.verify)
puente.command("gaps")(gaps.gaps)
puente.command("coach")(coach.coach)
puente.command("doctor")(doctor.doctor)
puente.command("serve")(serve.serve)
puente.command("eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})(evals.evals)
puente.command("backup")(backup.backup)
puente.command("restore")(backup.restore)
puente.add_typer(document.document, name="document")
puente.add_typer(intake.intake, name="intake")
puente.add_typer(library.library, name="library")
puente.add_typer(practice.practice, name="practice")
puente.add_typer(runs.runs, name="runs")
puente.add_typer(scenarios.scenarios, name="scenarios")
puente.add_typer(users.user, name="user")
puente.add_typer(people.people, name="people")
puente.add_typer(erase.erase, name="erase")
puente.add_typer(holds.hold, name="hold")


def main() -> None:
    """Runs a command; a user never sees a traceback, and the exit code is that of INTERFACES."""
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(door(puente))
