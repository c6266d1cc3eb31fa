"""Words of English and Spanish text, folded and cut to a stem, for comparing what two texts speak of. Knows no meanings."""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.lang import Lang
from app.domain.letters import unaccented

_WORD = re.compile(r"n't\b|[^\W_]+(?:[.,]\d+)*(?:'s\b)?", re.UNICODE)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})
_ENDINGS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "izations", "ization", "ational", "ically", "ations", "ements", "ement", "ation", "ities", "fully", "ingly", "ments",
        "ances", "ences", "ables", "ibles", "able", "ible", "ions", "ness", "ment", "ance", "ence", "ally", "edly", "ings", "ives", "ing",
        "ies", "ion", "ity", "ive", "ers", "ors", "ful", "ial", "ous", "ed", "er", "or", "es", "ly", "al", "ic", "s", "e", "y",
    ),
    "es": (
        "amientos", "imientos", "amiento", "imiento", "aciones", "uciones", "iciones", "adores", "idores", "adoras", "ablemente",
        "ativos", "ativas", "acion", "icion", "ucion", "iones", "mente", "ables", "ibles", "ancia", "encia", "adora", "ativo", "ativa",
        "dades", "iendo", "ieron", "ieran", "ando", "aron", "able", "ible", "ador", "idor", "idad", "ados", "adas", "idos", "idas",
        "arse", "erse", "irse", "aran", "eran", "iran", "cion", "sion", "ion", "dad", "ado", "ada", "ido", "ida", "aba", "ian", "ara",
        "era",
        "ira", "ico", "ica", "ivo", "iva", "oso", "osa", "nte", "ar", "er", "ir", "an", "en", "es", "os", "as", "on", "ia", "io", "a", "e",
        "o", "s",
    ),
}  # fmt: skip
_SHORTEST = 4


def words(text: str) -> list[str]:
    """The words of a text in order, folded; "don't" gives its denial as "n't", figures stay whole."""
    return [m.group() for m in _WORD.finditer(unaccented(text.translate(_APOSTROPHES)).replace("n't", " n't"))]


@lru_cache(maxsize=20_000)
def stem(word: str, lang: Lang) -> str:
    """A folded word without its longest known ending, never shorter than four letters; a short word only loses a plural."""
    plain = word.removesuffix("'s")
    if len(plain) <= _SHORTEST:
        return plain.removesuffix("s") if len(plain) > 3 else plain
    for ending in sorted(_ENDINGS[lang], key=len, reverse=True):
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            left = plain[: -len(ending)]
            return left[:-1] if lang == "en" and left[-1] == left[-2] and left[-1] not in "lsz" and len(left) > _SHORTEST else left
    return plain
