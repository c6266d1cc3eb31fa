"""Guidance as values: cards (facts), sources, and sentences with their twins. Knows no file and no index."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.domain.base import Value
from app.domain.lang import Lang

Confidence = Literal["verified-here", "part-verified", "from-knowledge", "original-design", "verified-by-reviewer"]
Visibility = Literal["public", "firm", "mandate", "private"]
"""public: shipped with Puente; firm: every user here; mandate: one mandate's people; private: one user."""

TO_BE_VERIFIED: frozenset[str] = frozenset({"from-knowledge", "part-verified"})


class LawRef(Value):
    """The statute that a card cites."""

    law: str
    article: str | None = None
    name_en: str
    name_es: str
    jurisdiction: str


class Card(Value):
    """One fact of the register, with where it was read and how sure we are."""

    id: str
    topic: str
    fact: str
    source: str
    as_of: str
    review_by: date
    confidence: Confidence
    caveat: str = ""
    read_at: str = ""
    law: LawRef | None = None


class Source(Value):
    """A guidance document in one language."""

    id: str
    title: str
    publisher: str
    lang: Lang
    as_of: date
    review_by: date
    visibility: Visibility = "public"
    url: str | None = None
    jurisdiction: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    mandate_types: tuple[str, ...] = ("all",)


class Sentence(Value):
    """The citable unit: an id that never moves, its text, the cards it states, its twin in the other language."""

    id: str
    source_id: str
    lang: Lang
    text: str
    heading: str = ""
    card_ids: tuple[str, ...] = ()
    twin_id: str | None = None
    as_of: date
    review_by: date
    confidence: Confidence
    visibility: Visibility = "public"
    locator: str | None = None


class Hit(Value):
    """A sentence found by a search, with its score (higher is better; comparable within one answer only)."""

    sentence: Sentence
    score: float


class SearchAnswer(Value):
    """What a search found; `abstained` says that nothing passed the abstain rule."""

    query: str
    lang: Lang
    embedder: str
    abstained: bool
    hits: tuple[Hit, ...] = ()


class Evidence(Value):
    """The passages chosen for one section: a closed list, in reading order. Empty is allowed."""

    section_id: str
    sentences: tuple[Sentence, ...] = ()

    def by_id(self, sentence_id: str) -> Sentence | None:
        """The sentence with this id, or None when it is not in the list."""
        return next((s for s in self.sentences if s.id == sentence_id), None)

    def for_card(self, card_id: str) -> Sentence | None:
        """The first sentence that states this card, or None."""
        return next((s for s in self.sentences if card_id in s.card_ids), None)
