"""The private ledger: what an accepted memo promised and estimated, and what the writer says became of it. Its owner alone sees it."""

from __future__ import annotations

import secrets

from app.domain.actor import Actor
from app.domain.lang import Lang
from app.domain.practice import LedgerEntry, Outcome
from app.domain.promises import Promise, read_promises
from app.errors import UnknownId
from app.services.house import House


def accept(house: House, actor: Actor, attempt_id: str) -> tuple[LedgerEntry, ...]:
    """The writer accepts a memo as the one that went out: its commitments and estimates enter the ledger. A second time changes nothing.

    Raises: UnknownId for an attempt that is not the actor's.
    """
    with house.store().transaction() as work:
        found = work.attempts.get(attempt_id, owner_id=actor.user_id)
        if found is None:
            raise UnknownId("id.attempt", where=attempt_id)
        if found.accepted_at is None:
            work.attempts.accept(attempt_id, owner_id=actor.user_id, at=house.now())
            for promise in read_promises(found.text, found.coaching.lang, found.created_at.date()):
                work.ledger.add(_entry(house, actor, attempt_id, promise))
        return work.ledger.every(owner_id=actor.user_id, attempt_id=attempt_id)


def ledger(house: House, actor: Actor) -> tuple[LedgerEntry, ...]:
    """The actor's entries, dated ones first, by date."""
    with house.store().reading() as work:
        return work.ledger.every(owner_id=actor.user_id)


def record(house: House, actor: Actor, entry_id: str, outcome: Outcome, *, note: str = "") -> LedgerEntry:
    """Writes down what happened, over what was written before.

    Raises: UnknownId for an entry that is not the actor's.
    """
    with house.store().transaction() as work:
        if not work.ledger.record(entry_id, owner_id=actor.user_id, outcome=outcome, note=note.strip(), on=house.today()):
            raise UnknownId("id.entry", where=entry_id)
        found = work.ledger.get(entry_id, owner_id=actor.user_id)
    assert found is not None, "it was there in this very transaction"
    return found


def remove(house: House, actor: Actor, entry_id: str) -> None:
    """Erases an entry that was read wrongly, or that the writer no longer wants kept.

    Raises: UnknownId for an entry that is not the actor's.
    """
    with house.store().transaction() as work:
        if not work.ledger.remove(entry_id, owner_id=actor.user_id):
            raise UnknownId("id.entry", where=entry_id)


def calendar(house: House, actor: Actor, *, lang: Lang) -> bytes:
    """The dated commitments that are still open, as an .ics file; a calendar without an event when there is none."""
    from app.export.calendar_file import to_ics

    due = tuple(e for e in ledger(house, actor) if e.kind == "commitment" and e.due is not None and e.outcome is None)
    return to_ics(due, lang=lang, stamp=house.now())


def _entry(house: House, actor: Actor, attempt_id: str, promise: Promise) -> LedgerEntry:
    return LedgerEntry(
        id=f"L{secrets.token_hex(5)}",
        owner_id=actor.user_id,
        attempt_id=attempt_id,
        kind=promise.kind,
        words=promise.words,
        who=promise.who,
        due=promise.due,
        low=promise.low,
        high=promise.high,
        unit=promise.unit,
        likely_low=promise.likely_low,
        likely_high=promise.likely_high,
        created_at=house.now(),
    )
