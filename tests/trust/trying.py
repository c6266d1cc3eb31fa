"""Tries every door of the services as every outsider and says which opened. Serves the test and the table in docs/trust.md."""

from __future__ import annotations

from typing import Any

from app.domain.actor import LOCAL_ACTOR
from app.errors import PuenteError
from app.services import accounts
from tests.trust.doors import Door, Try
from tests.trust.instance import PASSWORD, WORDS, Instance, as_text, betrayed, nowhere, told_error
from tests.trust.service_doors import DOORS


def attempt(of: Instance, one: Try, who: Any) -> str:
    """What an outsider gets to see: the value as text, or the error without the ids that he named himself."""
    try:
        return as_text(one(of, who))
    except PuenteError as error:
        return told_error(error, of.ids)


def opened_by(of: Instance, name: str, door: Door) -> list[str]:
    """Where a door lets an outsider see something, or tells him that something exists."""
    found = []
    for role, who in of.outsiders.items():
        for number, one in enumerate(door.tries):
            got, blind = attempt(of, one, who), attempt(nowhere(of), one, who)
            words = betrayed(of, got if door.shows else _unasked(got, of))
            if door.admin_may and role == "administrator":
                words = tuple(w for w in words if w in WORDS)  # who runs the machine names files and users, and reads none
            if words:
                found.append(f"{name} shows {role} {', '.join(words)}")
            if door.compares and got != blind:
                found.append(f"{name} ({number}) tells {role} that it exists: {got[:200]} / {blind[:200]}")
            is_refusal = got.startswith(("NotPermitted", "UnknownId"))
            if door.admin_may and role != "administrator" and not is_refusal:
                found.append(f"{name} is open to {role}")
    return found


def _unasked(got: str, of: Instance) -> str:
    """Without the ids that the outsider sent himself: those are no news to him."""
    for each in (of.ids.sentence, of.ids.ref, of.ids.upload, of.ids.document, of.ids.mandate):
        got = got.replace(each, "")
    return got


def try_all(of: Instance) -> tuple[int, list[str]]:
    """How many tries were made, and which doors opened."""
    accounts.add_user(of.house, LOCAL_ACTOR, "dora", PASSWORD, ("consultant",))
    opened: list[str] = []
    for name, door in DOORS.items():
        opened += opened_by(of, name, door)
    return sum(len(d.tries) for d in DOORS.values()) * len(of.outsiders), opened


def state_of(of: Instance) -> str:
    """All that Ana has, as text: what a stranger must not have changed."""
    owner = of.ana.user_id
    with of.house.store().reading() as work:
        kept = (
            work.mandates.every(owner_id=owner),
            work.documents.get(of.ids.document, owner_id=owner),
            work.documents.versions(of.ids.document, owner_id=owner),
            work.uploads.every(owner_id=owner),
            work.settings_kv.every(owner_id=owner),
        )
    return as_text(kept)
