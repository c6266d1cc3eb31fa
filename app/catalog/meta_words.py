"""Words of management that say nothing by themselves, prompts/coaching/meta_words.yaml. Knows no memo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.lang import LANGS, Lang
from app.errors import BadData

FILE = "meta_words.yaml"


@cache
def meta_words() -> Mapping[Lang, frozenset[str]]:
    """Folded words by language.

    Raises: BadData when a language is missing or holds no words.
    """
    raw = load(prompts_dir() / "coaching" / FILE) or {}
    found = {lang: frozenset(str(raw.get(lang) or "").split()) for lang in LANGS}
    for lang, words in found.items():
        if not words:
            raise BadData("data.unknown_key", where=FILE, name=lang)
    return found
