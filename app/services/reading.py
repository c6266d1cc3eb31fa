"""Documents as they are read: each with what its statements rest on, ready to be shown beside them. Writes nothing, draws nothing."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.intake_fields import intake_fields
from app.catalog.intake_reader import build_intake
from app.catalog.kinds import document_kinds
from app.catalog.mandate_types import mandate_types
from app.catalog.render import show
from app.catalog.yaml_lines import read_bytes
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document
from app.domain.guidance import Card, SearchAnswer, Sentence, Source
from app.domain.intake import Intake, Status
from app.domain.lang import LANGS, Lang, LocalText, both
from app.errors import UnknownId
from app.export.cover import cover
from app.services import library
from app.services.house import House
from app.services.people import standing_in

MAX_BYTES = 50_000_000
REF = re.compile(r"(doc-[0-9a-z]+)\.(\d{1,6})")
_INDEX = re.compile(r"\[(\d+)\]")
_OPENING = threading.Lock()
"""The first search builds the index; a second one at that moment waits instead of being told that the index is held."""


class Quoted(Value):
    """A sentence of the library with all that a reader needs to trust it: neighbours, twin, source and cards."""

    sentence: Sentence
    twin: Sentence | None
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    source: Source
    cards: tuple[Card, ...]


class Answer(Value):
    """A field of the intake as the client gave it. `words` is None where the field is open or the intake is not at hand.

    `is_text` tells free text, which is shown in the languages it was given in, from values that can be put into either.
    """

    path: str
    label: LocalText
    words: LocalText | None = None
    is_text: bool = False
    status: Status | None = None
    source: str | None = None
    as_of: date | None = None


class Reading(Value):
    """A document with its evidence. `sentences` by id, `answers` by intake path, for every citation and every input of a computation."""

    document: Document
    kind: LocalText
    role: str
    codename: str
    sentences: dict[str, Quoted]
    answers: dict[str, Answer]

    @property
    def ref(self) -> str:
        """The document and its version in one word."""
        return f"{self.document.id}.{self.document.version}"


class Found(Value):
    """A search with the surroundings of each hit, in the order of the hits."""

    answer: SearchAnswer
    quoted: tuple[Quoted, ...]


def open_readings(house: House, actor: Actor, refs: tuple[str, ...]) -> tuple[Reading, ...]:
    """The documents named by `id.version`, in that order; empty for no names.

    Raises: UnknownId for one that is not the actor's, or is no name at all.
    """
    return tuple(_reading(house, actor, open_document(house, actor, ref)) for ref in refs)


def reading_of(house: House, actor: Actor, document: Document) -> Reading:
    """A document that is at hand (a copy that is kept nowhere), with its evidence."""
    return _reading(house, actor, document)


def open_document(house: House, actor: Actor, ref: str) -> Document:
    """One document by `id.version`.

    Raises: UnknownId.
    """
    named = REF.fullmatch(ref)
    if named:
        with house.store().reading() as work:
            owner = standing_in(work, actor, named.group(1)) or actor
            found = work.documents.get(named.group(1), owner_id=owner.user_id, version=int(named.group(2)))
        if found:
            return found
    raise UnknownId("id.document", where=ref, name=ref)


def search(house: House, actor: Actor, query: str, *, lang: Lang | None = None, k: int = 8) -> Found:
    """What the library says to a query, with its surroundings. `lang` as in library.search."""
    with _OPENING:
        house.search()
    answer = library.search(house, actor, query, lang=lang, k=k)
    return Found(answer=answer, quoted=tuple(_quoted(house, actor, hit.sentence.id) for hit in answer.hits))


def get_ready(house: House, _actor: Actor) -> None:
    """Opens library, document kinds and index, building the index when there is none; slow at first, at once after that.

    Raises: BadData, StoreError.
    """
    document_kinds()
    with _OPENING:
        house.search()


def _quoted(house: House, actor: Actor, sentence_id: str) -> Quoted:
    shown = library.show(house, actor, sentence_id)
    return Quoted(
        sentence=shown.sentence,
        twin=shown.twin,
        before=shown.before,
        after=shown.after,
        source=shown.source,
        cards=tuple(corpus().cards[c] for c in shown.sentence.card_ids if c in corpus().cards),
    )


def _reading(house: House, actor: Actor, document: Document) -> Reading:
    intake = _intake(document)
    statements = [s for section in document.sections for s in section.statements()]
    cited = dict.fromkeys(c.sentence_id for s in statements for c in s.citations if c.sentence_id)
    known = [i for i in cited if i in corpus().sentences]
    paths = dict.fromkeys(c.intake_path for s in statements for c in s.citations if c.intake_path)
    inputs = dict.fromkeys(name for s in statements if s.computed for name in s.computed.inputs)
    kind = document_kinds().get(document.kind)
    return Reading(
        document=document,
        kind=both(kind.title.en, kind.title.es) if kind else LocalText(neutral=document.kind),
        role=_text(intake, f"role.title_{document.lang}", "role.title_en", "role.title_es") or _post(document),
        codename=_text(intake, "engagement.client_codename") or document.codename or "",
        sentences={i: _quoted(house, actor, i) for i in known},
        answers={p: _answer(intake, p) for p in (*paths, *(i for i in inputs if "." in i and not i.startswith("law.")))},
    )


def _post(document: Document) -> str:
    """The post as the cover of its files names it: a copy for others carries no intake. Empty where no statement tells it."""
    front = cover(document)
    return front.title if front.kind else ""


def _intake(document: Document) -> Intake | None:
    if document.intake is None:
        return None
    data = json.dumps(document.intake, ensure_ascii=False, default=str).encode()
    return build_intake(read_bytes(data, name="intake.json", limit=MAX_BYTES), name="intake")


def _text(intake: Intake | None, *paths: str) -> str:
    found = [intake.get(path) for path in paths] if intake else []
    return next((text.any() for text in found if isinstance(text, LocalText) and text.any()), "")


def _answer(intake: Intake | None, path: str) -> Answer:
    field = intake.field(path) if intake else None
    value = intake.get(path) if intake else None
    leaves = list(_leaves(value, _INDEX.sub("", path).rsplit(".", 1)[-1]))
    words = {lang: _words(leaves, lang) for lang in LANGS}
    return Answer(
        path=path,
        label=_label(intake, path),
        words=LocalText(en=words["en"], es=words["es"]) if any(words.values()) else None,
        is_text=any(isinstance(leaf, LocalText) and not leaf.neutral for _, leaf in leaves),
        status=field.status if field else None,
        source=field.source if field else None,
        as_of=field.as_of if field else None,
    )


def _leaves(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item, key)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, name)
    elif value is not None:
        yield key, value


def _words(leaves: list[tuple[str, Any]], lang: Lang) -> str | None:
    """The leaves in one language; None when there is text, but none of it in this language."""
    texts = [leaf for _, leaf in leaves if isinstance(leaf, LocalText) and not leaf.neutral]
    if texts and not any(text.own(lang) for text in texts):
        return None
    shown = [show(leaf, lang, field=key) for key, leaf in leaves if not isinstance(leaf, LocalText) or leaf.own(lang)]
    return " · ".join(shown) or None


def _label(intake: Intake | None, path: str) -> LocalText:
    field = ".".join(_INDEX.sub("", path).split(".")[:2])
    place = "".join(f" ({int(n) + 1})" for n in _INDEX.findall(path))
    own = mandate_types().get((intake.mandate_type if intake else None) or "")
    label = own.labels.get(field) if own else None
    names = {lang: label.in_lang(lang) if label else intake_fields().label(field, lang) for lang in LANGS}
    return both(names["en"] + place, names["es"] + place)
