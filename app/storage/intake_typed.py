"""Answers that were typed and cannot be read yet, one owner's at a time: kept word by word until they can. Knows rows; knows no field."""

from __future__ import annotations

from pydantic import AwareDatetime
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.rows import changed
from app.storage.tables_intake import INTAKE_TYPED


class Typed(Value):
    """What stands in a box: its words, the status that was chosen, and the source that was named."""

    mandate_id: str
    path: str
    owner_id: str
    text: str
    status: str
    source: str
    created_at: AwareDatetime


class IntakeTyped:
    """Typed answers of one owner's mandates."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, typed: Typed) -> None:
        """Keeps an answer in the place of what was typed there before; a mandate of somebody else ends in `store.conflict`."""
        self.remove(typed.mandate_id, typed.path, owner_id=typed.owner_id)
        self._session.execute(insert(INTAKE_TYPED).values(**typed.model_dump()))

    def remove(self, mandate_id: str, path: str, *, owner_id: str) -> bool:
        """Forgets what was typed at a path; False when nothing was."""
        table = INTAKE_TYPED.c
        mine = (table.mandate_id == mandate_id) & (table.path == path) & (table.owner_id == owner_id)
        return changed(self._session, delete(INTAKE_TYPED).where(mine)) == 1

    def every(self, mandate_id: str, *, owner_id: str) -> dict[str, Typed]:
        """What is typed in a mandate's intake, by path; empty when all of it could be read."""
        columns = [INTAKE_TYPED.c[name] for name in Typed.model_fields]
        wanted = select(*columns).where(INTAKE_TYPED.c.mandate_id == mandate_id, INTAKE_TYPED.c.owner_id == owner_id)
        return {row.path: Typed(**row._mapping) for row in self._session.execute(wanted.order_by(INTAKE_TYPED.c.path))}
