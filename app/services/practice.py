"""Attempts: keep, list, show, share, delete. Private to their writer, also from an administrator; no other use case reads them.

A role opens nothing here: an attempt is seen by the user who wrote it, and by whom that user named with `share`.
"""

from __future__ import annotations

import secrets

from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.base import Value
from app.domain.coaching import Coaching
from app.domain.practice import Attempt, is_stop
from app.errors import BadInput, UnknownId
from app.services.holds import refuse_held
from app.services.house import House


class AttemptLine(Value):
    """An attempt as a list shows it, without its text."""

    id: str
    scenario: str | None = None
    kind: str
    lang: str
    created_at: str
    overall: float | None = None
    is_accepted: bool
    is_own: bool
    shared_with: tuple[str, ...] = ()


def keep(house: House, actor: Actor, coaching: Coaching, *, keeps_stop: bool = False) -> Attempt | None:
    """Keeps a coached memo as an attempt; None, and nothing is written, for a stop case that the writer did not choose to keep.

    Raises: StoreError.
    """
    if not keeps_stop and (is_stop(coaching) or _is_stopped(coaching)):
        return None
    attempt = Attempt(id=f"A{secrets.token_hex(5)}", owner_id=actor.user_id, coaching=coaching, created_at=house.now())
    with house.store().transaction() as work:
        work.attempts.add(attempt)
    return attempt


def attempts(house: House, actor: Actor, *, scenario: str | None = None) -> tuple[Attempt, ...]:
    """The actor's own attempts, oldest first; nobody else's, whatever the actor's roles."""
    with house.store().reading() as work:
        return work.attempts.every(owner_id=actor.user_id, scenario=scenario)


def lines(house: House, actor: Actor, *, scenario: str | None = None) -> tuple[AttemptLine, ...]:
    """The actor's attempts and those shared with the actor, oldest first."""
    with house.store().reading() as work:
        own = work.attempts.every(owner_id=actor.user_id, scenario=scenario)
        theirs = [a for a in work.attempts.shared_with(owner_id=actor.user_id) if scenario in (None, a.scenario)]
    return tuple(_line(each, actor) for each in sorted((*own, *theirs), key=lambda a: (a.created_at, a.id)))


def attempt(house: House, actor: Actor, attempt_id: str) -> Attempt:
    """An attempt of the actor's, or one that its writer shared with the actor (without whom else it was shared with).

    Raises: UnknownId, also for one that is somebody else's: that it exists is private, too.
    """
    with house.store().reading() as work:
        own = work.attempts.get(attempt_id, owner_id=actor.user_id)
        if own is not None:
            return own
        shared = next((a for a in work.attempts.shared_with(owner_id=actor.user_id) if a.id == attempt_id), None)
    if shared is None:
        raise UnknownId("id.attempt", where=attempt_id)
    return shared.model_copy(update={"shared_with": (actor.user_id,)})


def delete(house: House, actor: Actor, attempt_id: str) -> int:
    """Erases an attempt of the actor's with its shares and ledger entries, and says how many entries went. There is no way back.

    Raises: UnknownId.
    """
    with house.store().transaction() as work:
        if work.attempts.get(attempt_id, owner_id=actor.user_id) is not None:
            refuse_held(work, user_id=actor.user_id, memos=frozenset({attempt_id}))
        entries = len(work.ledger.every(owner_id=actor.user_id, attempt_id=attempt_id))
        if not work.attempts.remove(attempt_id, owner_id=actor.user_id):
            raise UnknownId("id.attempt", where=attempt_id)
    return entries


def delete_all(house: House, actor: Actor) -> int:
    """Erases everything that the actor ever practised, and says how many attempts went."""
    with house.store().transaction() as work:
        found = work.attempts.every(owner_id=actor.user_id)
        refuse_held(work, user_id=actor.user_id, memos=frozenset(a.id for a in found))
        for each in found:
            work.attempts.remove(each.id, owner_id=actor.user_id)
    return len(found)


def share(house: House, actor: Actor, attempt_id: str, reader: str, *, takes_back: bool = False) -> Attempt:
    """Lets one named user read one attempt, or takes that back. The only way in which anybody but its writer sees it.

    Raises: UnknownId for an attempt that is not the actor's, or a user that is not here; BadInput for sharing with oneself.
    """
    with house.store().transaction() as work:
        if work.attempts.get(attempt_id, owner_id=actor.user_id) is None:
            raise UnknownId("id.attempt", where=attempt_id)
        user = work.users.named(reader)
        reader_id = user.id if user is not None and not user.disabled else None
        if takes_back:
            taken = work.attempts.unshare(attempt_id, owner_id=actor.user_id, reader_id=user.id if user is not None else reader)
            if not taken:
                raise UnknownId("id.share", where=attempt_id, name=reader)
        elif reader_id == actor.user_id or reader == LOCAL_ACTOR.user_id == actor.user_id:
            raise BadInput("input.share_self", where=attempt_id)
        elif reader_id is None:
            raise UnknownId("id.reader", where=attempt_id, name=reader)
        else:
            work.attempts.share(attempt_id, owner_id=actor.user_id, reader_id=reader_id, at=house.now())
        found = work.attempts.get(attempt_id, owner_id=actor.user_id)
    assert found is not None, "it was there in this very transaction"
    return found


def _is_stopped(coaching: Coaching) -> bool:
    """True when the stop rules find something in the memo itself, whatever its coaching says."""
    from app.checks.memos.reading import read
    from app.checks.memos.stops import stopped
    from app.domain.memos import Memo

    return stopped(read(Memo(text=coaching.text, lang=coaching.lang, kind=coaching.kind))) is not None


def _line(found: Attempt, actor: Actor) -> AttemptLine:
    is_own = found.owner_id == actor.user_id
    return AttemptLine(
        id=found.id,
        scenario=found.scenario,
        kind=found.coaching.kind,
        lang=found.coaching.lang,
        created_at=found.created_at.isoformat(),
        overall=found.coaching.overall,
        is_accepted=found.accepted_at is not None,
        is_own=is_own,
        shared_with=found.shared_with if is_own else (),
    )
