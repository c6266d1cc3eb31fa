"""`puente backup FILE` and `puente restore FILE`: the data folder as one archive, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="The archive (.zip).")]


def backup(file: File, json: Json = False) -> None:
    """Write the database and the uploads into one archive; Puente may be running."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.keeping import backup as keep

    manifest = keep(build(), LOCAL_ACTOR, Path(file))
    if json:
        print_json(manifest)
    else:
        typer.echo(say(reader_lang(), "account.backed_up", file=file, files=len(manifest.files), revision=manifest.revision))


def restore(file: File, json: Json = False) -> None:
    """Put an archive in the place of what is here; that is kept beside it."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services.keeping import restore as put_back

    done = put_back(build(), LOCAL_ACTOR, Path(file))
    if json:
        print_json(done)
    else:
        typer.echo(say(reader_lang(), "account.restored", file=file, files=done.files, replaced=done.replaced or "—"))
