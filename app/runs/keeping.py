"""How runs write to the store: one at a time in a process, patiently; and how a finished document takes its place there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from app.domain.document import Document
from app.errors import StoreError
from app.storage.engine import Store
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
LOCKED = "store.locked"
TRIES = 12
"""Each waits as long as the store does: what was paid for is not lost to a busy disk."""
_writing = threading.Lock()


def written(store: Store, change: Callable[[UnitOfWork], T]) -> T:
    """What a transaction gives. Threads of a process take turns: SQLite has one writer, and a crowd that waits for it starves.

    Raises: StoreError; `store.locked` only when another process does not let go for minutes.
    """
    for _ in range(TRIES - 1):
        try:
            with _writing, store.transaction() as work:
                return change(work)
        except StoreError as error:
            if error.key != LOCKED:
                raise
    with _writing, store.transaction() as work:
        return change(work)


def keep(document: Document, owner_id: str, mandate_id: str, work: UnitOfWork) -> Document:
    """Keeps a document under its mandate; the one of the same kind, language and variant that is there gets a new version."""
    document_id, version = f"doc-{uuid4().hex[:12]}", 1
    for line in work.documents.lines(owner_id=owner_id, mandate_id=mandate_id):
        if (line.kind, line.lang, line.variant) == (document.kind, document.lang, document.variant):
            document_id, version = line.id, line.version + 1
    placed = document.model_copy(update={"id": document_id, "mandate_id": mandate_id, "version": version})
    work.documents.add(placed, owner_id=owner_id)
    return placed
