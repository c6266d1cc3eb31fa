"""`puente doctor`: what is wrong here, and the mend."""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Look at settings, folders, database, index and library. Exit 2 when something is bad."""
    from app.bootstrap import build
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.doctor import examine

    points = examine(build(), LOCAL_ACTOR)
    is_bad = any(p.state == "bad" for p in points)
    if json:
        print_json({"ok": not is_bad, "points": list(points)})
    else:
        for point in points:
            typer.echo(f"{point.state:4} {point.name}: {point.message}")
    raise typer.Exit(2 if is_bad else 0)
