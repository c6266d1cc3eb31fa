"""Houses and actors for the tests of the services: real store, real library, a day that stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.bootstrap import build
from app.domain.actor import Actor
from app.domain.document import Document
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from app.settings import Settings
from tests.chains.builders import as_yaml, told

ANA = Actor(user_id="ana", roles=frozenset({"consultant"}))
BERTA = Actor(user_id="berta", roles=frozenset({"consultant"}))


def house(data_dir: Path, **changed: Any) -> House:
    """A house on a data folder, without vectors and without a model unless a test says so."""
    settings = Settings(_env_file=None, data_dir=data_dir, today=date(2026, 11, 21), embeddings="none")
    return replace(build(settings), **changed)


def request(intake: dict[str, Any] | None = None, **asked: Any) -> DraftRequest:
    """What a user asks for; the intake is a small one unless given."""
    data = as_yaml(told() if intake is None else intake)
    return DraftRequest(**{"data": data, "name": "i.yaml", "lang": "en", "writer": "guided", **asked})


def one(of: House, actor: Actor = ANA, **asked: Any) -> Document:
    """The one document of a request."""
    (document,) = draft(of, actor, request(**asked))
    return document


def kept(of: House, actor: Actor) -> tuple[list[str], list[tuple[str, int]]]:
    """The actor's mandates, and documents with their latest version."""
    with of.store().reading() as work:
        mandates = [m.id for m in work.mandates.every(owner_id=actor.user_id)]
        return mandates, sorted((line.id, line.version) for line in work.documents.lines(owner_id=actor.user_id))
