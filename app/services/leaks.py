"""Nothing leaves the house that a variant must not show: the last look, into the bytes of the file itself. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePath

from app.catalog.intake_reader import build_intake
from app.catalog.yaml_lines import read_bytes
from app.checks.leak import NAME, secrets_for
from app.checks.secrets import spotted
from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.intake import Intake
from app.errors import BadInput
from app.services.house import House

MAX_BYTES = 50_000_000
MOST_TOLD = 5
Guard = Callable[[Document], Intake | None]
"""Finds the intake that a document's secrets come from; None where there is none."""


def guard(house: House, actor: Actor) -> Guard:
    """The intakes of the actor's own mandates, by document."""

    def intake_of(document: Document) -> Intake | None:
        if document.variant == "internal":
            return None
        with house.store().reading() as work:
            found = work.mandates.get(document.mandate_id, owner_id=actor.user_id)
        return None if found is None else intake_from(found.intake)

    return intake_of


def intake_from(raw: object, *, name: str = "intake.json") -> Intake:
    """A normalised intake as a document or mandate carries it.

    Raises: BadInput.
    """
    data = json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return build_intake(read_bytes(data, name=name, limit=MAX_BYTES), name=name)


def refuse_leaks(document: Document, intake: Intake | None, name: str, data: bytes) -> None:
    """Lets a file pass in which nothing was found; the internal variant always does. The file's own name is looked at too.

    Raises: BadInput `export.leaks` naming the file's parts and the answers, never their words.
    """
    if document.variant == "internal":
        return
    told = [f.statement_id or f.section or "—" for f in document.blocking() if f.check == NAME]
    if intake is not None:
        from app.ingest.every_text import every_text

        secrets = secrets_for(document.variant, document.kind, intake)
        parts = [(PurePath(name).name, PurePath(name).stem), *(every_text(data, PurePath(name).suffix) if secrets else ())]
        told += [f"{place}: {found.secret.path}" for place, text in parts for found in spotted(text, secrets)]
    if told:
        shown = "; ".join(dict.fromkeys(told[:MOST_TOLD]))
        raise BadInput("export.leaks", where=PurePath(name).suffix, variant=document.variant, places=shown)
