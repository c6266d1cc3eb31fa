"""Where a clause begins and ends inside a sentence, English and Spanish. Knows marks and joining words; no grammar."""

from __future__ import annotations

import re

from app.domain.letters import flat
from app.domain.stems import STOP_WORDS

_BORDERS = ",;:.!?\n\r«»“”()"
OPENING = re.compile(r"\s*(?:[-*•–]\s+)?(?:(?:and|but|so|that(?!\s+(?:is|was|are|were)\b)|y|e|pero|que)\s+)?", re.IGNORECASE)
JOINT = re.compile(r"\s(?:and|but|so|which|y|pero|que|ya)\s")
ADDRESSED = re.compile(r"[A-ZÁÉÍÓÚÑ][^\W\d_]+(?: [A-ZÁÉÍÓÚÑ][^\W\d_]+)?[:,] (?=\S)")
"""Who is spoken to at the beginning of a sentence ("Karen, …"): nothing can stand before it."""
_AFTER_NUMBER = re.compile(r"\d[.,:]\d")


def whole(words: str, least: int, fewest: int) -> str:
    """The words without an article or preposition left hanging at their end; at least `least` letters and `fewest` words of them."""
    while len(words) > least and " " in words and flat(words.rsplit(None, 1)[1]) in STOP_WORDS and len(words.split()) > fewest:
        words = words.rsplit(None, 1)[0].rstrip()
    return words


def is_border(text: str, at: int) -> bool:
    """True where a clause ends: at a mark that stands in no number."""
    return text[at] in _BORDERS and not _AFTER_NUMBER.match(text[max(0, at - 1) : at + 2])
