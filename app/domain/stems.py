"""Words and their stems, English and Spanish, for comparing two wordings of one fact. Crude on purpose; knows no dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.letters import flat

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EN = (
    "a an the and or of to in on at by for from with as is are was were be been being am it its this that these those there he she "
    "they them their his her him we us our ours i me my you your which who whom whose what when where why how if then than so but not no "
    "nor have has had do does did will would shall should can could may might must very just also too more most some any all each other "
    "such into over under about per up down out off while after before since until because due between both only own same again once "
    "let hi dear please kind regards best thank thanks hello"
)
_ES = (
    "el la los las lo un una unos unas y e o u de del al a en con por para sin sobre entre hasta desde como que qué quien quién cual cuál "
    "cuando cuándo donde dónde si sí no ni se su sus le les nos me mi mis te tu tus es son fue fueron era eran ser sido está están esta "
    "este esto estos estas ese esa eso esos esas aquel estamos estar ha han he hemos haya había hay hubo habrá muy más menos ya pero sino "
    "porque pues también tampoco sólo solo todo toda todos todas cada otro otra otros otras yo usted ustedes él ella ellos ellas nosotros "
    "nuestro nuestra nuestros nuestras así mismo misma estimado estimada saludos cordiales favor gracias dios"
)


STOP_WORDS = frozenset(flat(w) for w in f"{_EN} {_ES}".split())
LONG = 6
KEPT = 5


def words(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every word with its place, folded; figures are no words."""
    folded = flat(text)
    return tuple((m.start(), m.end(), m.group()) for m in _WORD.finditer(folded))


def stem(word: str) -> str:
    """What two forms of a folded word share: five letters of a long one, a short one without its plural s."""
    return word[:KEPT] if len(word) >= LONG else word[:-1] if len(word) > 3 and word.endswith("s") else word


@lru_cache(maxsize=2048)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry content; empty for function words alone."""
    return frozenset(stem(w) for _, _, w in words(text) if w not in STOP_WORDS and len(w) > 1)


def ordered_stems(text: str) -> tuple[str, ...]:
    """The same in reading order, repeated where they repeat."""
    return tuple(stem(w) for _, _, w in words(text) if w not in STOP_WORDS and len(w) > 1)
