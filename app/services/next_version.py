"""The next version of a document: checked again and kept, with what happened. Knows no kind of change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.catalog.corpus import corpus
from app.chains.checked_document import outside
from app.chains.kind_facts import facts_of
from app.checks.given import Given
from app.checks.registry import run_checks, with_findings
from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.facts import Facts
from app.domain.guidance import Sentence
from app.errors import UnknownId
from app.services.house import House
from app.services.leaks import intake_from
from app.services.people import standing_in
from app.services.upload_sentences import is_upload, visible
from app.storage.document_life import event_about
from app.storage.unit_of_work import UnitOfWork

REMARKS = ("writer", "closed_list")
"""Findings of the writer itself, which no check can make again."""


def facts_for(house: House, document: Document) -> Facts | None:
    """What the document's own intake says; None for one that carries none."""
    return None if document.intake is None else facts_of(intake_from(document.intake), house.today())


def firm_of(house: House, actor: Actor, document: Document) -> Mapping[str, Sentence]:
    """The sentences of the firm's documents that it may cite; none are read where it cites none."""
    cited = (c.source_id for s in document.sections for st in s.statements() for c in st.citations)
    return visible(house, actor).sentences if any(is_upload(source or "") for source in cited) else {}


def rechecked(house: House, actor: Actor, document: Document) -> Document:
    """The document with what every check finds now; an approved one loses that where something blocks."""
    house.store()  # the library is seen through the reviews that it keeps
    facts = facts_for(house, document)
    guarded = facts.intake if facts else None
    if guarded is None:
        with house.store().reading() as work:
            mandate = work.mandates.get(document.mandate_id, owner_id=actor.user_id)
        guarded = intake_from(mandate.intake) if mandate else None
    found = run_checks(Given(document, corpus(), house.today(), facts, firm_of(house, actor, document), guarded))
    if document.variant != "internal":
        return outside(document, found)
    known = {s.id for section in document.sections for s in section.statements()}
    remarks = tuple(f for f in document.findings if f.check in REMARKS and (f.statement_id is None or f.statement_id in known))
    return with_findings(document, (*remarks, *found))


def keep_next(work: UnitOfWork, actor: Actor, document: Document, now: datetime) -> Document:
    """Keeps the document as the version after its latest.

    Raises: UnknownId for one that is not the actor's.
    """
    versions = work.documents.versions(document.id, owner_id=actor.user_id)
    if not versions:
        raise UnknownId("id.document", where=document.id, name=document.id)
    placed = document.model_copy(update={"version": max(versions) + 1, "created_at": now})
    work.documents.add(placed, owner_id=actor.user_id)
    return placed


def kept(
    house: House,
    actor: Actor,
    document: Document,
    kind: str,
    *,
    section: str | None = None,
    statements: tuple[str, ...] = (),
    by: str = "",
    note: str = "",
) -> Document:
    """The changed document, checked again, as a draft in a new version, with one event a statement (or one in all).

    Raises: UnknownId for one that the actor may not edit.
    """
    by = by or actor.user_id
    with house.store().reading() as work:
        actor = standing_in(work, actor, document.id, edits=True) or actor
    draft = document.model_copy(update={"status": "draft"})
    checked = rechecked(house, actor, draft)
    now = house.now()
    with house.store().transaction() as work:
        placed = keep_next(work, actor, checked, now)
        for statement_id in statements or (None,):
            work.document_life.add_event(
                event_about(placed, kind, owner_id=actor.user_id, by_name=by, at=now, section=section, statement_id=statement_id, note=note)
            )
    return placed
