"""A text without accents, in small letters. Knows no language; `memo_text` keeps each letter's place besides, and squeezes white space."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def unaccented(text: str) -> str:
    """Small letters without accents, for comparing words (ñ becomes n). May be longer or shorter than the text ("ß" is "ss")."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=1024)
def flat(text: str) -> str:
    """Small letters without accents, character by character: as long as the text, so that places in it stay true."""
    return text.translate(_BASES)


class _Bases(dict[int, str]):
    """Each character's small letter without accent, worked out when first met: a memo is flattened hundreds of times."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = character.lower()
        first = unicodedata.normalize("NFD", lower)[:1] if len(lower) == 1 else character
        self[code] = first if len(first) == 1 else character
        return self[code]


_BASES = _Bases()
