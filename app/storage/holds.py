"""Legal holds: what must not be erased, who said so and why. A hold is lifted, never deleted. Gives no right to read."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.rows import changed
from app.storage.tables_trust import LEGAL_HOLDS

Kind = Literal["mandate", "user", "memo"]


class Hold(Value):
    """A hold on a mandate, a user with all that is his, or a memo. `by_name` is the person who answers for it."""

    id: str
    owner_id: str
    kind: Kind
    subject_id: str
    by_name: str
    reason: str
    lifted_by: str | None = None
    lifted_at: AwareDatetime | None = None
    created_at: AwareDatetime


class Holds:
    """Every hold of the instance: they bind all its users."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, hold: Hold) -> None:
        """Keeps a hold."""
        self._session.execute(insert(LEGAL_HOLDS).values(**hold.model_dump()))

    def every(self) -> tuple[Hold, ...]:
        """All holds, lifted ones too, oldest first."""
        columns = [LEGAL_HOLDS.c[name] for name in Hold.model_fields]
        rows = self._session.execute(select(*columns).order_by(LEGAL_HOLDS.c.created_at, LEGAL_HOLDS.c.id))
        return tuple(Hold(**row._mapping) for row in rows)

    def standing(self, kind: Kind, subject_ids: frozenset[str]) -> Hold | None:
        """A hold that stands on one of these, or None."""
        return next((h for h in self.every() if h.lifted_at is None and h.kind == kind and h.subject_id in subject_ids), None)

    def lift(self, hold_id: str, by_name: str, *, at: datetime) -> bool:
        """Lifts a hold; False when there is none such that stands."""
        mine = (LEGAL_HOLDS.c.id == hold_id) & LEGAL_HOLDS.c.lifted_at.is_(None)
        return changed(self._session, update(LEGAL_HOLDS).where(mine).values(lifted_by=by_name, lifted_at=at)) == 1
