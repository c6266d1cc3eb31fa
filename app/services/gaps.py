"""Open points of an intake for those who have to answer them, for one kind of document. Keeps nothing."""

from __future__ import annotations

from typing import Literal

from app.catalog.gaps import as_gaps
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import DocumentKind, document_kind
from app.chains.gap_letters import call_sheet, client_email, kind_call_sheet
from app.chains.kind_facts import facts_of, for_kind
from app.domain.actor import Actor
from app.domain.document import Gap
from app.domain.facts import Facts
from app.domain.lang import Lang
from app.services.house import House

Form = Literal["email", "call-sheet"]
BRIEF = "mandate-brief"


def gaps(house: House, _actor: Actor, data: bytes, *, name: str, lang: Lang, kind: str = BRIEF) -> tuple[Gap, ...]:
    """Every open point of one kind of document, ranked.

    Raises: BadInput; UnknownId for an unknown kind.
    """
    facts, _ = _read(house, data, name, kind)
    return as_gaps(facts.open_points, lang)


def letter(house: House, _actor: Actor, data: bytes, *, name: str, lang: Lang, form: Form, kind: str = BRIEF) -> str:
    """The client's e-mail or a call sheet, as Markdown: the kick-off's for a kind that the mandate's type calibrates, else the kind's own.

    Raises: BadInput; UnknownId for an unknown kind.
    """
    facts, its = _read(house, data, name, kind)
    if form == "email":
        return client_email(facts, lang)
    return call_sheet(facts, lang) if its.calibrated else kind_call_sheet(facts, its, lang)


def _read(house: House, data: bytes, name: str, kind: str) -> tuple[Facts, DocumentKind]:
    its = document_kind(kind)
    return for_kind(facts_of(read_intake(data, name=name), house.today()), its), its
