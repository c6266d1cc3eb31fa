"""`puente draft-all`: every intake of a folder becomes documents in both languages and all formats; what is up to date is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

STAMPS = ".stamps.json"
SUFFIXES = (".docx", ".pdf", ".md", ".json")


def draft_all(
    folder: Annotated[Path, typer.Argument(help="A folder of intakes (.yaml, .json).")],
    out: Annotated[Path, typer.Option(help="Where the files go.")] = Path("out"),
    force: Annotated[bool, typer.Option("--force", help="Write even what is up to date.")] = False,
) -> None:
    """Draft every intake of a folder with the guided writer. Exit 1 when something blocking was found."""
    import json

    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.fingerprints import made_from
    from app.errors import BadInput, StoreError
    from app.storage.atomic_files import write_whole

    intakes = sorted(p for p in folder.glob("*") if p.suffix in (".yaml", ".yml", ".json")) if folder.is_dir() else []
    if not intakes:
        raise BadInput("input.no_intakes", where=str(folder))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise StoreError("store.unwritable", where=str(out)) from bad
    stamps_file = out / STAMPS
    stamps = {} if force else _stamps(stamps_file)
    blocked = False
    for intake in intakes:
        stamp = made_from(intake)
        if stamps.get(intake.name) == stamp and _all_there(out, intake.stem):
            typer.echo(say(reader_lang(), "cli.up_to_date", name=intake.name))
            continue
        is_blocked = _one(intake, out)
        blocked = blocked or is_blocked
        if not is_blocked:
            stamps[intake.name] = stamp
            write_whole(stamps_file, json.dumps(stamps, indent=1).encode())
    raise typer.Exit(1 if blocked else 0)


def _stamps(path: Path) -> dict[str, str]:
    """What was drafted from what; a record that is absent or damaged only means drafting again."""
    import json

    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _all_there(out: Path, stem: str) -> bool:
    return all((out / f"{stem}.{lang}{suffix}").exists() for lang in ("en", "es") for suffix in SUFFIXES)


def _one(intake: Path, out: Path) -> bool:
    from app.bootstrap import build
    from app.cli.draft import tell
    from app.domain.actor import LOCAL_ACTOR
    from app.services.drafting import DraftRequest, draft
    from app.services.exporting import write_outputs

    request = DraftRequest(data=intake.read_bytes(), name=intake.name, lang="both", writer="guided")
    house = build()
    documents = draft(house, LOCAL_ACTOR, request)
    written = write_outputs(documents, tuple(out / f"{intake.stem}{suffix}" for suffix in SUFFIXES), template=house.template)
    typer.echo(intake.name)
    tell(documents, written)
    return any(d.status == "needs_review" for d in documents)
