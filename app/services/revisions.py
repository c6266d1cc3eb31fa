"""Changes to a kept document by a person: a statement, a lock, an older version, a comment. Each gives a new version or an event."""

from __future__ import annotations

from app.domain import revising
from app.domain.actor import Actor
from app.domain.document import Document
from app.errors import BadInput
from app.services.documents import document as by_ref
from app.services.house import House
from app.services.next_version import kept
from app.storage.document_life import DocumentEvent, event_about

LONGEST = 4000


def edit(house: House, actor: Actor, document_id: str, statement_id: str, text: str, *, by: str = "") -> Document:
    """The latest version with other words in a statement, checked again. An empty text takes the statement out.

    Raises: UnknownId; BadInput for a locked section or another number of cells.
    """
    found = latest(house, actor, document_id)
    section, _ = revising.find(found, statement_id)
    words = " ".join(text.split())
    changed = revising.with_words(found, statement_id, words) if words else revising.without(found, statement_id)
    return kept(house, actor, changed, "edited", section=section.id, statements=(statement_id,), by=by)


def insert(house: House, actor: Actor, document_id: str, after: str, text: str, *, by: str = "") -> Document:
    """The latest version with a statement of the house's own judgement after another.

    Raises: UnknownId; BadInput for a locked section, or no words.
    """
    found = latest(house, actor, document_id)
    section, _ = revising.find(found, after)
    words = " ".join(text.split())
    if not words:
        raise BadInput("input.no_words", where=after)
    changed, new_id = revising.added(found, after, tuple(words.split(revising.CELL)))
    return kept(house, actor, changed, "edited", section=section.id, statements=(new_id,), by=by)


def lock(house: House, actor: Actor, document_id: str, section_id: str, *, is_locked: bool = True, by: str = "") -> Document:
    """The latest version with a section locked against every change, or opened again.

    Raises: UnknownId.
    """
    found = revising.with_lock(latest(house, actor, document_id), section_id, is_locked=is_locked)
    return kept(house, actor, found, "locked" if is_locked else "unlocked", section=section_id, by=by)


def restore(house: House, actor: Actor, ref: str, *, by: str = "") -> Document:
    """An older version, checked again, as the newest.

    Raises: UnknownId.
    """
    older = by_ref(house, actor, ref)
    return kept(house, actor, older, "restored", by=by, note=str(older.version))


def comment(house: House, actor: Actor, ref: str, statement_id: str, text: str, *, by: str = "") -> DocumentEvent:
    """A comment on a statement of a version; the version itself does not change.

    Raises: UnknownId; BadInput for no words, or too many.
    """
    found = by_ref(house, actor, ref)
    section, _ = revising.find(found, statement_id)
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise BadInput("input.comment", where=statement_id, limit=LONGEST)
    name = by or actor.user_id
    about = {"section": section.id, "statement_id": statement_id, "note": words}
    event = event_about(found, "commented", owner_id=actor.user_id, by_name=name, at=house.now(), **about)
    with house.store().transaction() as work:
        work.document_life.add_event(event)
    return event


def latest(house: House, actor: Actor, document_id: str) -> Document:
    """The latest version; a version behind the id may only be that one, since nothing older is ever changed.

    Raises: UnknownId; BadInput for an older version.
    """
    named = by_ref(house, actor, document_id)
    newest = by_ref(house, actor, named.id)
    if named.version != newest.version:
        raise BadInput("input.old_version", where=document_id, version=newest.version)
    return newest
