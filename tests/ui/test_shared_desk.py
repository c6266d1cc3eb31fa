"""A mandate that was shared is on the desk of whom it was shared with: to read, or to edit, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import NotPermitted, PuenteError, UnknownId
from app.services.accounts import add_user
from app.services.drafting import draft
from app.services.house import House
from app.services.shared import shared
from app.ui.desk import act
from app.ui.desk_actions import Given
from app.ui.desk_views import view
from tests.services.builders import house as built
from tests.services.builders import request


def person(house: House, name: str) -> Actor:
    user = add_user(house, LOCAL_ACTOR, name, None, ("consultant",))
    return Actor(user_id=user.id, roles=frozenset({"consultant"}))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return built(Path(tmp_path_factory.mktemp("shared")) / "data")


@pytest.fixture(scope="module")
def ana(house: House) -> Actor:
    return person(house, "ana")


@pytest.fixture(scope="module")
def ben(house: House) -> Actor:
    return person(house, "ben")


@pytest.fixture(scope="module")
def ref(house: House, ana: Actor) -> str:
    (document,) = draft(house, ana, request())
    return f"{document.id}@{document.version}"


def given(**texts: str) -> Given:
    return Given(texts=texts, files={})


def mandate_of(house: House, ana: Actor) -> str:
    with house.store().reading() as work:
        return work.mandates.every(owner_id=ana.user_id)[0].id


def test_before_anything_is_shared_a_colleague_finds_nothing(house: House, ana: Actor, ben: Actor, ref: str) -> None:
    mandate = mandate_of(house, ana)
    assert shared(house, ben) == ()
    assert mandate not in view(house, ben, "en", "")
    for at in (mandate, ref):
        with pytest.raises(UnknownId):
            view(house, ben, "en", at)


def test_whoever_is_let_in_reads_and_whoever_may_edit_finds_the_tools(house: House, ana: Actor, ben: Actor, ref: str) -> None:
    mandate = mandate_of(house, ana)
    shown = act(house, ana, "en", given(do="let-in", mandate=mandate, name="ben", access="read"))
    assert 'data-do="shut-out"' in shown
    assert mandate in view(house, ben, "en", "")
    assert ref in view(house, ben, "es", mandate)
    reading = view(house, ben, "en", ref)
    assert "pu-st-tools" not in reading
    assert not any(f'data-do="{tool}"' in reading for tool in ("lock", "regenerate", "approve", "settle", "import-word", "restore"))
    with pytest.raises(PuenteError):
        act(house, ben, "en", given(do="lock", document=ref, section="role", locked="yes"))

    act(house, ana, "en", given(do="let-in", mandate=mandate, name="ben", access="edit"))
    editing = view(house, ben, "en", ref)
    assert "pu-st-tools" in editing
    assert 'data-do="lock"' in editing
    assert not any(f'data-do="{tool}"' in editing for tool in ("approve", "settle", "import-word"))
    locked = act(house, ben, "en", given(do="lock", document=ref, section="role", locked="yes"))
    assert "@2" in locked
    for doing in ({"do": "let-in", "mandate": mandate, "name": "ben"}, {"do": "clone", "mandate": mandate}):
        with pytest.raises((UnknownId, NotPermitted)):
            act(house, ben, "en", given(**doing))


def test_whoever_is_shut_out_finds_nothing_any_more(house: House, ana: Actor, ben: Actor, ref: str) -> None:
    mandate = mandate_of(house, ana)
    act(house, ana, "en", given(do="let-in", mandate=mandate, name="ben"))
    act(house, ana, "en", given(do="shut-out", mandate=mandate, name="ben"))
    assert mandate not in view(house, ben, "en", "")
    with pytest.raises(UnknownId):
        view(house, ben, "en", ref)
