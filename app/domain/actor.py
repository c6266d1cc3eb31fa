"""Who asks. Every service call has one; every row has an owner."""

from __future__ import annotations

from typing import Literal

from app.domain.base import Value

UserRole = Literal["consultant", "executive", "evaluator", "admin"]


class Actor(Value):
    """A user and the roles that this user holds."""

    user_id: str
    roles: frozenset[UserRole] = frozenset()

    def may(self, role: UserRole) -> bool:
        """True when the actor holds the role."""
        return role in self.roles


LOCAL_ACTOR = Actor(user_id="local", roles=frozenset({"consultant", "executive", "evaluator", "admin"}))
"""The single user of an instance that listens on loopback only (PUENTE_AUTH=local)."""
