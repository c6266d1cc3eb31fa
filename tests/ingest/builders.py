"""Uploads for the tests: a text that nothing else in the library resembles, and who finds it."""

from __future__ import annotations

from typing import Any

from app.domain.actor import Actor
from app.services import library
from app.services.house import House
from app.services.upload_reports import Outcome
from app.services.uploads import add
from tests.services.builders import ANA, one

SECRET = "The Zacatecas smelter hired Quetzal Partners as its vanadium broker last spring."
QUERY = "Who is the vanadium broker of the Zacatecas smelter?"


def added(house: House, text: str = SECRET, actor: Actor = ANA, **said: Any) -> Outcome:
    """A text file added by an actor."""
    return add(house, actor, text.encode(), name="Vanadium memo.txt", **said)


def hits(house: House, actor: Actor, query: str = QUERY) -> list[str]:
    """The sources that a search of the actor's finds among uploads."""
    return [h.sentence.source_id for h in library.search(house, actor, query).hits if h.sentence.source_id.startswith("U")]


def mandate_of(house: House, actor: Actor) -> str:
    """The id of a mandate of the actor's."""
    return one(house, actor).mandate_id
