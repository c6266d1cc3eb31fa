"""Accounts and sign-in: users with roles, passwords by argon2, sessions that expire. Knows no cookie and no page.

A sign-in that fails says one thing, whoever it was and whatever was wrong, and takes as long. Tries are limited by name and by address.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import get_args
from uuid import uuid4

from pwdlib import PasswordHash

from app.domain.actor import Actor, UserRole
from app.domain.base import Value
from app.errors import BadInput, NotPermitted, UnknownId
from app.services.house import House
from app.storage.sessions import Session
from app.storage.unit_of_work import UnitOfWork
from app.storage.users import User

ROLES: tuple[UserRole, ...] = get_args(UserRole)
LEAST_PASSWORD, MOST_PASSWORD = 12, 1024
"""Characters. The upper bound keeps a request from costing minutes of hashing."""
IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
"""A session ends after so long without use, and in any case."""
TOUCH_AFTER = timedelta(minutes=5)
WINDOW = timedelta(minutes=15)
MOST_BY_NAME, MOST_BY_ADDRESS = 5, 50
_HASH_KEY = "account.hash"


class SignedIn(Value):
    """A session as it is handed out once: the token is kept nowhere here."""

    token: str
    user: User


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    """What the password of a name that is not here is held against, so that the answer takes as long."""
    return _hasher().hash(secrets.token_hex(16))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _must_be_admin(actor: Actor) -> None:
    if not actor.may("admin"):
        raise NotPermitted("actor.needs_admin")


def add_user(house: House, actor: Actor, name: str, password: str | None, roles: Iterable[str]) -> User:
    """A new account; without a password only a reverse proxy can sign it in. Only for an admin.

    Raises: NotPermitted; BadInput for a name that is taken or empty, a short password, an unknown role.
    """
    _must_be_admin(actor)
    name = name.strip()
    if not name or len(name) > 200 or any(not c.isprintable() for c in name):
        raise BadInput("account.name", where=name or "—")
    wanted = frozenset(roles)
    if not wanted or (unknown := wanted - set(ROLES)):
        raise BadInput("account.role", where=", ".join(sorted(unknown)) if wanted else "—", known=", ".join(ROLES))
    hashed = _new_hash(password) if password is not None else None
    user = User(id=f"user-{uuid4().hex[:12]}", name=name, roles=frozenset(r for r in ROLES if r in wanted), created_at=house.now())
    with house.store().transaction() as work:
        if work.users.named(name):
            raise BadInput("account.taken", where=name)
        work.users.add(user)
        if hashed:
            work.settings_kv.put(_HASH_KEY, hashed, owner_id=user.id, at=house.now())
    return user


def users(house: House, actor: Actor) -> tuple[User, ...]:
    """All accounts by name. Only for an admin.

    Raises: NotPermitted.
    """
    _must_be_admin(actor)
    with house.store().reading() as work:
        return work.users.everyone()


def set_password(house: House, actor: Actor, name: str, password: str) -> User:
    """A new password for an account; every session of it ends. For the user itself or an admin.

    Raises: NotPermitted, UnknownId, BadInput.
    """
    hashed = _new_hash(password)
    with house.store().transaction() as work:
        user = _named(work, actor, name)
        work.settings_kv.put(_HASH_KEY, hashed, owner_id=user.id, at=house.now())
        work.sessions.remove_all(owner_id=user.id)
        work.sessions.forget_failures(before=house.now() - WINDOW, name_hash=_hashed(name))
    return user


def disable(house: House, actor: Actor, name: str, *, is_disabled: bool = True) -> User:
    """Shuts an account out, or lets it in again; every session of it ends. What it owns stays. Only for an admin.

    Raises: NotPermitted, UnknownId; BadInput for the last admin.
    """
    _must_be_admin(actor)
    with house.store().transaction() as work:
        user = _named(work, actor, name)
        others = [u for u in work.users.everyone() if u.id != user.id and "admin" in u.roles and not u.disabled]
        if is_disabled and "admin" in user.roles and not others:
            raise BadInput("account.last_admin", where=name)
        changed = user.model_copy(update={"disabled": is_disabled})
        work.users.update(changed)
        work.sessions.remove_all(owner_id=user.id)
    return changed


def sign_in(house: House, name: str, password: str, address: str) -> SignedIn:
    """A session for the right name and password.

    Raises: NotPermitted `actor.sign_in` whatever was wrong, `actor.too_many` after too many failures in a quarter of an hour.
    """
    now, name_hash = house.now(), _hashed(name.strip())
    with house.store().transaction() as work:
        since = now - WINDOW
        if (
            work.sessions.failures(since=since, name_hash=name_hash) >= MOST_BY_NAME
            or work.sessions.failures(since=since, address=address) >= MOST_BY_ADDRESS
        ):
            raise NotPermitted("actor.too_many", minutes=int(WINDOW.total_seconds() // 60))
        user = work.users.named(name.strip())
        kept = work.settings_kv.get(_HASH_KEY, owner_id=user.id) if user else None
        # Counted before the hash is computed: many tries at once cannot slip under the limit.
        work.sessions.failed(name_hash, address, at=now)
    is_right = len(password) <= MOST_PASSWORD and _hasher().verify(password, kept or _nobodys())
    if user is None or kept is None or user.disabled or not is_right:
        raise NotPermitted("actor.sign_in")
    return _session(house, user, name_hash)


def trusted(house: House, name: str) -> Actor | None:
    """The actor that an authenticating proxy names; None for a name without an account, or one that is shut out."""
    with house.store().reading() as work:
        user = work.users.named(name.strip())
    return None if user is None or user.disabled else Actor(user_id=user.id, roles=user.roles)


def actor_of(house: House, token: str) -> Actor | None:
    """Whose session this is; None when there is none, or it has ended."""
    if not token or len(token) > 200:
        return None
    now, session_id = house.now(), _hashed(token)
    with house.store().reading() as work:
        session = work.sessions.get(session_id, at=now)
        user = work.users.get(session.owner_id, owner_id=session.owner_id) if session else None
    if session is None or user is None or user.disabled:
        return None
    if now - session.seen_at > TOUCH_AFTER:
        with house.store().transaction() as work:
            work.sessions.touch(session_id, at=now, until=min(now + IDLE, session.created_at + LONGEST))
    return Actor(user_id=user.id, roles=user.roles)


def sign_out(house: House, token: str) -> None:
    """Ends a session; nothing happens where there is none."""
    with house.store().transaction() as work:
        work.sessions.remove(_hashed(token))


def has_users(house: House) -> bool:
    """True when somebody could sign in."""
    with house.store().reading() as work:
        return any(not u.disabled for u in work.users.everyone())


def has_admin(house: House) -> bool:
    """True when somebody could sign in who may add users and look after the instance."""
    with house.store().reading() as work:
        return any(not u.disabled and "admin" in u.roles for u in work.users.everyone())


def _session(house: House, user: User, name_hash: str) -> SignedIn:
    token, now = secrets.token_urlsafe(32), house.now()
    with house.store().transaction() as work:
        work.sessions.forget_old(at=now)
        work.sessions.forget_failures(before=now - WINDOW, name_hash=name_hash)
        work.sessions.add(Session(id=_hashed(token), owner_id=user.id, created_at=now, seen_at=now, expires_at=now + IDLE))
    return SignedIn(token=token, user=user)


def _named(work: UnitOfWork, actor: Actor, name: str) -> User:
    user = work.users.named(name.strip())
    if user is None or (user.id != actor.user_id and not actor.may("admin")):
        # Whoever may not change an account does not learn whether it exists.
        raise UnknownId("id.user", name=name)
    return user


def _new_hash(password: str) -> str:
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise BadInput("account.password", least=LEAST_PASSWORD, most=MOST_PASSWORD)
    return _hasher().hash(password)
