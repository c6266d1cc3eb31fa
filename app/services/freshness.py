"""Cards of the library by when they fall due, and one card as a reviewer needs to see it. Reads; reviews are written elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

from app.catalog.corpus import corpus, shipped_corpus
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.guidance import Card, Sentence
from app.domain.lang import LANGS
from app.domain.reviews import Review
from app.errors import UnknownId
from app.services.house import House

SOON_DAYS = 90


class CardShown(Value):
    """A card with its first sentence in each language as it now reads, and the last review. `is_rejected`: drafts no longer cite it."""

    card: Card
    sentences: tuple[Sentence, ...]
    review: Review | None
    is_rejected: bool


class Freshness(Value):
    """The cards past their day, those due within SOON_DAYS, and how many there are; each list the most urgent first."""

    overdue: tuple[CardShown, ...]
    soon: tuple[CardShown, ...]
    reviewed: tuple[CardShown, ...]
    cards: int
    next_due: date | None
    """The first day after the lists on which a card falls due; None when all are in them."""


def freshness(house: House, _actor: Actor) -> Freshness:
    """What falls due, seen from the house's today. A card that was reviewed stands in `reviewed` only."""
    house.store()  # the library is seen through the reviews that it keeps
    today = house.today()
    shown = sorted((_shown(card) for card in corpus().cards.values()), key=lambda s: (s.card.review_by, s.card.id))
    waiting = [s for s in shown if s.review is None]
    horizon = today + timedelta(days=SOON_DAYS)
    return Freshness(
        overdue=tuple(s for s in waiting if s.card.review_by < today),
        soon=tuple(s for s in waiting if today <= s.card.review_by <= horizon),
        reviewed=tuple(sorted((s for s in shown if s.review), key=_on, reverse=True)),
        cards=len(shown),
        next_due=next((s.card.review_by for s in waiting if s.card.review_by > horizon), None),
    )


def card(house: House, _actor: Actor, card_id: str) -> CardShown:
    """One card by id; small letters are forgiven.

    Raises: UnknownId.
    """
    house.store()
    found = shipped_corpus().cards.get(card_id.strip().upper())
    if found is None:
        raise UnknownId("id.card", where=card_id.strip() or "—", name=card_id.strip() or "—")
    return _shown(found)


def _shown(card: Card) -> CardShown:
    library = corpus()
    review = library.reviews.get(card.id)
    found = [s for lang in LANGS if (s := library.sentence_for(card.id, lang) or shipped_corpus().sentence_for(card.id, lang))]
    return CardShown(card=card, sentences=tuple(found), review=review, is_rejected=review is not None and review.verdict == "reject")


def _on(shown: CardShown) -> date:
    assert shown.review is not None
    return shown.review.on
