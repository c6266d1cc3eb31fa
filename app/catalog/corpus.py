"""The shipped library: cards, notes with twins, and the numbers of dated law. Read once, cross-checked, fingerprinted. Knows no index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from app.catalog.files import corpus_dir
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.facts import LawValue
from app.domain.guidance import Card, Sentence, Source
from app.domain.lang import LANGS, Lang
from app.domain.reviews import Review
from app.errors import BadData

WEAKEST = ("from-knowledge", "part-verified", "original-design", "verified-here", "verified-by-reviewer")
NOTE_KEYS = {"id", "title", "publisher", "jurisdiction", "topics", "mandate_types", "as_of", "review_by", "supersedes", "sections", "url"}


class Corpus(Value):
    """All shipped guidance. `first` maps (card, language) to the first sentence that states the card."""

    cards: dict[str, Card]
    sources: dict[str, Source]
    sentences: dict[str, Sentence]
    first: dict[str, str]
    superseded: frozenset[str]
    law: dict[str, LawValue]
    glossary: tuple[tuple[str, str], ...]
    """Terms in English and Mexican Spanish."""
    glossary_cards: tuple[tuple[str, str, str], ...] = ()
    """The same with the card of each term."""
    fingerprint: str
    reviews: dict[str, Review] = {}
    """The last review of each reviewed card."""
    rejected: frozenset[str] = frozenset()
    """Cards that a reviewer rejected: no statement may rest on them."""

    def sentence_for(self, card_id: str, lang: Lang) -> Sentence | None:
        """The first sentence of a card in a language, or None."""
        found = self.first.get(f"{card_id}/{lang}")
        return self.sentences[found] if found else None

    def of_source(self, source_id: str) -> tuple[Sentence, ...]:
        """A source's sentences in reading order; empty for an unknown id."""
        return tuple(s for s in self.sentences.values() if s.source_id == source_id)


def twin_of(sentence_id: str) -> str:
    """The id of the twin: `G12.3` ↔ `G12.3-es`."""
    return sentence_id.removesuffix("-es") if sentence_id.endswith("-es") else f"{sentence_id}-es"


def fingerprint_now() -> str:
    """The sha256 of every corpus file, in name order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in corpus_dir().rglob("*") if p.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def corpus() -> Corpus:
    """The library as it stands: the corpus/ folder seen through this instance's reviews of cards.

    Raises: BadData naming file and id when something does not hold together.
    """
    return _seen_through(_reviews)


_reviews: tuple[Review, ...] = ()
"""This process's reviews; an instance has one library, so its reviews are one too. Set by `use_reviews` only."""


def use_reviews(reviews: tuple[Review, ...]) -> None:
    """See the library through these reviews from now on."""
    global _reviews
    _reviews = reviews


@lru_cache(maxsize=2)
def _seen_through(reviews: tuple[Review, ...]) -> Corpus:
    base = shipped_corpus()
    return with_reviews(base, reviews) if reviews else base


def with_reviews(base: Corpus, reviews: tuple[Review, ...]) -> Corpus:
    """The library where a reviewed card's sentences carry the verdict: confirmed or corrected ones are verified, with their date.

    A sentence becomes verified when every card it states is. A corrected card's first sentence takes the corrected wording. The fingerprint
    changes, so that older documents are told apart.
    """
    by_card = {r.card_id: r for r in reviews}
    good = {c for c, r in by_card.items() if r.verdict != "reject"}
    sentences = dict(base.sentences)
    for sentence in base.sentences.values():
        own = [by_card[c] for c in sentence.card_ids if c in by_card]
        if not own:
            continue
        update: dict[str, Any] = {}
        if all(c in good or base.cards[c].confidence == "verified-here" for c in sentence.card_ids):
            update = {"confidence": "verified-by-reviewer", "as_of": max(r.on for r in own)}
        first = [r for r in own if r.verdict == "correct" and base.first.get(f"{r.card_id}/{sentence.lang}") == sentence.id]
        if first and (text := first[0].text(sentence.lang)):
            update["text"] = text
        if update:
            sentences[sentence.id] = sentence.model_copy(update=update)
    said = "".join(r.model_dump_json() for r in reviews)
    fingerprint = hashlib.sha256((base.fingerprint + said).encode()).hexdigest()[:16]
    rejected = frozenset(c for c, r in by_card.items() if r.verdict == "reject")
    return base.model_copy(update={"sentences": sentences, "fingerprint": fingerprint, "reviews": by_card, "rejected": rejected})


