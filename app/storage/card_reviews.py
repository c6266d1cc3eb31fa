"""What people said after they checked a card: confirmed, corrected or rejected. Reviews pile up; none is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime
from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.faults import reading_row
from app.storage.tables import CARD_REVIEWS

Verdict = Literal["confirm", "correct", "reject"]


class CardReview(Value):
    """One reading of a card against its source. The texts are the corrected wording; None where the wording stands."""

    card_id: str
    owner_id: str
    by_name: str
    reviewed_on: date
    source: str
    verdict: Verdict
    text_en: str | None = None
    text_es: str | None = None
    created_at: AwareDatetime


class CardReviews:
    """One owner's reviews at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, review: CardReview) -> None:
        """Keeps a review beside the earlier ones of that card."""
        self._session.execute(insert(CARD_REVIEWS).values(**review.model_dump()))

    def of_card(self, card_id: str, *, owner_id: str) -> tuple[CardReview, ...]:
        """All of the owner's reviews of a card, in the order in which they came."""
        mine = (CARD_REVIEWS.c.owner_id == owner_id) & (CARD_REVIEWS.c.card_id == card_id)
        rows = self._session.execute(select(CARD_REVIEWS).where(mine).order_by(CARD_REVIEWS.c.id))
        return tuple(_review(row) for row in rows)

    def latest(self, *, owner_id: str) -> tuple[CardReview, ...]:
        """The owner's last review of each card, by card id."""
        last = select(func.max(CARD_REVIEWS.c.id)).where(CARD_REVIEWS.c.owner_id == owner_id).group_by(CARD_REVIEWS.c.card_id)
        mine = (CARD_REVIEWS.c.owner_id == owner_id) & CARD_REVIEWS.c.id.in_(last)
        rows = self._session.execute(select(CARD_REVIEWS).where(mine).order_by(CARD_REVIEWS.c.card_id))
        return tuple(_review(row) for row in rows)


def _review(row: Row[Any]) -> CardReview:
    with reading_row("card_reviews", str(row.id)):
        return CardReview(**{name: row._mapping[name] for name in CardReview.model_fields})
