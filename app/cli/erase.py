"""`puente erase`: a mandate, a memo or a user for good, and old copies. Asks before it does, unless told --yes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

erase = typer.Typer(name="erase", help="Erase for good: a mandate, a memo, a user, old copies.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Id = Annotated[str, typer.Argument(metavar="ID")]


def _done(subject: str, work: Callable[..., Any], *, yes: bool, json: bool) -> None:
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.erasure import WINDOW_DAYS
    from app.services.upload_reports import said

    lang = reader_lang()
    if not yes and not _agrees(say(lang, "trust.really", subject=subject)):
        typer.echo(say(lang, "trust.not_erased"), err=True)
        raise typer.Exit(2)
    found = work(build(), LOCAL_ACTOR, subject)
    messages = [said(lang, remark) for remark in found.remarks]
    if json:
        print_json({"subject": subject, **found.model_dump(mode="json", exclude={"remarks"}), "messages": messages})
        return
    typer.echo(say(lang, "trust.erased", subject=subject, rows=found.rows, files=found.files))
    for message in messages:
        typer.echo(f"      {message}")
    if found.copies:
        typer.echo(say(lang, "trust.copies", days=WINDOW_DAYS))
        for path in found.copies:
            typer.echo(f"      {path}")


def _agrees(question: str) -> bool:
    """True for a yes on the terminal; nobody there has agreed to nothing."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "s", "si", "sí")


@erase.command("mandate")
def mandate(mandate_id: Id, yes: Yes = False, json: Json = False) -> None:
    """Erase a mandate with its documents, runs and papers."""
    from app.services.erasure import erase_mandate

    _done(mandate_id, erase_mandate, yes=yes, json=json)


@erase.command("memo")
def memo(memo_id: Id, yes: Yes = False, json: Json = False) -> None:
    """Erase a practice memo with its coaching, shares and ledger entries."""
    from app.services.erasure import erase_memo

    _done(memo_id, erase_memo, yes=yes, json=json)


@erase.command("user")
def user(name: Annotated[str, typer.Argument(metavar="NAME")], yes: Yes = False, json: Json = False) -> None:
    """Erase an account with everything that it owns."""
    from app.services.erasure import erase_user

    _done(name, erase_user, yes=yes, json=json)


@erase.command("copies")
def copies(
    older_than: Annotated[int, typer.Option("--older-than", min=0, metavar="DAYS", help="Only those older than so many days.")] = 30,
    show: Annotated[bool, typer.Option("--list", help="Only list them.")] = False,
    json: Json = False,
) -> None:
    """Remove old copies of the data that Puente made beside it."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import erasure

    lang, house = reader_lang(), build()
    found = erasure.copies(house, LOCAL_ACTOR) if show else erasure.erase_copies(house, LOCAL_ACTOR, older_than=older_than)
    if json:
        print_json({"copies" if show else "removed": found})
        return
    for each in found:
        typer.echo(say(lang, "trust.copy", path=each.path, days=each.days))
    typer.echo(say(lang, "trust.copies_gone", count=len(found)) if not show else "" if found else say(lang, "trust.no_copies"))
