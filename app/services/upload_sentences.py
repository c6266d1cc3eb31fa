"""Uploads as sentences and sources: for the index all of them, for a reader those that he may see. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.catalog.text import say
from app.domain.actor import Actor
from app.domain.guidance import Sentence, Source
from app.domain.lang import Lang
from app.errors import UnknownId
from app.ingest.citable import Passage
from app.ingest.passages import Locator
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.people import mandates_shared_with
from app.storage.uploads import Upload

SENTENCE_ID = re.compile(r"(U[0-9a-f]{8})\.(\d{1,7})")
SOURCE_ID = re.compile(r"U[0-9a-f]{8}")
REVIEW_AFTER = timedelta(days=365)
"""A firm's document is due for review a year after it was added."""


@dataclass(frozen=True)
class FirmLibrary:
    """All uploads of an instance as the index takes them. `ids` are those found, also of damaged texts, which give no sentences."""

    ids: frozenset[str]
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    owners: dict[str, str]
    """Source id → owner key: the user of a private upload, the mandate of a mandate's."""


def firm_sentences(house: House) -> FirmLibrary:
    """Every upload's sentences in reading order, with sources and owners; empty when there are no uploads."""
    texts = shelf.texts(house.data_dir)
    sentences: list[Sentence] = []
    sources: list[Source] = []
    owners: dict[str, str] = {}
    for upload_id, path in texts.items():
        found = _row(house, path, upload_id)
        passages = shelf.passages(path)
        if found is None or not passages:
            continue
        row, label = found
        sources.append(_source(row, label))
        sentences.extend(_sentences(row, label, passages))
        if row.visibility == "private":
            owners[row.id] = row.owner_id
        elif row.visibility == "mandate" and row.mandate_id:
            owners[row.id] = row.mandate_id
    return FirmLibrary(frozenset(texts), tuple(sentences), tuple(sources), owners)


@dataclass(frozen=True)
class Visible:
    """What one actor may cite of the firm's documents, by id."""

    sources: dict[str, Source]
    sentences: dict[str, Sentence]


def visible(house: House, actor: Actor) -> Visible:
    """The uploads that this actor may see: the firm's and the actor's own, a mandate's included."""
    firm = firm_sentences(house)
    sources = {s.id: s for s in firm.sources if may_see(house, actor, s.id)}
    return Visible(sources, {s.id: s for s in firm.sentences if s.source_id in sources})


def is_upload(source_id: str) -> bool:
    """True for the id of an upload, False for that of a shipped source."""
    return SOURCE_ID.fullmatch(source_id) is not None


def may_see(house: House, actor: Actor, upload_id: str) -> bool:
    """True when the upload is here and is the actor's own, the firm's, or a paper of a mandate into which the actor was let."""
    path = shelf.text_of(house.data_dir, upload_id) if is_upload(upload_id) else None
    found = _row(house, path, upload_id) if path else None
    if found is None:
        return False
    row = found[0]
    return row.visibility == "firm" or row.owner_id == actor.user_id or (row.visibility == "mandate" and _is_let_in(house, actor, row))


def _is_let_in(house: House, actor: Actor, row: Upload) -> bool:
    with house.store().reading() as work:
        return mandates_shared_with(work, actor).get(row.mandate_id or "") == row.owner_id


def shown(house: House, actor: Actor, sentence_id: str) -> tuple[Source, tuple[Sentence, ...], int]:
    """An uploaded sentence: its source, all sentences of it, and the place of this one among them.

    Raises: UnknownId for one that is not here, or that this actor may not see.
    """
    named = SENTENCE_ID.fullmatch(sentence_id)
    path = shelf.text_of(house.data_dir, named.group(1)) if named and may_see(house, actor, named.group(1)) else None
    if named is None or path is None:
        raise UnknownId("id.sentence", where=sentence_id, name=sentence_id)
    found = _row(house, path, named.group(1))
    passages = shelf.passages(path)
    if found is not None and passages:
        sentences = tuple(_sentences(*found, passages))
        at = next((place for place, sentence in enumerate(sentences) if sentence.id == sentence_id), None)
        if at is not None:
            return _source(*found), sentences, at
    raise UnknownId("id.sentence", where=sentence_id, name=sentence_id)


def locator_text(lang: Lang, at: Locator) -> str | None:
    """A place in words, such as "slide 2, speaker notes"; None for a text without places."""
    said = [
        at.mail or "",
        *(say(lang, f"ingest.at.{name}", n=value) for name in ("page", "slide", "table", "row", "note") if (value := getattr(at, name))),
        say(lang, "ingest.at.speaker_note") if at.is_speaker_note else "",
        say(lang, "ingest.at.paragraph", n=at.paragraph) if at.paragraph else "",
    ]
    return ", ".join(part for part in said if part) or None


def _row(house: House, path: Path, upload_id: str) -> tuple[Upload, shelf.Label] | None:
    """The row of a text file: without one, nobody owns the text and nobody gets it."""
    label = shelf.label(path)
    if label is None or label.id != upload_id:
        return None
    with house.store().reading() as work:
        row = work.uploads.get(upload_id, owner_id=label.owner_id)
    return (row, label) if row else None


def _source(row: Upload, label: shelf.Label) -> Source:
    spanish, english = label.languages.get("es", 0), label.languages.get("en", 0)
    return Source(
        id=row.id,
        title=Path(row.filename).stem,
        publisher=row.filename,
        lang="es" if spanish > english else "en",
        as_of=label.as_of,
        review_by=(row.created_at + REVIEW_AFTER).date(),
        visibility=row.visibility,
    )


def _sentences(row: Upload, label: shelf.Label, passages: Sequence[Passage]) -> Iterator[Sentence]:
    number = 0
    for passage in passages:
        heading = " › ".join(passage.heading)
        for text, at in passage.sentences():
            number += 1
            yield Sentence(
                id=f"{row.id}.{number}",
                source_id=row.id,
                lang=passage.lang,
                text=text,
                heading=heading,
                as_of=label.as_of,
                review_by=(row.created_at + REVIEW_AFTER).date(),
                confidence="from-knowledge",
                visibility=row.visibility,
                locator=_located(heading, locator_text(passage.lang, at)),
            )


def _located(heading: str, place: str | None) -> str | None:
    return ", ".join(part for part in (heading, place) if part) or None
