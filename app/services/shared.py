"""What others have shared with an actor: mandates into which he was let, with whose they are and their documents. Changes nothing."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.base import Value
from app.services.house import House
from app.storage.documents import DocumentLine
from app.storage.people import Access


class SharedMandate(Value):
    """A mandate of somebody else: its name, its owner's name, what the actor may do, and what was written in it."""

    id: str
    title: str
    owner: str
    access: Access
    documents: tuple[DocumentLine, ...]


def shared(house: House, actor: Actor) -> tuple[SharedMandate, ...]:
    """Every mandate into which the actor was let, by owner and name; empty where nobody shares."""
    with house.store().reading() as work:
        shares = work.people.of_reader(owner_id=actor.user_id)
        names = {user.id: user.name for user in work.users.everyone()} if shares else {}
        found = []
        for share in shares:
            mandate = work.mandates.get(share.mandate_id, owner_id=share.owner_id)
            if mandate is None:
                continue
            found.append(
                SharedMandate(
                    id=mandate.id,
                    title=mandate.title,
                    owner=names.get(share.owner_id, "—"),
                    access=share.access,
                    documents=work.documents.lines(owner_id=share.owner_id, mandate_id=mandate.id),
                )
            )
    return tuple(sorted(found, key=lambda s: (s.owner, s.title)))
