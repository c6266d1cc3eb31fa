"""Proposals for a document, listed and decided one by one: accepted into a new version, or rejected. Knows no file."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.proposals import Proposal
from app.errors import BadInput, PuenteError, UnknownId
from app.services.applying import applied, touched
from app.services.documents import read
from app.services.house import House
from app.services.next_version import kept
from app.services.revisions import latest
from app.services.translating import take
from app.storage.document_life import event_about


def proposals(house: House, actor: Actor, document_id: str, *, every: bool = False) -> tuple[Proposal, ...]:
    """A document's open proposals, or every one, by number.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        found = read(work, actor, document_id)
        all_ = work.document_life.proposals(found.id, owner_id=actor.user_id)
    return all_ if every else tuple(p for p in all_ if p.state == "open")


def reject(house: House, actor: Actor, document_id: str, number: int, *, by: str = "") -> Proposal:
    """Settles a proposal without a change.

    Raises: UnknownId for one that is not open.
    """
    proposal = _open(house, actor, document_id, number)
    settled = proposal.model_copy(update={"state": "rejected", "decided_by": by or actor.user_id})
    _settle(house, actor, latest(house, actor, document_id), settled)
    return settled


def accept(house: House, actor: Actor, document_id: str, number: int, *, by: str = "") -> Document:
    """Makes a proposal true in a new version, checked again; a comment becomes a comment of the document.

    Raises: UnknownId; BadInput where the statement has changed since, the section is locked, or nothing can be accepted.
    """
    proposal = _open(house, actor, document_id, number)
    newest = latest(house, actor, document_id)
    settled = proposal.model_copy(update={"state": "accepted", "decided_by": by or actor.user_id})
    if proposal.kind == "unmatched":
        raise BadInput("input.unmatched", where=str(number))
    if proposal.kind == "comment":
        _settle(house, actor, newest, settled, event="commented")
        return newest
    if proposal.kind == "translation":
        translated = take(house, actor, newest, proposal, by=by)
        _settle(house, actor, translated, settled)
        return translated
    changed = applied(newest, proposal, is_strict=True)
    made = kept(
        house,
        actor,
        changed,
        "accepted",
        section=proposal.section,
        statements=(touched(newest, changed, proposal),),
        by=by,
        note=str(number),
    )
    _settle(house, actor, made, settled)
    return made


def accept_all(house: House, actor: Actor, document_id: str, *, by: str = "") -> tuple[Document, dict[int, PuenteError]]:
    """Accepts every open proposal that can be, in order; the others stay open, each with what stood against it."""
    refused: dict[int, PuenteError] = {}
    for proposal in proposals(house, actor, document_id):
        try:
            accept(house, actor, document_id, proposal.number, by=by)
        except PuenteError as bad:
            refused[proposal.number] = bad
    return latest(house, actor, document_id), refused


def _open(house: House, actor: Actor, document_id: str, number: int) -> Proposal:
    for proposal in proposals(house, actor, document_id):
        if proposal.number == number:
            return proposal
    raise UnknownId("id.proposal", where=document_id, name=number)


def _settle(house: House, actor: Actor, document: Document, proposal: Proposal, *, event: str = "") -> None:
    with house.store().transaction() as work:
        if not work.document_life.settle(proposal, document.id, owner_id=actor.user_id):
            raise UnknownId("id.proposal", where=document.id, name=proposal.number)
        if event:
            note = f"{proposal.author}: {proposal.comment}" if proposal.author else proposal.comment or ""
            made = event_about(document, event, owner_id=actor.user_id, by_name=actor.user_id, at=house.now(), note=note)
            work.document_life.add_event(made.model_copy(update={"section": proposal.section, "statement_id": proposal.statement_id}))
