"""Who is signed in: sessions that expire and can be revoked, and failed tries for the limit. Knows no password and no cookie."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session as Connection

from app.domain.base import Value
from app.storage.rows import changed
from app.storage.tables_accounts import FAILED_SIGN_INS, SESSIONS


class Session(Value):
    """One sign-in. `id` is the hash of the token that the browser keeps."""

    id: str
    owner_id: str
    created_at: AwareDatetime
    seen_at: AwareDatetime
    expires_at: AwareDatetime


class Sessions:
    """The sessions of one instance. A token is the key, so `get` asks for no owner: having it is being signed in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        """Keeps a new session."""
        self._connection.execute(insert(SESSIONS).values(**session.model_dump()))

    def get(self, session_id: str, *, at: datetime) -> Session | None:
        """The session, unless it has expired by `at`."""
        wanted = select(SESSIONS).where(SESSIONS.c.id == session_id, SESSIONS.c.expires_at > at)
        row = self._connection.execute(wanted).first()
        return Session(**row._mapping) if row else None

    def touch(self, session_id: str, *, at: datetime, until: datetime) -> None:
        """Notes that a session was used, and lets it live on until `until`."""
        self._connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(seen_at=at, expires_at=until))

    def remove(self, session_id: str) -> bool:
        """Ends one session; False when there is none."""
        return changed(self._connection, delete(SESSIONS).where(SESSIONS.c.id == session_id)) == 1

    def remove_all(self, *, owner_id: str) -> int:
        """Ends every session of a user."""
        return changed(self._connection, delete(SESSIONS).where(SESSIONS.c.owner_id == owner_id))

    def forget_old(self, *, at: datetime) -> None:
        """Removes what has expired."""
        self._connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at <= at))

    def failed(self, name_hash: str, address: str, *, at: datetime) -> None:
        """Notes a failed try."""
        self._connection.execute(insert(FAILED_SIGN_INS).values(owner_id=name_hash, address=address, created_at=at))

    def failures(self, *, since: datetime, name_hash: str | None = None, address: str | None = None) -> int:
        """How many tries failed since a moment, for a name or from an address."""
        wanted: Any = FAILED_SIGN_INS.c.created_at > since
        if name_hash is not None:
            wanted &= FAILED_SIGN_INS.c.owner_id == name_hash
        if address is not None:
            wanted &= FAILED_SIGN_INS.c.address == address
        return self._connection.scalar(select(func.count()).select_from(FAILED_SIGN_INS).where(wanted)) or 0

    def forget_failures(self, *, before: datetime, name_hash: str | None = None) -> None:
        """Removes tries older than a moment; with a name, all of that name's."""
        wanted: Any = FAILED_SIGN_INS.c.created_at <= before
        if name_hash is not None:
            wanted |= FAILED_SIGN_INS.c.owner_id == name_hash
        self._connection.execute(delete(FAILED_SIGN_INS).where(wanted))
