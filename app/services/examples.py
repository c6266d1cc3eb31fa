"""The example intakes that ship with Puente: their titles and their text. Drafts nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.catalog.files import examples_dir
from app.catalog.intake_reader import read_intake
from app.catalog.mandate_types import mandate_types
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.intake import Intake
from app.domain.lang import Lang, LocalText, both
from app.errors import BadInput, UnknownId

ENDINGS = (".yaml", ".yml", ".json")


class Example(Value):
    """An example as a list shows it: `title` names the post (else the file), `kind` the type of mandate, empty where it is open.

    `answers` counts what is answered; 0 for a file that cannot be read.
    """

    id: str
    file_name: str
    title: LocalText
    kind: LocalText
    answers: int = 0


def examples(_actor: Actor) -> tuple[Example, ...]:
    """Every example in name order; empty when none are installed."""
    return _examples()


def example_text(_actor: Actor, example_id: str) -> str:
    """The text of an example as it stands in its file.

    Raises: UnknownId naming the known ones; BadInput when the file is no UTF-8 text.
    """
    paths = {p.stem: p for p in _paths()}
    if example_id not in paths:
        raise UnknownId("id.example", where=example_id, name=example_id, known=", ".join(paths))
    data = paths[example_id].read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=paths[example_id].name, position=bad.start) from bad


def _paths() -> list[Path]:
    folder = examples_dir()
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS) if folder.is_dir() else []


@cache
def _examples() -> tuple[Example, ...]:
    return tuple(_example(path) for path in _paths())


def _example(path: Path) -> Example:
    named = path.stem.replace("-", " ").capitalize()
    try:
        intake = read_intake(path.read_bytes(), name=path.name)
    except BadInput:
        # A broken file keeps its button: whoever loads it is told the line when drafting.
        return Example(id=path.stem, file_name=path.name, title=both(named, named), kind=LocalText())
    kind = mandate_types().get(intake.mandate_type or "")
    return Example(
        id=path.stem,
        file_name=path.name,
        title=both(_title(intake, "en") or named, _title(intake, "es") or named),
        kind=both(kind.title.en, kind.title.es) if kind else LocalText(),
        answers=sum(not each.is_open for each in intake.fields.values()),
    )


def _title(intake: Intake, lang: Lang) -> str:
    found = [intake.get(path) for path in (f"role.title_{lang}", "role.title_en", "role.title_es", "engagement.client_codename")]
    return next((text.any() for text in found if isinstance(text, LocalText) and text.any()), "")