@cache
def shipped_corpus() -> Corpus:
    """The corpus of the corpus/ folder, as shipped.

    Raises: BadData naming file and id when something does not hold together.
    """
    cards, glossary = _cards()
    sources: dict[str, Source] = {}
    sentences: dict[str, Sentence] = {}
    superseded: set[str] = set()
    for path in sorted((corpus_dir() / "notes").glob("*.yaml")):
        note = load(path)
        if unknown := set(note) - NOTE_KEYS:
            raise BadData("data.unknown_key", where=path.name, name=", ".join(sorted(unknown)))
        superseded.update(note.get("supersedes") or ())
        for lang in LANGS:
            source = _source(note, lang)
            if source.id in sources:
                raise BadData("data.duplicate_id", where=path.name, name=source.id)
            sources[source.id] = source
            for sentence in _sentences(note, source, cards, path.name):
                if sentence.id in sentences:
                    raise BadData("data.duplicate_id", where=path.name, name=sentence.id)
                sentences[sentence.id] = sentence
    law = {k: LawValue.model_validate(v) for k, v in load(corpus_dir() / "law.yaml").items()}
    for name, value in law.items():
        if value.card not in cards:
            raise BadData("data.unknown_card", where=f"law.yaml: {name}", name=value.card)
    return Corpus(
        cards=cards,
        sources=sources,
        sentences=sentences,
        first=_first(sentences.values()),
        superseded=frozenset(superseded),
        law=law,
        glossary=tuple((en, es) for _, en, es in glossary),
        glossary_cards=glossary,
        fingerprint=fingerprint_now(),
    )


def _cards() -> tuple[dict[str, Card], tuple[tuple[str, str, str], ...]]:
    cards: dict[str, Card] = {}
    glossary: list[tuple[str, str, str]] = []
    path = corpus_dir() / "cards.jsonl"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        raw = json.loads(line)
        kept = {k: raw[k] for k in ("id", "topic", "fact", "source", "as_of", "review_by", "confidence", "read_at") if k in raw}
        caveat = raw.get("caveat") or ""
        card = Card(**kept, caveat="" if caveat == "—" else caveat, law=_law(raw.get("law")))
        if card.id in cards:
            raise BadData("data.duplicate_id", where=f"{path.name}:{number}", name=card.id)
        cards[card.id] = card
        if "en" in raw and "es" in raw:
            glossary.append((card.id, raw["en"], raw["es"]))
    return cards, tuple(glossary)


def _law(raw: Mapping[str, Any] | None) -> Any:
    if not raw:
        return None
    names = raw["official_name"]
    return {
        "law": raw["law"],
        "article": raw.get("article"),
        "name_en": names["en"],
        "name_es": names["es"],
        "jurisdiction": raw["jurisdiction"],
    }


def _source(note: Mapping[str, Any], lang: Lang) -> Source:
    return Source(
        id=note["id"] if lang == "en" else twin_of(note["id"]),
        title=note["title"][lang],
        publisher=note["publisher"],
        url=note.get("url"),
        lang=lang,
        as_of=note["as_of"],
        review_by=note["review_by"],
        jurisdiction=tuple(note["jurisdiction"]),
        topics=tuple(note["topics"]),
        mandate_types=tuple(note["mandate_types"]),
    )


def _sentences(note: Mapping[str, Any], source: Source, cards: Mapping[str, Card], where: str) -> Iterable[Sentence]:
    for section in note["sections"]:
        for raw in section["sentences"]:
            known = []
            for card_id in raw["cards"]:
                if card_id not in cards:
                    raise BadData("data.unknown_card", where=f"{where}: {raw['id']}", name=card_id)
                known.append(cards[card_id])
            if not known:
                raise BadData("data.sentence_without_card", where=where, name=raw["id"])
            own = raw["id"] if source.lang == "en" else twin_of(raw["id"])
            yield Sentence(
                id=own,
                source_id=source.id,
                lang=source.lang,
                text=raw[source.lang],
                heading=section["heading"][source.lang],
                card_ids=tuple(raw["cards"]),
                twin_id=twin_of(own),
                as_of=source.as_of,
                review_by=min(c.review_by for c in known),
                confidence=min((c.confidence for c in known), key=WEAKEST.index),
                visibility=source.visibility,
            )


def _first(sentences: Iterable[Sentence]) -> dict[str, str]:
    """The first sentence of each card and language; one that names the card first goes before one that also names it."""
    found: dict[str, tuple[bool, str]] = {}
    for sentence in sentences:
        for position, card_id in enumerate(sentence.card_ids):
            key, also = f"{card_id}/{sentence.lang}", position > 0
            if key not in found or (found[key][0] and not also):
                found[key] = (also, sentence.id)
    return {key: sentence_id for key, (_, sentence_id) in found.items()}
