"""Who may sign in, with their roles. A user is its own owner. Knows no password and no permission."""

from __future__ import annotations

import json
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from app.domain.actor import UserRole
from app.domain.base import Value
from app.storage.faults import reading_row
from app.storage.rows import changed, to_json
from app.storage.tables import USERS


class User(Value):
    """An account. `name` is what the user types to sign in; it is unique, case counts."""

    id: str
    name: str
    roles: frozenset[UserRole] = frozenset()
    disabled: bool = False
    created_at: AwareDatetime


class Users:
    """The accounts of one instance.

    `named` and `everyone` are the only queries of the store without an owner: signing in comes before there is one, and
    an administrator's list is about all. Services let only those two uses reach them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, user: User) -> None:
        """Keeps a new account; a name or id that is taken ends the transaction with `store.conflict`."""
        self._session.execute(insert(USERS).values(id=user.id, owner_id=user.id, created_at=user.created_at, **_changeable(user)))

    def get(self, user_id: str, *, owner_id: str) -> User | None:
        """The account, for its own user; None for anybody else."""
        row = self._session.execute(select(USERS).where(USERS.c.id == user_id, USERS.c.owner_id == owner_id)).first()
        return _user(row) if row else None

    def named(self, name: str) -> User | None:
        """The account that signs in with this name, disabled ones included; None when there is none."""
        row = self._session.execute(select(USERS).where(USERS.c.name == name)).first()
        return _user(row) if row else None

    def everyone(self) -> tuple[User, ...]:
        """All accounts, by name."""
        return tuple(_user(row) for row in self._session.execute(select(USERS).order_by(USERS.c.name)))

    def update(self, user: User) -> bool:
        """Replaces name, roles and whether it is disabled; False when there is no such account."""
        return changed(self._session, update(USERS).where(USERS.c.id == user.id).values(**_changeable(user))) == 1


def _changeable(user: User) -> dict[str, Any]:
    return {"name": user.name, "roles": to_json(sorted(user.roles)), "disabled": user.disabled}


def _user(row: Row[Any]) -> User:
    with reading_row("users", row.id):
        return User(id=row.id, name=row.name, roles=frozenset(json.loads(row.roles)), disabled=row.disabled, created_at=row.created_at)
