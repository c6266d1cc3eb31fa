"""The language of a block: English, Spanish, another, or too short to tell. Knows the small words of a few neighbours."""

from __future__ import annotations

import re
from typing import Literal

from app.catalog.language import detect
from app.domain.lang import Lang

Found = Lang | Literal["other"] | None
ENOUGH_WORDS = 8
"""Words below which a text is not called foreign: names and titles look like any language."""
FOREIGN_PART = 0.2
"""The part of small words from which a language is taken for certain."""
FOREIGN_LEAD = 1.25
"""How many times more small words a foreign language must have than English and Spanish."""
LOOKED_AT = 4000

_WORD = re.compile(r"[^\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HOME = (
    _set(
        "the of and to in a is that for it as was with be by on not he his are this at from or have an had they which one we all "
        "were their has will its our your if no more"
    ),
    _set(
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ya este sí porque esta entre "
        "cuando son también fue hay ser"
    ),
)
_FOREIGN = (
    _set(
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser "
        "quando muito há nos já está são pelo pela até isso também"
    ),
    _set(
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec ou aux cette son ses "
        "nous vous mais être leur ont été d l qu n s"
    ),
    _set(
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie "
        "nach wird bei einer um am sind noch wie einem über"
    ),
    _set(
        "di e il la che in a per un è con non una del della i le si da al sono dei alla nel come più ha gli anche ma lo delle su "
        "questo ed nella dal o essere l d"
    ),
    _set(
        "de en van het een in is dat op te zijn voor met die niet aan er om ook als dan maar bij of uit nog naar heeft worden door "
        "over werd deze wordt"
    ),
)


def language_of(text: str) -> Found:
    """The language of a block of text; None when it is too short, or as much English as Spanish."""
    sample = text[:LOOKED_AT]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return None
    if sum(1 for word in words if word[0] < "ɐ") < len(words) / 2:
        return "other"  # written in another script
    if len(words) >= ENOUGH_WORDS:
        home = max(_part(words, small) for small in _HOME)
        foreign = max(_part(words, small) for small in _FOREIGN)
        if foreign >= FOREIGN_PART and foreign >= FOREIGN_LEAD * home:
            return "other"
    return detect(sample)


def nearest(text: str) -> Lang | None:
    """Of the two languages the one that a foreign text resembles more; None when it resembles neither."""
    return detect(text[:LOOKED_AT], min_words=1, sure=0.5)


def _part(words: list[str], small: frozenset[str]) -> float:
    return sum(1 for word in words if word in small) / len(words)
