"""The words by which a rewrite is held to its memo: prompts/coaching/rewrite_words.yaml, typed and compiled. Knows no rule."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.anchored import Anchored, anchored
from app.domain.base import Value
from app.domain.lang import Lang
from app.domain.letters import flat
from app.domain.pattern_heads import may_find, pattern_heads

Hit = tuple[int, int]
BORDER = r"\b"


class ByLang(Value):
    """Patterns of one idea in each language."""

    en: tuple[str, ...]
    es: tuple[str, ...]

    def in_lang(self, lang: Lang) -> tuple[str, ...]:
        """The patterns of one language."""
        return self.en if lang == "en" else self.es


class Pole(Value):
    """Two opposite ideas, each in both languages."""

    a: tuple[str, ...]
    b: tuple[str, ...]


class RewriteWords(Value):
    """The whole file."""

    concepts: dict[str, ByLang]
    named: dict[str, dict[str, tuple[str, ...]]]
    poles: tuple[Pole, ...]
    slot: dict[str, ByLang]


@cache
def rewrite_words() -> RewriteWords:
    """The words of prompts/coaching/rewrite_words.yaml."""
    return RewriteWords.model_validate(load(prompts_dir() / "coaching" / "rewrite_words.yaml"))


@cache
def _joined(patterns: tuple[str, ...]) -> tuple[Anchored | None, tuple[str, ...], re.Pattern[str] | None]:
    """The patterns for text without accents with the beginnings of their finds, and those that have an accent of their own."""
    plain = [p for p in patterns if p.isascii() or not any(unicodedata.normalize("NFD", c) != c for c in p)]
    accented = [p for p in patterns if p not in plain]
    heads = pattern_heads("|".join(plain))
    return anchored(re.compile(_at_border(plain))) if plain else None, heads, re.compile("|".join(accented)) if accented else None


def _at_border(patterns: list[str]) -> str:
    """The patterns as one; the border before a word is looked for once for all that begin at one."""
    inside = [p.removeprefix(BORDER) for p in patterns if p.startswith(BORDER)]
    return "|".join([*([f"{BORDER}(?:{'|'.join(inside)})"] if inside else []), *(p for p in patterns if not p.startswith(BORDER))])


def hits(text: str, patterns: tuple[str, ...]) -> tuple[Hit, ...]:
    """Where any of the patterns stands, in reading order; `text` has composed accents."""
    plain, heads, accented = _joined(patterns)
    folded = flat(text)
    found = [m.span() for m in plain.finds(folded)] if plain and may_find(heads, folded) else []
    found += [m.span() for m in accented.finditer(text.lower())] if accented else []
    return tuple(sorted(found))


def concept_hits(text: str, concept: str, lang: Lang) -> tuple[Hit, ...]:
    """Where a concept is said in a text of one language."""
    return hits(text, rewrite_words().concepts[concept].in_lang(lang))
