"""`puente doctor`: what is wrong here, and the mend."""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    probe: Annotated[bool, typer.Option("--probe", help="Also ask the model endpoint; costs a few tokens.")] = False,
) -> None:
    """Look at settings, folders, database, index and library. Exit 2 when something is bad."""
    from app.bootstrap import build, surroundings
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.doctor import examine
    from app.settings import load_settings

    settings = load_settings()
    points = examine(build(settings), LOCAL_ACTOR, surroundings(settings), is_probing=probe)
    is_bad = any(p.state == "bad" for p in points)
    if json:
        print_json({"ok": not is_bad, "points": list(points)})
    else:
        for point in points:
            typer.echo(f"{point.state:4} {point.name}: {point.message}")
    raise typer.Exit(2 if is_bad else 0)
