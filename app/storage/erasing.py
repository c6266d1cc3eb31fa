"""Erases rows for good, in every table that hangs on a mandate, a memo or a user. Reads no content; asks nobody's leave.

Tables are found by their columns, so that a table that comes later is erased too.
"""

from __future__ import annotations

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session

from app.storage.rows import changed
from app.storage.run_tables import RUNS
from app.storage.schema import METADATA
from app.storage.tables import DOCUMENTS, MANDATES, MODEL_CALLS, UPLOADS
from app.storage.tables_trust import LEGAL_HOLDS
from app.storage.uploads import Upload

MEMOS = "practice_attempts"
"""Where memos are kept; absent in an instance that never practised."""
NOBODY = "—"
_STAYS = frozenset({LEGAL_HOLDS.name})


class Erasing:
    """Of all owners: services decide who may ask."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def owner_of_mandate(self, mandate_id: str) -> str | None:
        """Whose mandate this is; None when it is not here."""
        return self._session.scalar(select(MANDATES.c.owner_id).where(MANDATES.c.id == mandate_id))

    def owner_of_memo(self, memo_id: str) -> str | None:
        """Whose memo this is; None when it is not here."""
        table = METADATA.tables.get(MEMOS)
        return None if table is None else self._session.scalar(select(table.c.owner_id).where(table.c.id == memo_id))

    def mandates_of(self, user_id: str) -> frozenset[str]:
        """The ids of a user's mandates."""
        return frozenset(self._session.scalars(select(MANDATES.c.id).where(MANDATES.c.owner_id == user_id)))

    def memos_of(self, user_id: str) -> frozenset[str]:
        """The ids of a user's memos."""
        table = METADATA.tables.get(MEMOS)
        return frozenset() if table is None else frozenset(self._session.scalars(select(table.c.id).where(table.c.owner_id == user_id)))

    def runs(self, *, mandate_id: str | None = None, user_id: str | None = None) -> frozenset[str]:
        """The ids of the runs of a mandate, or of a user: their steps are stored elsewhere."""
        mine = RUNS.c.mandate_id == mandate_id if user_id is None else RUNS.c.owner_id == user_id
        return frozenset(self._session.scalars(select(RUNS.c.id).where(mine)))

    def uploads(self, *, mandate_id: str | None = None, user_id: str | None = None) -> tuple[Upload, ...]:
        """The uploads that go with a mandate, or with a user."""
        mine = UPLOADS.c.mandate_id == mandate_id if user_id is None else UPLOADS.c.owner_id == user_id
        return tuple(Upload(**row._mapping) for row in self._session.execute(select(UPLOADS).where(mine)))

    def mandate(self, mandate_id: str) -> int:
        """Erases a mandate with all that hangs on it, and says how many rows went."""
        documents = tuple(self._session.scalars(select(DOCUMENTS.c.id).where(DOCUMENTS.c.mandate_id == mandate_id).distinct()))
        gone = changed(self._session, delete(MODEL_CALLS).where(MODEL_CALLS.c.document_id.in_(documents)))
        for table in self._from_the_leaves():
            if table is not MANDATES and "mandate_id" in table.c:
                gone += changed(self._session, delete(table).where(table.c.mandate_id == mandate_id))
        return gone + changed(self._session, delete(MANDATES).where(MANDATES.c.id == mandate_id))

    def memo(self, memo_id: str) -> int:
        """Erases a memo with its shares and ledger entries, and says how many rows went."""
        gone = 0
        for table in self._from_the_leaves():
            key = "id" if table.name == MEMOS else "attempt_id"
            if key in table.c and (table.name == MEMOS or key == "attempt_id"):
                gone += changed(self._session, delete(table).where(table.c[key] == memo_id))
        return gone

    def user(self, user_id: str, name: str, name_hash: str) -> int:
        """Erases an account and everything that it owns; where its name stands on what others own, a dash stands afterwards."""
        gone = 0
        for table in self._from_the_leaves():
            mine = [table.c[column] == user_id for column in ("owner_id", "reader_id") if column in table.c]
            mine += [table.c.owner_id == name_hash] if table.name == "failed_sign_ins" else []
            gone += changed(self._session, delete(table).where(or_(*mine)))
            if "by_name" in table.c:
                self._session.execute(update(table).where(table.c.by_name.in_((name, user_id))).values(by_name=NOBODY))
        return gone

    @staticmethod
    def _from_the_leaves() -> list[Table]:
        return [table for table in reversed(METADATA.sorted_tables) if table.name not in _STAYS]
