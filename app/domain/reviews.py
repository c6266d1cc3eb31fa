"""What a named reviewer said of a card, and the library seen through it. Knows no store."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.domain.base import Value
from app.domain.lang import Lang

Verdict = Literal["confirm", "correct", "reject"]


class Review(Value):
    """The last word on one card: confirmed, corrected (with its wording in both languages) or rejected, by whom, when, on which source."""

    card_id: str
    by: str
    on: date
    source: str
    verdict: Verdict
    text_en: str | None = None
    text_es: str | None = None

    def text(self, lang: Lang) -> str | None:
        """The corrected wording in a language; None where the wording stands."""
        return self.text_en if lang == "en" else self.text_es
