"""`puente people`: who may read or edit a mandate beside its owner."""

from __future__ import annotations

from typing import Annotated, Any

import typer

people = typer.Typer(name="people", help="Who works on a mandate beside its owner.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Mandate = Annotated[str, typer.Argument(metavar="MANDATE", help="The mandate's id.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="An account, as “puente user list” shows it.")]


def _house() -> tuple[Any, Any]:
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR

    return build(), LOCAL_ACTOR


def _tell(found: tuple[Any, ...], *, json: bool) -> None:
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json

    if json:
        print_json({"people": found})
        return
    lang = reader_lang()
    for each in found:
        typer.echo(say(lang, "trust.person", name=each.name, access=say(lang, f"trust.access.{each.access}")))
    if not found:
        typer.echo(say(lang, "trust.no_people"))


@people.command("list")
def list_(mandate: Mandate, json: Json = False) -> None:
    """List who was let into a mandate."""
    from app.services.people import people as who

    _tell(who(*_house(), mandate), json=json)


@people.command("add")
def add(
    mandate: Mandate, name: Name, edit: Annotated[bool, typer.Option("--edit", help="May edit, too.")] = False, json: Json = False
) -> None:
    """Let somebody read a mandate; with --edit also change its documents."""
    from app.services.people import let_in

    _tell(let_in(*_house(), mandate, name, access="edit" if edit else "read"), json=json)


@people.command("remove")
def remove(mandate: Mandate, name: Name, json: Json = False) -> None:
    """Shut somebody out again."""
    from app.services.people import shut_out

    _tell(shut_out(*_house(), mandate, name), json=json)
