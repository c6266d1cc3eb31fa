"""`puente gaps`: what is open, as a register, an e-mail or a call sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def gaps(
    intake: Annotated[str, typer.Argument(metavar="INTAKE.(yaml|json)", help="The intake; - reads standard input.")],
    kind: Annotated[str, typer.Option(help="The kind of document that they are open for.")] = "mandate-brief",
    form: Annotated[str, typer.Option("--as", help="register, email or call-sheet.")] = "register",
    lang: Annotated[str | None, typer.Option(help="en or es.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the register as JSON.")] = False,
) -> None:
    """Show what is open in an intake and who answers it."""
    from app.bootstrap import build
    from app.cli.choices import chosen
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.services import gaps as service
    from app.storage.atomic_files import write_whole

    house = build()
    shown: Any = chosen(form, ("register", "email", "call-sheet"), "--as")
    wanted: Any = chosen(lang, ("en", "es"), "--lang", "setting.lang") if lang else house.lang
    data, name = read_named(intake)
    found = service.gaps(house, LOCAL_ACTOR, data, name=name, lang=wanted, kind=kind)
    if json:
        print_json({"gaps": list(found)})
        return
    if shown == "register":
        text = "".join(f"{g.rank:3}  {g.path}\n     {g.question} → {g.ask} ({g.needed_for})\n" for g in found)
    else:
        text = service.letter(house, LOCAL_ACTOR, data, name=name, lang=wanted, form=shown, kind=kind)
    if output:
        write_whole(output, text.encode("utf-8"))
    else:
        typer.echo(text, nl=False)
