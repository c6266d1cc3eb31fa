"""Which language a text is in: English, Spanish, or too short to tell. Knows only these two."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from app.domain.lang import Lang, LocalText

if TYPE_CHECKING:
    from lingua import LanguageDetector

KEPT_WITHIN = 600
"""Letters of a text whose language is kept in mind: a statement, never a memo or a paper."""
MIN_WORDS = 4
SURE = 0.75
SHORT_WORDS = 2
SHORT_SURE = 0.92
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.SPANISH).build()


def _spanish(text: str) -> float:
    """How sure the detector is that a text is Spanish, 0 to 1."""
    from lingua import Language

    return _detector().compute_language_confidence(text, Language.SPANISH)


_spanish_again = lru_cache(maxsize=4096)(_spanish)
"""The same for what is asked often: a document is checked with every edit, and the sentences that stay are not read again."""


def detect(text: str, *, min_words: int = MIN_WORDS, sure: float = SURE) -> Lang | None:
    """The language of a text, or None when it has fewer than `min_words` words or the detector is not sure."""
    if len(_WORD.findall(text)) < min_words:
        return None
    value = _spanish_again(text) if len(text) <= KEPT_WITHIN else _spanish(text)
    if value >= sure:
        return "es"
    return "en" if value <= 1 - sure else None


def _short(text: str) -> Lang | None:
    """The language of two or three words that are no name (no capital after the first letter), where the detector is very sure."""
    return None if any(c.isupper() for c in text[1:]) else detect(text, min_words=SHORT_WORDS, sure=SHORT_SURE)


def sort_text(text: str) -> LocalText:
    """A plain text with its language found; neutral when it is too short, a name, or mixed."""
    lang = detect(text) or _short(text)
    return LocalText(neutral=text) if lang is None else LocalText(en=text) if lang == "en" else LocalText(es=text)
