"""`puente scenarios`: what there is to practise on, and one scenario with its fact sheet."""

from __future__ import annotations

from typing import Annotated, Any

import typer

scenarios = typer.Typer(name="scenarios", help="Scenarios for practising memos.", invoke_without_command=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[str | None, typer.Option(help="en or es.")]


@scenarios.callback()
def list_(context: typer.Context, lang: Lang = None, json: Json = False) -> None:
    """List the scenarios."""
    if context.invoked_subcommand is not None:
        context.obj = (lang, json)
        return
    from app.bootstrap import build
    from app.cli.printing import print_json, remark
    from app.domain.actor import LOCAL_ACTOR
    from app.services import scenarios as service

    wanted = _lang(lang)
    found = service.listed(build(), LOCAL_ACTOR, lang=wanted)
    notices = service.notices(wanted)
    if json:
        print_json({"scenarios": list(found), "notices": list(notices)})
        return
    for each in found:
        typer.echo(f"{each.id}  {each.title}\n        {each.kind_name} · {each.audience_name} · {' '.join(each.dimensions)}")
    for notice in notices:
        remark(notice.message)


@scenarios.command("show")
def show(
    context: typer.Context,
    scenario_id: Annotated[str, typer.Argument(metavar="ID", help="Such as SN-004.")],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show a scenario: situation, fact sheet, what is not known, the tempting softening, a director's questions."""
    from app.bootstrap import build
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import scenarios as service

    outer_lang, outer_json = context.obj or (None, False)
    sheet = service.sheet(build(), LOCAL_ACTOR, scenario_id, lang=_lang(lang or outer_lang))
    if json or outer_json:
        print_json(sheet)
    else:
        typer.echo(service.as_text(sheet), nl=False)


def _lang(said: str | None) -> Any:
    """The language asked for, else PUENTE_LANG.

    Raises: BadSetting.
    """
    from app.cli.choices import chosen
    from app.settings import load_settings

    return chosen(said, ("en", "es"), "--lang", "setting.lang") if said else load_settings().lang
