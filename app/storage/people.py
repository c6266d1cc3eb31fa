"""Who, beside its owner, may read or edit a mandate. Knows rows; knows no rule."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.rows import changed
from app.storage.tables import DOCUMENTS
from app.storage.tables_trust import MANDATE_PEOPLE

Access = Literal["read", "edit"]


class Share(Value):
    """One person on one mandate."""

    mandate_id: str
    owner_id: str
    reader_id: str
    access: Access


class People:
    """The people of mandates: by their owner, or by the one who was let in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, share: Share, *, at: datetime) -> None:
        """Lets somebody in, or changes what he may; a mandate that is not this owner's ends the transaction with `store.conflict`."""
        table = MANDATE_PEOPLE
        mine = (table.c.mandate_id == share.mandate_id) & (table.c.reader_id == share.reader_id) & (table.c.owner_id == share.owner_id)
        if not changed(self._session, update(table).where(mine).values(access=share.access)):
            self._session.execute(insert(table).values(**share.model_dump(), created_at=at))

    def of_mandate(self, mandate_id: str, *, owner_id: str) -> tuple[Share, ...]:
        """Everybody whom this owner let in."""
        table = MANDATE_PEOPLE
        return self._shares((table.c.mandate_id == mandate_id) & (table.c.owner_id == owner_id))

    def of_reader(self, *, owner_id: str) -> tuple[Share, ...]:
        """Every mandate into which this user was let."""
        return self._shares(MANDATE_PEOPLE.c.reader_id == owner_id)

    def to_document(self, document_id: str, *, owner_id: str) -> Share | None:
        """How this user was let into the mandate of a document; None when he was not."""
        mandate = select(DOCUMENTS.c.mandate_id).where(DOCUMENTS.c.id == document_id)
        found = self._shares((MANDATE_PEOPLE.c.reader_id == owner_id) & MANDATE_PEOPLE.c.mandate_id.in_(mandate))
        return found[0] if found else None

    def remove(self, mandate_id: str, reader_id: str, *, owner_id: str) -> bool:
        """Shuts somebody out; False when this owner had not let him in."""
        table = MANDATE_PEOPLE
        mine = (table.c.mandate_id == mandate_id) & (table.c.reader_id == reader_id) & (table.c.owner_id == owner_id)
        return changed(self._session, delete(table).where(mine)) == 1

    def _shares(self, which: ColumnElement[bool]) -> tuple[Share, ...]:
        table = MANDATE_PEOPLE
        columns = [table.c[name] for name in Share.model_fields]
        rows = self._session.execute(select(*columns).where(which).order_by(table.c.mandate_id, table.c.reader_id))
        return tuple(Share(**row._mapping) for row in rows)
