"""Articles of law as cards name them, in Spanish: "Art. 5 and Annex II" is "Art. 5 y Anexo II". Knows words only; no law."""

from __future__ import annotations

import re
from functools import cache

from app.catalog.files import corpus_dir
from app.catalog.yaml_files import load


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    known: dict[str, str] = load(corpus_dir() / "article_words.yaml")
    return re.compile("|".join(map(re.escape, known))), known


def in_spanish(article: str) -> str:
    """An article with its English words in Spanish; numbers and names stay as they are. Empty for an empty text.

    Raises: BadData when the data file is missing or no YAML.
    Source: corpus/article_words.yaml.
    """
    wording, known = _words()
    return wording.sub(lambda m: known[m.group()], article)
