"""Documents that are kept: listed, shown with what happened to them, compared. Every one only to its owner. Changes nothing."""

from __future__ import annotations

import re

from app.catalog.text import say
from app.checks.twins import NAME as DRIFT
from app.checks.twins import drift
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.comparing import Change, compare
from app.domain.document import Document, Finding
from app.domain.proposals import Proposal
from app.errors import UnknownId
from app.services.approving import Approval, approvals_of
from app.services.house import House
from app.services.people import mandates_shared_with, standing_in
from app.storage.document_life import DocumentEvent
from app.storage.documents import DocumentLine
from app.storage.unit_of_work import UnitOfWork

REF = re.compile(r"(doc-[0-9a-z]+)(?:[@.](\d{1,6}))?")
EDITS = ("edited", "accepted", "settled", "regenerated", "restored", "translated")


class Shown(Value):
    """A document with its life: versions, events, approvals, open proposals, its twin, and which statements a twin has outrun."""

    document: Document
    versions: tuple[int, ...]
    events: tuple[DocumentEvent, ...]
    approvals: tuple[Approval, ...]
    proposals: tuple[Proposal, ...]
    twin_id: str | None
    stale: tuple[str, ...]
    """Statements whose twin was changed later than they were."""
    drift: tuple[Finding, ...] = ()
    """What does not agree with the latest version of the twin, stale statements first."""


def documents(house: House, actor: Actor) -> tuple[DocumentLine, ...]:
    """The actor's documents and those of mandates into which he was let, at their latest versions, newest first."""
    with house.store().reading() as work:
        shared = mandates_shared_with(work, actor).items()
        theirs = [line for mandate, owner in shared for line in work.documents.lines(owner_id=owner, mandate_id=mandate)]
        return tuple(sorted((*work.documents.lines(owner_id=actor.user_id), *theirs), key=lambda n: n.created_at, reverse=True))


def document(house: House, actor: Actor, ref: str) -> Document:
    """A document by `ID` (its latest version) or `ID@VERSION`.

    Raises: UnknownId for one that is not the actor's.
    """
    with house.store().reading() as work:
        return read(work, actor, ref)


def read(work: UnitOfWork, actor: Actor, ref: str) -> Document:
    """The same within a transaction.

    Raises: UnknownId.
    """
    named = REF.fullmatch(ref)
    if named:
        version = int(named.group(2)) if named.group(2) else None
        owner = standing_in(work, actor, named.group(1)) or actor
        found = work.documents.get(named.group(1), owner_id=owner.user_id, version=version)
        if found:
            return found
    raise UnknownId("id.document", where=ref, name=ref)


def show(house: House, actor: Actor, ref: str) -> Shown:
    """A document with its life.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        found = read(work, actor, ref)
        actor = standing_in(work, actor, found.id) or actor
        versions = work.documents.versions(found.id, owner_id=actor.user_id)
        events = work.document_life.events(found.id, owner_id=actor.user_id)
        proposals = work.document_life.proposals(found.id, owner_id=actor.user_id)
        twin = twin_of(work, actor, found)
        outrun: tuple[str, ...] = ()
        other: Document | None = None
        if twin:
            other = work.documents.get(twin.id, owner_id=actor.user_id)
            theirs = work.document_life.events(twin.id, owner_id=actor.user_id)
            ids = {s.id for section in found.sections for s in section.statements()}
            outrun = tuple(sorted(i for i in _outrun(events, theirs) if i in ids))
        differs = drift(found, other) if other and found.version == max(versions) else ()
        return Shown(
            document=found,
            versions=versions,
            events=events,
            approvals=approvals_of(found, events),
            proposals=tuple(p for p in proposals if p.state == "open"),
            twin_id=twin.id if twin else None,
            stale=outrun,
            drift=(*_stale(found, outrun), *differs),
        )


def twin_of(work: UnitOfWork, actor: Actor, document: Document) -> DocumentLine | None:
    """The same document in the other language, or None."""
    lines = work.documents.lines(owner_id=actor.user_id, mandate_id=document.mandate_id)
    return next((n for n in lines if n.lang != document.lang and (n.kind, n.variant) == (document.kind, document.variant)), None)


def _outrun(mine: tuple[DocumentEvent, ...], theirs: tuple[DocumentEvent, ...]) -> set[str]:
    """Statements that were changed by hand in the twin and not since in this document; what is settled is settled in both."""

    def last(events: tuple[DocumentEvent, ...]) -> dict[str, int]:
        return {e.statement_id: at for e in events if e.kind in EDITS and e.statement_id for at in (int(e.created_at.timestamp() * 1e6),)}

    own, other = last(mine), last(theirs)
    return {i for i, moment in other.items() if own.get(i, 0) < moment}


def _stale(document: Document, outrun: tuple[str, ...]) -> tuple[Finding, ...]:
    """One warning a statement that the twin has outrun."""
    sections = {s.id: section.id for section in document.sections for s in section.statements()}
    message = say(document.lang, "finding.drift_stale")
    return tuple(Finding(check=DRIFT, severity="warn", section=sections[i], statement_id=i, message=message) for i in outrun)


def diff(house: House, actor: Actor, first: str, second: str) -> tuple[Change, ...]:
    """What differs between two versions, or two documents.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        return compare(read(work, actor, first), read(work, actor, second))
