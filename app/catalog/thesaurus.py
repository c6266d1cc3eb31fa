"""Words of both languages that mean the same, corpus/thesaurus.yaml, for search only. Knows no index and no sentence."""

from __future__ import annotations

from functools import cache

from app.catalog.files import corpus_dir
from app.catalog.yaml_files import load
from app.errors import BadData

FILE = "thesaurus.yaml"


@cache
def thesaurus() -> tuple[tuple[str, str], ...]:
    """(English, Spanish) groups in the glossary's own form: alternatives parted by " / ", the best gloss first.

    Raises: BadData for an unknown key, or a group without words in one language.
    """
    loaded = load(corpus_dir() / FILE)
    if unknown := set(loaded) - {"groups"}:
        raise BadData("data.unknown_key", where=FILE, name=", ".join(sorted(unknown)))
    found: list[tuple[str, str]] = []
    for raw in loaded["groups"]:
        if set(raw) != {"en", "es"} or not all(str(words).strip() for words in raw.values()):
            raise BadData("data.unknown_key", where=FILE, name=str(raw)[:60])
        found.append((_slashed(raw["en"]), _slashed(raw["es"])))
    return tuple(found)


def _slashed(words: str) -> str:
    return " / ".join(each.strip() for each in words.split(",") if each.strip())
