"""The private ledger of commitments and estimates. Every query names an owner; a ledger is never shared."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.practice import LedgerEntry, Outcome
from app.storage.faults import reading_row
from app.storage.tables_practice import LEDGER
from app.storage.rows import changed


class Ledger:
    """One owner's entries at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entry: LedgerEntry) -> None:
        """Keeps an entry; its attempt must be this owner's, or the transaction ends with `store.conflict`."""
        row = entry.model_dump()
        for name in ("low", "high"):
            row[name] = None if row[name] is None else str(row[name])
        self._session.execute(insert(LEDGER).values(**row))

    def get(self, entry_id: str, *, owner_id: str) -> LedgerEntry | None:
        """The entry, or None when this owner has none of that id."""
        row = self._session.execute(select(LEDGER).where(*_mine(entry_id, owner_id))).first()
        return _entry(row) if row else None

    def every(self, *, owner_id: str, attempt_id: str | None = None) -> tuple[LedgerEntry, ...]:
        """The owner's entries: dated ones first, by date; with `attempt_id` only those read from that memo."""
        wanted = select(LEDGER).where(LEDGER.c.owner_id == owner_id)
        if attempt_id is not None:
            wanted = wanted.where(LEDGER.c.attempt_id == attempt_id)
        rows = self._session.execute(wanted.order_by(LEDGER.c.due.is_(None), LEDGER.c.due, LEDGER.c.created_at, LEDGER.c.id))
        return tuple(_entry(row) for row in rows)

    def record(self, entry_id: str, *, owner_id: str, outcome: Outcome, note: str, on: date) -> bool:
        """Writes down what happened, over what was written before; False when this owner has none of that id."""
        said = {"outcome": outcome, "outcome_note": note, "outcome_on": on}
        return changed(self._session, update(LEDGER).where(*_mine(entry_id, owner_id)).values(**said)) == 1

    def remove(self, entry_id: str, *, owner_id: str) -> bool:
        """Erases an entry; False when this owner has none of that id."""
        return changed(self._session, delete(LEDGER).where(*_mine(entry_id, owner_id))) == 1


def _mine(entry_id: str, owner_id: str) -> tuple[Any, Any]:
    return LEDGER.c.id == entry_id, LEDGER.c.owner_id == owner_id


def _entry(row: Row[Any]) -> LedgerEntry:
    with reading_row("practice_ledger", row.id):
        return LedgerEntry(**{name: row._mapping[name] for name in LedgerEntry.model_fields})
