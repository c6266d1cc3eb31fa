"""Legal holds: put and lifted by a named person, kept on record. A hold suspends erasure; it shows nobody anything."""

from __future__ import annotations

from uuid import uuid4

from app.domain.actor import Actor
from app.errors import BadInput, NotPermitted, UnknownId
from app.services.house import House
from app.storage.holds import Hold, Kind
from app.storage.unit_of_work import UnitOfWork

LONGEST = 500


def add(house: House, actor: Actor, kind: Kind, subject: str, *, by: str, reason: str) -> Hold:
    """Holds a mandate, a memo (by id) or a user (by name) with all that is his. Only for an admin.

    Raises: NotPermitted; UnknownId; BadInput without the name of a person and a reason.
    """
    _must_be_admin(actor)
    by, reason = by.strip(), reason.strip()
    if not by or not reason or len(by) > LONGEST or len(reason) > LONGEST:
        raise BadInput("trust.hold_who", where=subject, limit=LONGEST)
    with house.store().transaction() as work:
        hold = Hold(
            id=f"hold-{uuid4().hex[:12]}",
            owner_id=actor.user_id,
            kind=kind,
            subject_id=subject_id(work, kind, subject),
            by_name=by,
            reason=reason,
            created_at=house.now(),
        )
        work.holds.add(hold)
    return hold


def lift(house: House, actor: Actor, hold_id: str, *, by: str) -> None:
    """Lifts a hold; it stays on record with who lifted it. Only for an admin.

    Raises: NotPermitted; BadInput without a name; UnknownId for one that does not stand.
    """
    _must_be_admin(actor)
    if not by.strip() or len(by) > LONGEST:
        raise BadInput("trust.hold_who", where=hold_id, limit=LONGEST)
    with house.store().transaction() as work:
        if not work.holds.lift(hold_id, by.strip(), at=house.now()):
            raise UnknownId("trust.unknown_hold", where=hold_id)


def every(house: House, actor: Actor) -> tuple[Hold, ...]:
    """Every hold, lifted ones too. Only for an admin.

    Raises: NotPermitted.
    """
    _must_be_admin(actor)
    with house.store().reading() as work:
        return work.holds.every()


def refuse_held(work: UnitOfWork, *, user_id: str, mandates: frozenset[str] = frozenset(), memos: frozenset[str] = frozenset()) -> None:
    """Returns when nothing of this is held: the user, the mandates, the memos.

    Raises: BadInput `trust.held` naming the hold and who answers for it.
    """
    held = work.holds.standing("user", frozenset({user_id}))
    held = held or work.holds.standing("mandate", mandates) or work.holds.standing("memo", memos)
    if held is not None:
        raise BadInput("trust.held", where=held.id, by=held.by_name)


def subject_id(work: UnitOfWork, kind: Kind, subject: str) -> str:
    """The id of what is to be held or erased; for a user the account's behind the name.

    Raises: UnknownId.
    """
    if kind == "user":
        user = work.users.named(subject.strip())
        if user is None:
            raise UnknownId("id.user", where=subject, name=subject)
        return user.id
    owner = work.erasing.owner_of_mandate(subject) if kind == "mandate" else work.erasing.owner_of_memo(subject)
    if owner is None:
        raise UnknownId("id.mandate" if kind == "mandate" else "id.attempt", where=subject, name=subject)
    return subject


def _must_be_admin(actor: Actor) -> None:
    if not actor.may("admin"):
        raise NotPermitted("actor.needs_admin")
