"""A finished document takes its place in the store: the next version of the one it follows, or a new one."""

from __future__ import annotations

from uuid import uuid4

from app.domain.document import Document
from app.storage.unit_of_work import UnitOfWork


def keep(document: Document, owner_id: str, mandate_id: str, work: UnitOfWork) -> Document:
    """Keeps a document under its mandate; the one of the same kind, language and variant that is there gets a new version."""
    document_id, version = f"doc-{uuid4().hex[:12]}", 1
    for line in work.documents.lines(owner_id=owner_id, mandate_id=mandate_id):
        if (line.kind, line.lang, line.variant) == (document.kind, document.lang, document.variant):
            document_id, version = line.id, line.version + 1
    placed = document.model_copy(update={"id": document_id, "mandate_id": mandate_id, "version": version})
    work.documents.add(placed, owner_id=owner_id)
    return placed
