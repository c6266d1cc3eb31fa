"""What was read from papers for a mandate, one owner's at a time: each reading whole, replaced when a proposal is settled. Knows rows."""

from __future__ import annotations

from pydantic import AwareDatetime
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.domain.papers import PaperReading
from app.storage.faults import reading_row
from app.storage.rows import body_json, changed
from app.storage.tables_papers import PAPER_READINGS


class KeptReading(Value):
    """A reading under its number in the mandate, from 1."""

    mandate_id: str
    number: int
    reading: PaperReading
    created_at: AwareDatetime


class PaperReadings:
    """Readings of one owner's mandates."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, kept: KeptReading, *, owner_id: str) -> None:
        """Keeps a reading; a number that is taken ends the transaction with `store.conflict`."""
        values = {"mandate_id": kept.mandate_id, "number": kept.number, "created_at": kept.created_at}
        self._session.execute(insert(PAPER_READINGS).values(**values, owner_id=owner_id, body_json=body_json(kept.reading)))

    def last_number(self, mandate_id: str, *, owner_id: str) -> int:
        """The number of a mandate's last reading; 0 when it has none."""
        table = PAPER_READINGS.c
        mine = (table.mandate_id == mandate_id) & (table.owner_id == owner_id)
        return self._session.scalar(select(func.max(table.number)).where(mine)) or 0

    def every(self, mandate_id: str, *, owner_id: str) -> tuple[KeptReading, ...]:
        """A mandate's readings, the newest first; empty when there are none."""
        table = PAPER_READINGS.c
        wanted = select(table.number, table.body_json, table.created_at).where(table.mandate_id == mandate_id, table.owner_id == owner_id)
        found = []
        for row in self._session.execute(wanted.order_by(table.number.desc())):
            with reading_row("paper_readings", mandate_id):
                reading = PaperReading.model_validate_json(row.body_json)
                found.append(KeptReading(mandate_id=mandate_id, number=row.number, reading=reading, created_at=row.created_at))
        return tuple(found)

    def replace(self, kept: KeptReading, *, owner_id: str) -> bool:
        """Puts a reading in the place of its former self; False when this owner has none of that number."""
        table = PAPER_READINGS
        mine = (table.c.mandate_id == kept.mandate_id) & (table.c.number == kept.number) & (table.c.owner_id == owner_id)
        return changed(self._session, update(table).where(mine).values(body_json=body_json(kept.reading))) == 1

    def remove(self, mandate_id: str, number: int, *, owner_id: str) -> bool:
        """Forgets a reading with its quotes; False when this owner has none of that number."""
        table = PAPER_READINGS
        mine = (table.c.mandate_id == mandate_id) & (table.c.number == number) & (table.c.owner_id == owner_id)
        return changed(self._session, delete(table).where(mine)) == 1
