"""What happened to a document and what was proposed for it, one owner's at a time. Knows rows; knows no rule."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.domain.document import Document
from app.domain.proposals import Proposal
from app.storage.faults import reading_row
from app.storage.rows import body_json, changed
from app.storage.tables_life import DOCUMENT_EVENTS, DOCUMENT_PROPOSALS


class DocumentEvent(Value):
    """One thing that happened: an edit, a lock, an approval, a comment … `version` is the one that came of it, or that it is about."""

    owner_id: str
    mandate_id: str
    document_id: str
    version: int
    kind: str
    section: str | None = None
    statement_id: str | None = None
    by_name: str
    note: str = ""
    created_at: AwareDatetime


def event_about(document: Document, kind: str, *, owner_id: str, by_name: str, at: datetime, **said: str | None) -> DocumentEvent:
    """An event of this version of a document; `said` is section, statement_id or note."""
    about = {"mandate_id": document.mandate_id, "document_id": document.id, "version": document.version, "kind": kind}
    return DocumentEvent.model_validate({**about, "owner_id": owner_id, "by_name": by_name, "created_at": at, **said})


class DocumentLife:
    """Events and proposals of one owner's documents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_event(self, event: DocumentEvent) -> None:
        """Keeps an event."""
        self._session.execute(insert(DOCUMENT_EVENTS).values(**event.model_dump()))

    def events(self, document_id: str, *, owner_id: str) -> tuple[DocumentEvent, ...]:
        """A document's events, oldest first; empty when there are none."""
        columns = [DOCUMENT_EVENTS.c[name] for name in DocumentEvent.model_fields]
        wanted = select(*columns).where(DOCUMENT_EVENTS.c.document_id == document_id, DOCUMENT_EVENTS.c.owner_id == owner_id)
        return tuple(_event(row, document_id) for row in self._session.execute(wanted.order_by(DOCUMENT_EVENTS.c.id)))

    def add_proposal(self, proposal: Proposal, document_id: str, *, owner_id: str, mandate_id: str) -> None:
        """Keeps a proposal; a number that is taken ends the transaction with `store.conflict`."""
        self._session.execute(
            insert(DOCUMENT_PROPOSALS).values(
                document_id=document_id,
                number=proposal.number,
                owner_id=owner_id,
                mandate_id=mandate_id,
                state=proposal.state,
                body_json=body_json(proposal),
                created_at=proposal.made_at,
            )
        )

    def last_number(self, document_id: str, *, owner_id: str) -> int:
        """The number of the document's last proposal; 0 when it has none."""
        table = DOCUMENT_PROPOSALS
        mine = (table.c.document_id == document_id) & (table.c.owner_id == owner_id)
        return self._session.scalar(select(func.max(table.c.number)).where(mine)) or 0

    def proposals(self, document_id: str, *, owner_id: str) -> tuple[Proposal, ...]:
        """A document's proposals by number; empty when there are none."""
        table = DOCUMENT_PROPOSALS
        wanted = select(table.c.body_json).where(table.c.document_id == document_id, table.c.owner_id == owner_id)
        found = []
        for row in self._session.execute(wanted.order_by(table.c.number)):
            with reading_row("document_proposals", document_id):
                found.append(Proposal.model_validate_json(row.body_json))
        return tuple(found)

    def settle(self, proposal: Proposal, document_id: str, *, owner_id: str) -> bool:
        """Replaces an open proposal by its settled self; False when this owner has no such open one."""
        table = DOCUMENT_PROPOSALS
        mine = (table.c.document_id == document_id) & (table.c.owner_id == owner_id) & (table.c.number == proposal.number)
        return (
            changed(
                self._session,
                update(table).where(mine, table.c.state == "open").values(state=proposal.state, body_json=body_json(proposal)),
            )
            == 1
        )

    def remove(self, document_id: str, *, owner_id: str) -> bool:
        """Erases a document's events and proposals; False when this owner has none."""
        tables = (DOCUMENT_EVENTS, DOCUMENT_PROPOSALS)
        gone = [changed(self._session, delete(t).where(t.c.document_id == document_id, t.c.owner_id == owner_id)) for t in tables]
        return sum(gone) > 0


def _event(row: Row[tuple[object, ...]], document_id: str) -> DocumentEvent:
    with reading_row("document_events", document_id):
        return DocumentEvent(**row._mapping)
