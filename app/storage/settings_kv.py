"""Small texts that one user keeps under a key (choices, consent, a password's hash). Knows no key and no meaning."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.storage.rows import changed
from app.storage.tables import SETTINGS_KV


class SettingsKv:
    """One owner's keys at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str, *, owner_id: str) -> str | None:
        """The text under a key, or None."""
        return self._session.scalar(select(SETTINGS_KV.c.value).where(SETTINGS_KV.c.owner_id == owner_id, SETTINGS_KV.c.key == key))

    def every(self, *, owner_id: str) -> dict[str, str]:
        """All of the owner's keys with their texts, by key."""
        wanted = select(SETTINGS_KV.c.key, SETTINGS_KV.c.value).where(SETTINGS_KV.c.owner_id == owner_id)
        return {row.key: row.value for row in self._session.execute(wanted.order_by(SETTINGS_KV.c.key))}

    def put(self, key: str, value: str, *, owner_id: str, at: datetime) -> None:
        """Sets a key; `at` is kept as the moment it was first set."""
        mine = (SETTINGS_KV.c.owner_id == owner_id) & (SETTINGS_KV.c.key == key)
        if not changed(self._session, update(SETTINGS_KV).where(mine).values(value=value)):
            self._session.execute(insert(SETTINGS_KV).values(owner_id=owner_id, key=key, value=value, created_at=at))

    def remove(self, key: str, *, owner_id: str) -> bool:
        """Forgets a key; False when this owner has not set it."""
        mine = (SETTINGS_KV.c.owner_id == owner_id) & (SETTINGS_KV.c.key == key)
        return changed(self._session, delete(SETTINGS_KV).where(mine)) == 1
