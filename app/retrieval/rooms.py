"""Rooms: one per language, visibility and owner. Knows who may look into which; knows no index."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from app.domain.guidance import Sentence, Visibility
from app.domain.lang import LANGS, Lang
from app.errors import StoreError
from app.retrieval.ports import Scope

OWNED: frozenset[Visibility] = frozenset({"private", "mandate"})


def _name(lang: Lang, visibility: Visibility, owner: str) -> str:
    """The owner stands as a digest: it fits a collection name whatever it holds, and tells a bystander nothing."""
    if visibility not in OWNED:
        return f"{lang}-{visibility}"
    return f"{lang}-{visibility}-{hashlib.sha256(owner.encode()).hexdigest()[:16]}"


def public_room(lang: Lang) -> str:
    """The room that everybody may look into; every generation has it in both languages."""
    return _name(lang, "public", "")


def language_of(room: str) -> Lang:
    """The language of a room's sentences."""
    return next(lang for lang in LANGS if room.startswith(f"{lang}-"))


def room_of(sentence: Sentence, owners: Mapping[str, str]) -> str:
    """The room that holds a sentence; `owners` gives the owner key of a source.

    Raises: StoreError `index.owner_absent` for a private or mandate sentence whose source has no owner.
    """
    owner = owners.get(sentence.source_id, "")
    if sentence.visibility in OWNED and not owner:
        raise StoreError("index.owner_absent", where=sentence.id, source=sentence.source_id)
    return _name(sentence.lang, sentence.visibility, owner)


def open_rooms(lang: Lang, scope: Scope, existing: Collection[str]) -> frozenset[str]:
    """Those of the existing rooms of a language into which this scope may look."""
    allowed = {public_room(lang)}
    if scope.sees_firm:
        allowed.add(_name(lang, "firm", ""))
    for owner in scope.owners:
        allowed.update(_name(lang, visibility, owner) for visibility in OWNED)
    return frozenset(allowed.intersection(existing))
