"""What words of a memo mean, roughly (calm, minor, soon, done…): prompts/coaching/soft_words.<lang>.yaml. Knows no memo, no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from app.catalog.word_index import Token, WordIndex, read_index
from app.domain.lang import Lang


@cache
def soft_words(lang: Lang) -> WordIndex:
    """The index of every entry of a language.

    Raises: BadData for an entry without a word or that begins with a gap.
    """
    return read_index(f"soft_words.{lang}.yaml")


def meant(words: Sequence[Token], lang: Lang) -> tuple[frozenset[str], ...]:
    """For each word of a sentence the concepts that it names by itself (`calm`) or as part of a phrase (`calm` and `calm!`)."""
    found = [set(_alone(word.text, lang)) for word in words]
    for concept, at, end in soft_words(lang).found(words):
        if end - at > 1:
            for each in range(at, end):
                found[each] |= {concept, f"{concept}!"}
    return tuple(frozenset(names) for names in found)


@lru_cache(maxsize=8192)
def _alone(word: str, lang: Lang) -> frozenset[str]:
    return frozenset(concept for concept, _, _ in soft_words(lang).found((Token(0, len(word), word),)))
