"""Accounts: who may make them, what a sign-in answers, when a session ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import BadInput, NotPermitted, UnknownId
from app.services import accounts
from app.services.house import House
from tests.passwords import AS_SHIPPED

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOOD = "correct horse battery"
CONSULTANT = Actor(user_id="user-x", roles=frozenset({"consultant"}))


def at(house: House, later: timedelta) -> House:
    """The same house, so much after noon."""
    return replace(house, now=lambda: NOON + later)


def with_ana(house: House) -> House:
    """A house at noon in which Ana has an account."""
    here = at(house, timedelta())
    accounts.add_user(here, LOCAL_ACTOR, "ana", GOOD, ("consultant", "admin"))
    return here


def refusal(work: Callable[[], object]) -> str:
    """The key of the error that refuses."""
    with pytest.raises((NotPermitted, BadInput, UnknownId)) as refused:
        work()
    return refused.value.key


def test_the_right_password_opens_a_session_with_the_users_roles(house: House) -> None:
    here = with_ana(house)
    token = accounts.sign_in(here, "ana", GOOD, "127.0.0.1").token
    actor = accounts.actor_of(here, token)
    assert actor is not None
    assert actor.roles == {"consultant", "admin"}
    assert accounts.actor_of(here, token + "x") is None


def test_a_password_is_kept_as_argon2id_with_all_of_its_work_and_opens_by_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_hasher", AS_SHIPPED)
    here = with_ana(house)
    with here.store().reading() as work:
        user = work.users.named("ana")
        assert user is not None
        kept = work.settings_kv.get(accounts._HASH_KEY, owner_id=user.id) or ""
    found = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$.{20,}", kept)
    assert found is not None, kept.rpartition("$")[0]
    assert (int(found[1]) >= 64 * 1024, int(found[2]) >= 3) == (True, True)
    assert accounts.sign_in(here, "ana", GOOD, "127.0.0.1").token
    assert refusal(lambda: accounts.sign_in(here, "ana", "wrong password", "127.0.0.1")) == "actor.sign_in"


def test_a_wrong_name_a_wrong_password_and_a_shut_account_answer_alike(house: House) -> None:
    here = with_ana(house)
    accounts.add_user(here, LOCAL_ACTOR, "berta", GOOD, ("executive",))
    accounts.disable(here, LOCAL_ACTOR, "berta")
    for name, password in (("nobody", GOOD), ("ana", "wrong password"), ("berta", GOOD), ("", "")):
        assert refusal(lambda n=name, p=password: accounts.sign_in(here, n, p, "127.0.0.1")) == "actor.sign_in"  # type: ignore[misc]


def test_the_sixth_try_in_a_quarter_of_an_hour_is_refused_even_with_the_right_password(house: House) -> None:
    here = with_ana(house)
    for _ in range(accounts.MOST_BY_NAME):
        assert refusal(lambda: accounts.sign_in(here, "ana", "wrong password", "10.0.0.1")) == "actor.sign_in"
    assert refusal(lambda: accounts.sign_in(here, "ana", GOOD, "10.0.0.2")) == "actor.too_many"
    later = at(house, accounts.WINDOW + timedelta(seconds=1))
    assert accounts.sign_in(later, "ana", GOOD, "10.0.0.1").token


def test_a_session_ends_by_idleness_by_age_by_signing_out_and_by_a_new_password(house: House) -> None:
    here = with_ana(house)
    token = accounts.sign_in(here, "ana", GOOD, "a").token
    assert accounts.actor_of(at(house, accounts.IDLE + timedelta(seconds=1)), token) is None
    steps = [timedelta(hours=11 * n) for n in range(1, 16)]
    for step in steps:
        assert accounts.actor_of(at(house, step), token), step
    assert accounts.actor_of(at(house, accounts.LONGEST + timedelta(seconds=1)), token) is None
    other = accounts.sign_in(here, "ana", GOOD, "a").token
    accounts.sign_out(here, other)
    assert accounts.actor_of(here, other) is None
    third = accounts.sign_in(here, "ana", GOOD, "a").token
    accounts.set_password(here, LOCAL_ACTOR, "ana", "another good one")
    assert accounts.actor_of(here, third) is None
    assert refusal(lambda: accounts.sign_in(here, "ana", GOOD, "a")) == "actor.sign_in"


def test_only_an_admin_makes_lists_and_shuts_accounts(house: House) -> None:
    here = with_ana(house)
    assert refusal(lambda: accounts.add_user(here, CONSULTANT, "x", GOOD, ("consultant",))) == "actor.needs_admin"
    assert refusal(lambda: accounts.users(here, CONSULTANT)) == "actor.needs_admin"
    assert refusal(lambda: accounts.disable(here, CONSULTANT, "ana")) == "actor.needs_admin"
    assert refusal(lambda: accounts.set_password(here, CONSULTANT, "ana", GOOD)) == "id.user"


def test_the_last_admin_cannot_be_shut_out(house: House) -> None:
    assert refusal(lambda: accounts.disable(with_ana(house), LOCAL_ACTOR, "ana")) == "account.last_admin"


@pytest.mark.parametrize(("name", "password", "roles", "key"), [
    ("", GOOD, ("admin",), "account.name"),
    ("ana\n", GOOD, ("admin",), "account.taken"),
    ("berta", "short", ("admin",), "account.password"),
    ("berta", "x" * 2000, ("admin",), "account.password"),
    ("berta", GOOD, ("king",), "account.role"),
    ("berta", GOOD, (), "account.role"),
])  # fmt: skip
def test_a_bad_account_is_refused_and_nothing_is_kept(house: House, name: str, password: str, roles: tuple[str, ...], key: str) -> None:
    here = with_ana(house)
    assert refusal(lambda: accounts.add_user(here, LOCAL_ACTOR, name, password, roles)) == key
    assert [u.name for u in accounts.users(here, LOCAL_ACTOR)] == ["ana"]


def test_a_proxy_names_only_accounts_that_are_here_and_open(house: House) -> None:
    here = with_ana(house)
    assert accounts.trusted(here, "ana") is not None
    assert accounts.trusted(here, "nobody") is None


def test_neither_password_nor_token_is_in_the_database(house: House) -> None:
    here = with_ana(house)
    token = accounts.sign_in(here, "ana", GOOD, "a").token
    kept = b"".join(p.read_bytes() for p in house.data_dir.rglob("*") if p.is_file())
    assert GOOD.encode() not in kept
    assert token.encode() not in kept
