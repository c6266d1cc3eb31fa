"""Ways in which something is written about who may sign in: passwords, closed accounts, sessions. See write_paths.py."""

from __future__ import annotations

import secrets
from functools import partial

from pwdlib import PasswordHash

from app.domain.actor import LOCAL_ACTOR
from app.services import accounts
from app.services.house import House
from tests.trust.instance import PASSWORD
from tests.trust.struck_values import Before, WritePath


def new_user(house: House) -> str:
    """The name of an account of its own."""
    return accounts.add_user(house, LOCAL_ACTOR, f"w{secrets.token_hex(4)}", PASSWORD, ["consultant"]).name


def _password(house: House, _given: Before) -> str:
    given, name = secrets.token_hex(8), new_user(house)
    accounts.set_password(house, LOCAL_ACTOR, name, given)
    return f"{name} {given}"


def _lets_in(house: House, _given: Before, said: str) -> bool:
    name, given = said.split()
    with house.store().reading() as work:
        user = work.users.named(name)
        kept = work.settings_kv.get(accounts._HASH_KEY, owner_id=user.id) if user else None
    return kept is not None and PasswordHash.recommended().verify(given, kept)


def _disabled(house: House, _given: Before) -> str:
    return accounts.disable(house, LOCAL_ACTOR, new_user(house)).name


def _is_disabled(house: House, _given: Before, said: str) -> bool:
    return next(u for u in accounts.users(house, LOCAL_ACTOR) if u.name == said).disabled


def _session(house: House, _given: Before, *, is_ended: bool) -> str:
    token = accounts.sign_in(house, new_user(house), PASSWORD, "127.0.0.1").token
    if is_ended:
        accounts.sign_out(house, token)
    return token


ACCOUNT_PATHS: dict[str, WritePath] = {
    "a new password": WritePath(_password, _lets_in),
    "a closed account": WritePath(_disabled, _is_disabled),
    "a session": WritePath(partial(_session, is_ended=False), lambda h, _, said: accounts.actor_of(h, said) is not None),
    "an ended session": WritePath(partial(_session, is_ended=True), lambda h, _, said: accounts.actor_of(h, said) is None),
}
