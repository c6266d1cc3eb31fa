"""Who works on a mandate beside its owner: let in and shut out by the owner alone. Without that, a mandate is its owner's.

Reading opens the mandate's documents and its own papers; editing also changes statements, locks, sections and versions. Approval,
what came back from Word and the client's answers stay with the owner.
"""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.base import Value
from app.errors import BadInput, UnknownId
from app.services.house import House
from app.storage.people import Access, Share
from app.storage.unit_of_work import UnitOfWork


class Person(Value):
    """One person on a mandate."""

    name: str
    access: Access


def let_in(house: House, actor: Actor, mandate_id: str, name: str, *, access: Access = "read") -> tuple[Person, ...]:
    """Lets a user read or edit a mandate of the actor's; who is in afterwards.

    Raises: UnknownId for a mandate that is not the actor's, or a name that cannot sign in here; BadInput for the owner himself.
    """
    with house.store().transaction() as work:
        _own(work, actor, mandate_id)
        user = work.users.named(name.strip())
        if user is None or user.disabled:
            raise UnknownId("trust.no_reader", where=mandate_id, name=name)
        if user.id == actor.user_id:
            raise BadInput("trust.share_self", where=mandate_id)
        work.people.put(Share(mandate_id=mandate_id, owner_id=actor.user_id, reader_id=user.id, access=access), at=house.now())
        return _people(work, actor, mandate_id)


def shut_out(house: House, actor: Actor, mandate_id: str, name: str) -> tuple[Person, ...]:
    """Takes that back; who is in afterwards.

    Raises: UnknownId for a mandate that is not the actor's, or somebody who was not let in.
    """
    with house.store().transaction() as work:
        _own(work, actor, mandate_id)
        user = work.users.named(name.strip())
        if user is None or not work.people.remove(mandate_id, user.id, owner_id=actor.user_id):
            raise UnknownId("trust.no_reader", where=mandate_id, name=name)
        return _people(work, actor, mandate_id)


def people(house: House, actor: Actor, mandate_id: str) -> tuple[Person, ...]:
    """Who was let into a mandate of the actor's, by name.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        _own(work, actor, mandate_id)
        return _people(work, actor, mandate_id)


def standing_in(work: UnitOfWork, actor: Actor, document_id: str, *, edits: bool = False) -> Actor | None:
    """In whose place the actor may read (or edit) a document: the owner's, without a role; None when the actor was not let in."""
    share = work.people.to_document(document_id, owner_id=actor.user_id)
    if share is None or (edits and share.access != "edit"):
        return None
    return Actor(user_id=share.owner_id)


def mandates_shared_with(work: UnitOfWork, actor: Actor) -> dict[str, str]:
    """The mandates into which the actor was let, each with its owner."""
    return {share.mandate_id: share.owner_id for share in work.people.of_reader(owner_id=actor.user_id)}


def _own(work: UnitOfWork, actor: Actor, mandate_id: str) -> None:
    if work.mandates.get(mandate_id, owner_id=actor.user_id) is None:
        raise UnknownId("id.mandate", where=mandate_id, name=mandate_id)


def _people(work: UnitOfWork, actor: Actor, mandate_id: str) -> tuple[Person, ...]:
    names = {user.id: user.name for user in work.users.everyone()}
    shares = work.people.of_mandate(mandate_id, owner_id=actor.user_id)
    return tuple(sorted((Person(name=names.get(s.reader_id, "—"), access=s.access) for s in shares), key=lambda p: p.name))
