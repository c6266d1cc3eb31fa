"""A named reviewer confirms, corrects or rejects a card; every later draft and search shows it."""

from __future__ import annotations

from datetime import date

from app.catalog.corpus import shipped_corpus, use_reviews
from app.domain.actor import Actor
from app.domain.reviews import Review
from app.errors import BadInput, UnknownId
from app.services.house import House
from app.storage.card_reviews import CardReview
from app.storage.engine import Store

LIBRARY_OWNER = "library"
"""Reviews belong to the instance's library, whoever of its users writes them."""


def verify(house: House, _actor: Actor, review: Review) -> Review:
    """Keeps a review and sees the library through it from now on.

    Raises: UnknownId for an unknown card; BadInput for a correction without wording, an empty name or source, or a day to come.
    """
    if review.card_id not in shipped_corpus().cards:
        raise UnknownId("id.card", where=review.card_id, name=review.card_id)
    if review.verdict == "correct" and not (review.text_en and review.text_es):
        raise BadInput("input.correction_text", where=review.card_id)
    if not review.by.strip() or not review.source.strip():
        raise BadInput("input.review_empty", where=review.card_id)
    if review.on > house.today():
        raise BadInput("input.review_future", where=review.card_id, date=review.on.isoformat())
    with house.store().transaction() as work:
        work.card_reviews.add(
            CardReview(
                card_id=review.card_id,
                owner_id=LIBRARY_OWNER,
                by_name=review.by,
                reviewed_on=review.on,
                source=review.source,
                verdict=review.verdict,
                text_en=review.text_en,
                text_es=review.text_es,
                created_at=house.now(),
            )
        )
    use_reviews(kept_reviews(house.store()))
    return review


def kept_reviews(store: Store) -> tuple[Review, ...]:
    """The last review of each card that the store holds."""
    with store.reading() as work:
        found = work.card_reviews.latest(owner_id=LIBRARY_OWNER)
    return tuple(
        Review(
            card_id=r.card_id,
            by=r.by_name,
            on=r.reviewed_on,
            source=r.source,
            verdict=r.verdict,
            text_en=r.text_en,
            text_es=r.text_es,
        )
        for r in found
    )


def day(text: str) -> date:
    """A day from a flag.

    Raises: BadInput.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as bad:
        raise BadInput("setting.date", where="--date", value=text) from bad
