"""The words of matters for counsel: prompts/coaching/matter_words.yaml. Knows no memo, no verdict."""

from __future__ import annotations

from functools import cache

from app.catalog.word_index import WordIndex, read_index


@cache
def matter_words() -> WordIndex:
    """The index of every entry.

    Raises: BadData for an entry without a word or that begins with a gap.
    """
    return read_index("matter_words.yaml")
