"""Attempts and whom they were shared with. Every query names an owner, except a reader's of what was shared with that very reader."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.coaching import Coaching
from app.domain.practice import Attempt
from app.storage.faults import reading_row
from app.storage.tables_practice import ATTEMPTS, SHARES
from app.storage.rows import body_json, changed


class Attempts:
    """One owner's attempts at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, attempt: Attempt) -> None:
        """Keeps a new attempt; an id that is taken ends the transaction with `store.conflict`."""
        coaching = attempt.coaching
        self._session.execute(
            insert(ATTEMPTS).values(
                id=attempt.id,
                owner_id=attempt.owner_id,
                scenario=coaching.scenario,
                kind=coaching.kind,
                lang=coaching.lang,
                memo_text=coaching.text,
                coaching_json=body_json(coaching),
                overall=coaching.overall,
                accepted_at=attempt.accepted_at,
                created_at=attempt.created_at,
            )
        )

    def get(self, attempt_id: str, *, owner_id: str) -> Attempt | None:
        """The attempt, or None when this owner has none of that id."""
        row = self._session.execute(select(ATTEMPTS).where(*_mine(attempt_id, owner_id))).first()
        return self._attempt(row) if row else None

    def every(self, *, owner_id: str, scenario: str | None = None) -> tuple[Attempt, ...]:
        """The owner's attempts, oldest first; with `scenario` only those that answer it."""
        wanted = select(ATTEMPTS).where(ATTEMPTS.c.owner_id == owner_id)
        if scenario is not None:
            wanted = wanted.where(ATTEMPTS.c.scenario == scenario)
        rows = self._session.execute(wanted.order_by(ATTEMPTS.c.created_at, ATTEMPTS.c.id)).all()
        return tuple(self._attempt(row) for row in rows)

    def accept(self, attempt_id: str, *, owner_id: str, at: AwareDatetime) -> bool:
        """Dates the moment at which the writer accepted the memo; False when this owner has none of that id."""
        return changed(self._session, update(ATTEMPTS).where(*_mine(attempt_id, owner_id)).values(accepted_at=at)) == 1

    def remove(self, attempt_id: str, *, owner_id: str) -> bool:
        """Erases the attempt with its shares and ledger entries; False when this owner has none of that id."""
        return changed(self._session, delete(ATTEMPTS).where(*_mine(attempt_id, owner_id))) == 1

    def share(self, attempt_id: str, *, owner_id: str, reader_id: str, at: AwareDatetime) -> bool:
        """Lets one reader see an attempt; twice changes nothing. False when this owner has none of that id."""
        if self._session.scalar(select(ATTEMPTS.c.id).where(*_mine(attempt_id, owner_id))) is None:
            return False
        self.unshare(attempt_id, owner_id=owner_id, reader_id=reader_id)
        self._session.execute(insert(SHARES).values(attempt_id=attempt_id, owner_id=owner_id, reader_id=reader_id, created_at=at))
        return True

    def unshare(self, attempt_id: str, *, owner_id: str, reader_id: str) -> bool:
        """Takes a share back; False when there was none."""
        given = (SHARES.c.attempt_id == attempt_id) & (SHARES.c.owner_id == owner_id) & (SHARES.c.reader_id == reader_id)
        return changed(self._session, delete(SHARES).where(given)) == 1

    def shared_with(self, *, owner_id: str) -> tuple[Attempt, ...]:
        """What others shared with this user, oldest first: the one query whose user is not the owner of the rows."""
        wanted = select(ATTEMPTS).join(SHARES, SHARES.c.attempt_id == ATTEMPTS.c.id).where(SHARES.c.reader_id == owner_id)
        rows = self._session.execute(wanted.order_by(ATTEMPTS.c.created_at, ATTEMPTS.c.id)).all()
        return tuple(self._attempt(row) for row in rows)

    def _attempt(self, row: Row[Any]) -> Attempt:
        readers = self._session.scalars(select(SHARES.c.reader_id).where(SHARES.c.attempt_id == row.id).order_by(SHARES.c.reader_id))
        with reading_row("practice_attempts", row.id):
            return Attempt(
                id=row.id,
                owner_id=row.owner_id,
                coaching=Coaching.model_validate_json(row.coaching_json),
                created_at=row.created_at,
                accepted_at=row.accepted_at,
                shared_with=tuple(readers),
            )


def _mine(attempt_id: str, owner_id: str) -> tuple[Any, Any]:
    return ATTEMPTS.c.id == attempt_id, ATTEMPTS.c.owner_id == owner_id
