"""Documents, every version of them. A version is written once and never changes; what changes is which one is the latest."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.domain.document import Document, DocumentStatus, Variant, WriterName
from app.domain.lang import Lang
from app.errors import StoreError
from app.storage.document_life import DocumentLife
from app.storage.faults import reading_row
from app.storage.rows import body_json, changed
from app.storage.tables import DOCUMENTS


class DocumentLine(Value):
    """A document as a list shows it, without its body; `version` is the latest."""

    id: str
    mandate_id: str
    kind: str
    lang: Lang
    variant: Variant
    version: int
    status: DocumentStatus
    writer: WriterName
    created_at: AwareDatetime


class Documents:
    """One owner's documents at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, document: Document, *, owner_id: str) -> None:
        """Keeps a version: 1 for a new document, else the one after the latest. Its mandate must be this owner's.

        An id or mandate of somebody else ends the transaction with `store.conflict`, as does a mandate that is not there.

        Raises: StoreError `store.version` when the version does not follow the owner's latest; `store.value`.
        """
        latest = self._session.scalar(select(func.max(DOCUMENTS.c.version)).where(*_mine(document.id, owner_id)))
        expected = (latest or 0) + 1
        if document.version != expected:
            raise StoreError("store.version", where=document.id, version=document.version, expected=expected)
        self._session.execute(
            insert(DOCUMENTS).values(
                id=document.id,
                version=document.version,
                owner_id=owner_id,
                mandate_id=document.mandate_id,
                kind=document.kind,
                lang=document.lang,
                variant=document.variant,
                status=document.status,
                writer=document.writer,
                body_json=body_json(document),
                created_at=document.created_at,
            )
        )

    def get(self, document_id: str, *, owner_id: str, version: int | None = None) -> Document | None:
        """The latest version, or the one asked for; None when this owner has none such.

        Raises: StoreError `store.row` when the stored body is no document that this Puente can read.
        """
        wanted = select(DOCUMENTS.c.id, DOCUMENTS.c.body_json).where(*_mine(document_id, owner_id))
        if version is not None:
            wanted = wanted.where(DOCUMENTS.c.version == version)
        row = self._session.execute(wanted.order_by(DOCUMENTS.c.version.desc()).limit(1)).first()
        if row is None:
            return None
        with reading_row("documents", row.id):
            return Document.model_validate_json(row.body_json)

    def versions(self, document_id: str, *, owner_id: str) -> tuple[int, ...]:
        """The version numbers, oldest first; empty when this owner has no such document."""
        wanted = select(DOCUMENTS.c.version).where(*_mine(document_id, owner_id)).order_by(DOCUMENTS.c.version)
        return tuple(self._session.scalars(wanted))

    def lines(self, *, owner_id: str, mandate_id: str | None = None) -> tuple[DocumentLine, ...]:
        """The latest version of each of the owner's documents, newest first; with `mandate_id` only that mandate's."""
        latest = select(DOCUMENTS.c.id, func.max(DOCUMENTS.c.version).label("version")).where(DOCUMENTS.c.owner_id == owner_id)
        if mandate_id is not None:
            latest = latest.where(DOCUMENTS.c.mandate_id == mandate_id)
        top = latest.group_by(DOCUMENTS.c.id).subquery()
        columns = [DOCUMENTS.c[name] for name in DocumentLine.model_fields]
        wanted = (
            select(*columns)
            .join(top, (top.c.id == DOCUMENTS.c.id) & (top.c.version == DOCUMENTS.c.version))
            .where(DOCUMENTS.c.owner_id == owner_id)
            .order_by(DOCUMENTS.c.created_at.desc(), DOCUMENTS.c.id)
        )
        return tuple(_line(row) for row in self._session.execute(wanted))

    def remove(self, document_id: str, *, owner_id: str) -> int:
        """Erases every version, with its events and proposals, and says how many there were; 0 when this owner has none."""
        DocumentLife(self._session).remove(document_id, owner_id=owner_id)
        return changed(self._session, delete(DOCUMENTS).where(*_mine(document_id, owner_id)))


def _mine(document_id: str, owner_id: str) -> tuple[Any, Any]:
    return DOCUMENTS.c.id == document_id, DOCUMENTS.c.owner_id == owner_id


def _line(row: Row[Any]) -> DocumentLine:
    with reading_row("documents", row.id):
        return DocumentLine(**row._mapping)
