"""Requests to models, for cost and for tracing a document. Knows no prompt text and no answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.domain.document import ModelCall
from app.storage.faults import reading_row
from app.storage.rows import changed
from app.storage.tables import MODEL_CALLS


class StoredCall(Value):
    """A model call as kept: whose it was, for which document and run (None for coaching and tests of an endpoint), by which prompt."""

    id: str
    owner_id: str
    document_id: str | None = None
    run_id: str | None = None
    prompt_sha: str
    call: ModelCall
    created_at: AwareDatetime


class ModelCalls:
    """One owner's model calls at a time. They outlive their document: what was spent stays spent."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, stored: StoredCall) -> None:
        """Keeps a call; an id that is taken ends the transaction with `store.conflict`."""
        call = stored.call
        self._session.execute(
            insert(MODEL_CALLS).values(
                id=stored.id,
                owner_id=stored.owner_id,
                document_id=stored.document_id,
                run_id=stored.run_id,
                role=call.role,
                prompt_ref=call.prompt_ref,
                prompt_sha=stored.prompt_sha,
                model=call.model,
                prompt_tokens=call.prompt_tokens,
                completion_tokens=call.completion_tokens,
                latency_ms=call.latency_ms,
                cost_usd=None if call.cost_usd is None else str(call.cost_usd),
                outcome=call.outcome,
                created_at=stored.created_at,
            )
        )

    def of_document(self, document_id: str, *, owner_id: str) -> tuple[StoredCall, ...]:
        """The calls made for a document, oldest first; empty when this owner has none."""
        return self._read(_of(owner_id).where(MODEL_CALLS.c.document_id == document_id))

    def of_run(self, run_id: str, *, owner_id: str) -> tuple[StoredCall, ...]:
        """The calls made for a run, oldest first; also those of a run that came to nothing."""
        return self._read(_of(owner_id).where(MODEL_CALLS.c.run_id == run_id))

    def belong(self, id_begins: str, document_id: str, *, owner_id: str) -> int:
        """Ties the calls whose ids begin so to the document that came of them, and says how many there are."""
        mine = (MODEL_CALLS.c.owner_id == owner_id) & MODEL_CALLS.c.id.startswith(id_begins, autoescape=True)
        return changed(self._session, update(MODEL_CALLS).where(mine).values(document_id=document_id))

    def since(self, moment: AwareDatetime, *, owner_id: str) -> tuple[StoredCall, ...]:
        """The owner's calls from this moment on, oldest first."""
        return self._read(_of(owner_id).where(MODEL_CALLS.c.created_at >= moment))

    def _read(self, wanted: Select[Any]) -> tuple[StoredCall, ...]:
        ordered = wanted.order_by(MODEL_CALLS.c.created_at, MODEL_CALLS.c.id)
        return tuple(_stored(row) for row in self._session.execute(ordered))


def _of(owner_id: str) -> Select[Any]:
    return select(MODEL_CALLS).where(MODEL_CALLS.c.owner_id == owner_id)


def _stored(row: Row[Any]) -> StoredCall:
    with reading_row("model_calls", row.id):
        call = ModelCall(
            role=row.role,
            prompt_ref=row.prompt_ref,
            model=row.model,
            prompt_tokens=row.prompt_tokens,
            completion_tokens=row.completion_tokens,
            latency_ms=row.latency_ms,
            cost_usd=None if row.cost_usd is None else Decimal(row.cost_usd),
            outcome=row.outcome,
        )
        return StoredCall(
            id=row.id,
            owner_id=row.owner_id,
            document_id=row.document_id,
            run_id=row.run_id,
            prompt_sha=row.prompt_sha,
            call=call,
            created_at=row.created_at,
        )
