"""Open points of an intake for those who have to answer them. Keeps nothing."""

from __future__ import annotations

from typing import Literal

from app.catalog.gaps import as_gaps
from app.catalog.intake_reader import read_intake
from app.chains.gap_letters import call_sheet, client_email
from app.chains.kind_facts import facts_of
from app.domain.actor import Actor
from app.domain.document import Gap
from app.domain.lang import Lang
from app.services.house import House

Form = Literal["email", "call-sheet"]


def gaps(house: House, _actor: Actor, data: bytes, *, name: str, lang: Lang) -> tuple[Gap, ...]:
    """Every open point, ranked.

    Raises: BadInput.
    """
    return as_gaps(facts_of(read_intake(data, name=name), house.today()).open_points, lang)


def letter(house: House, _actor: Actor, data: bytes, *, name: str, lang: Lang, form: Form) -> str:
    """The client's e-mail or the kick-off call sheet, as Markdown.

    Raises: BadInput.
    """
    facts = facts_of(read_intake(data, name=name), house.today())
    return client_email(facts, lang) if form == "email" else call_sheet(facts, lang)
