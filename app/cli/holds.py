"""`puente hold`: legal holds, put and lifted by a named person."""

from __future__ import annotations

from typing import Annotated, Any

import typer

hold = typer.Typer(name="hold", help="Legal holds: what must not be erased.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="The person who answers for it.")]


def _house() -> tuple[Any, Any]:
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR

    return build(), LOCAL_ACTOR


def _tell(found: tuple[Any, ...], *, json: bool) -> None:
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json

    if json:
        print_json({"holds": found})
        return
    lang = reader_lang()
    for each in found:
        known = {"id": each.id, "kind": each.kind, "subject": each.subject_id, "by": each.by_name, "reason": each.reason}
        if each.lifted_at is None:
            typer.echo(say(lang, "trust.hold", date=each.created_at.date(), **known))
        else:
            until = {"lifted": each.lifted_by, "until": each.lifted_at.date()}
            typer.echo(say(lang, "trust.hold_lifted", date=each.created_at.date(), **known, **until))
    if not found:
        typer.echo(say(lang, "trust.no_holds"))


@hold.command("add")
def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="mandate, memo or user.")],
    subject: Annotated[str, typer.Argument(metavar="ID", help="The mandate's or memo's id, or the user's name.")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Why it must be kept.")],
    json: Json = False,
) -> None:
    """Hold a mandate, a memo, or a user with all that is his."""
    from app.cli.choices import chosen
    from app.services import holds

    wanted: Any = chosen(kind, ("mandate", "memo", "user"), "KIND", "setting.value")
    house, actor = _house()
    _tell((holds.add(house, actor, wanted, subject, by=by, reason=reason),), json=json)


@hold.command("list")
def list_(json: Json = False) -> None:
    """List every hold, lifted ones too."""
    from app.services import holds

    _tell(holds.every(*_house()), json=json)


@hold.command("lift")
def lift(hold_id: Annotated[str, typer.Argument(metavar="HOLD")], by: By, json: Json = False) -> None:
    """Lift a hold; it stays on record."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.services import holds

    house, actor = _house()
    holds.lift(house, actor, hold_id, by=by)
    if json:
        print_json({"lifted": hold_id})
    else:
        typer.echo(say(reader_lang(), "trust.lifted", id=hold_id))
