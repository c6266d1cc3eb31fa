"""Mandates with their intake. Knows that an intake is JSON; knows none of its fields."""

from __future__ import annotations

import json
from typing import Any

from pydantic import AwareDatetime, JsonValue
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.faults import reading_row
from app.storage.rows import changed, to_json
from app.storage.tables import MANDATES


class Mandate(Value):
    """A search assignment. `intake` is the intake file as plain JSON, `intake_sha` names that state of it."""

    id: str
    owner_id: str
    title: str
    mandate_type: str | None = None
    intake: dict[str, JsonValue]
    intake_sha: str
    state: str
    created_at: AwareDatetime
    updated_at: AwareDatetime


class Mandates:
    """One owner's mandates at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, mandate: Mandate) -> None:
        """Keeps a new mandate; an id that is taken ends the transaction with `store.conflict`."""
        self._session.execute(
            insert(MANDATES).values(id=mandate.id, owner_id=mandate.owner_id, created_at=mandate.created_at, **_changeable(mandate))
        )

    def get(self, mandate_id: str, *, owner_id: str) -> Mandate | None:
        """The mandate, or None when this owner has none of that id."""
        row = self._session.execute(select(MANDATES).where(MANDATES.c.id == mandate_id, MANDATES.c.owner_id == owner_id)).first()
        return _mandate(row) if row else None

    def every(self, *, owner_id: str, state: str | None = None) -> tuple[Mandate, ...]:
        """The owner's mandates, the one changed last first; with `state` only those."""
        wanted = select(MANDATES).where(MANDATES.c.owner_id == owner_id)
        if state is not None:
            wanted = wanted.where(MANDATES.c.state == state)
        return tuple(_mandate(row) for row in self._session.execute(wanted.order_by(MANDATES.c.updated_at.desc(), MANDATES.c.id)))

    def update(self, mandate: Mandate) -> bool:
        """Replaces all but id, owner and `created_at`; False when its owner has none of that id."""
        mine = (MANDATES.c.id == mandate.id) & (MANDATES.c.owner_id == mandate.owner_id)
        return changed(self._session, update(MANDATES).where(mine).values(**_changeable(mandate))) == 1

    def remove(self, mandate_id: str, *, owner_id: str) -> bool:
        """Erases the mandate with all versions of its documents; False when this owner has none of that id.

        Its uploads must be gone before, files included; otherwise the transaction ends with `store.conflict`.
        """
        mine = (MANDATES.c.id == mandate_id) & (MANDATES.c.owner_id == owner_id)
        return changed(self._session, delete(MANDATES).where(mine)) == 1


def _changeable(mandate: Mandate) -> dict[str, Any]:
    return {
        "title": mandate.title,
        "mandate_type": mandate.mandate_type,
        "intake_json": to_json(mandate.intake),
        "intake_sha": mandate.intake_sha,
        "state": mandate.state,
        "updated_at": mandate.updated_at,
    }


def _mandate(row: Row[Any]) -> Mandate:
    with reading_row("mandates", row.id):
        return Mandate(
            id=row.id,
            owner_id=row.owner_id,
            title=row.title,
            mandate_type=row.mandate_type,
            intake=json.loads(row.intake_json),
            intake_sha=row.intake_sha,
            state=row.state,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
