"""How the guided writer rewrites: prompts/coaching/rewrite.yaml, typed, with its patterns compiled. Knows no memo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import Lang
from app.domain.pattern_heads import may_find, pattern_heads


class RewriteRules(Value):
    """The rules of one language. Each list of patterns is asked by its name; `slots` are questions by reason,
    `short_slots` the same in fewer words; `spare` is courtesy that makes room for a question where there is none."""

    opens: tuple[str, ...]
    joins: tuple[str, ...]
    fillers: tuple[tuple[str, str], ...]
    cuts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    hedges_of_size: tuple[str, ...]
    times: tuple[str, ...]
    spans_of_time: tuple[str, ...]
    replaced: tuple[str, ...]
    empty: tuple[str, ...]
    asks: tuple[str, ...]
    harm: tuple[str, ...]
    trouble: tuple[str, ...]
    coming: tuple[str, ...]
    good: tuple[str, ...]
    leans: tuple[str, ...]
    rest: tuple[str, ...]
    admitted: tuple[str, ...]
    decided: tuple[str, ...]
    ask_slot: str
    ask_slot_report: str
    ask_slot_short: str
    update_slot: str
    hours_slot: str
    slots: dict[str, str]
    short_slots: dict[str, str]
    spare: tuple[tuple[str, str], ...]

    def pattern(self, name: str) -> re.Pattern[str]:
        """All patterns of a list in one, any case."""
        return _compiled(getattr(self, name))

    def swaps(self, name: str, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """The finds of a list in a text, each with what is put in its place; any case. Only `cuts` may end at the end of a line."""
        low = text.lower()
        for pattern, put, heads in _swaps(getattr(self, name), re.IGNORECASE | re.MULTILINE if name == "cuts" else re.IGNORECASE):
            if may_find(heads, low):
                yield from ((match, put) for match in pattern.finditer(text))

    def says(self, name: str, text: str) -> int:
        """How often a list is met in a text."""
        return _met(getattr(self, name), text)


@cache
def rewrite_rules(lang: Lang) -> RewriteRules:
    """The rules of a language."""
    return RewriteRules.model_validate(load(prompts_dir() / "coaching" / "rewrite.yaml")[lang])


@lru_cache(maxsize=4096)
def _met(patterns: tuple[str, ...], text: str) -> int:
    return sum(1 for _ in _compiled(patterns).finditer(text))


@cache
def _swaps(pairs: tuple[tuple[str, str], ...], flags: int) -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    """Each with how its finds begin."""
    return tuple((re.compile(pattern, flags), put, pattern_heads(pattern)) for pattern, put in pairs)


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
