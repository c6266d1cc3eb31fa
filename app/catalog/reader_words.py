"""The reader's side as data: prompts/coaching/reader_side.yaml and reader_markers.{en,es}.yaml, typed, cross-checked, compiled. Knows no memo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import ValidationError

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.coaching import CATEGORIES, CODES, Category
from app.domain.lang import LANGS, Lang
from app.domain.memo_text import fold
from app.errors import BadData

Do = Literal["ask", "acknowledge", "avoid"]
SIGNS = (
    "counted_problem", "dated_notice", "own_part", "honest_unknown", "disagreement", "problem", "no_ask", "waited", "greeting", "always",
    "no_thanks", "no_date", "no_offer",
)  # fmt: skip
"""What a rule's `when` may name beside `marker:CATEGORY,…` and `level:CODE<N`."""
_LEVEL = re.compile(r"level:(D\d{1,2})<([123])")


class AdviceRule(Value):
    """One piece of advice: when it is due, and its text with a {quote}."""

    id: str
    do: Do
    when: str
    text: Words


class _RawRule(Value):
    id: str
    category: Category
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    dated: bool = False
    why: str
    hears: str
    suggestion: str


@dataclass(frozen=True)
class ReaderRule:
    """Words of headquarters to mark. `unless` in the sentence clears a find; with `is_dated` so does a day or hour in it."""

    id: str
    category: Category
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    is_dated: bool
    why: str
    hears: str
    suggestion: str


@dataclass(frozen=True)
class Advice:
    """What may be advised to the reader of a memo (`rules`), and to the writer of a reply from headquarters (`reply`); `most` limits each kind."""

    most: Mapping[str, int]
    rules: tuple[AdviceRule, ...]
    reply: tuple[AdviceRule, ...]


@cache
def advice() -> Advice:
    """The advice, in the order in which it is tried.

    Raises: BadData for an unknown key or sign, or an id given twice.
    """
    where = "reader_side.yaml"
    raw = load(prompts_dir() / "coaching" / where)
    if set(raw) != {"most", "rules", "reply"} or set(raw["most"]) != {"ask", "acknowledge", "avoid"}:
        raise BadData("data.unknown_key", where=where, name=", ".join(sorted(raw)))
    parts = [tuple(_valid(AdviceRule, item, where) for item in raw[part]) for part in ("rules", "reply")]
    seen: set[str] = set()
    for rule in (*parts[0], *parts[1]):
        if rule.id in seen:
            raise BadData("data.duplicate_id", where=where, name=rule.id)
        seen.add(rule.id)
        if not _is_sign(rule.when):
            raise BadData("data.unknown_key", where=f"{where}: {rule.id}", name=rule.when)
    return Advice(raw["most"], *parts)


def categories_of(when: str) -> tuple[str, ...]:
    """The categories that a `marker:` sign names; empty for another sign."""
    return tuple(when.removeprefix("marker:").split(",")) if when.startswith("marker:") else ()


def level_of(when: str) -> tuple[str, int] | None:
    """The code and the level below which a `level:` sign is due; None for another sign."""
    found = _LEVEL.fullmatch(when)
    return (found[1], int(found[2])) if found else None


@cache
def reader_rules(lang: Lang) -> tuple[ReaderRule, ...]:
    """The words to mark in a language, in file order.

    Raises: BadData for an unknown key or category, a broken pattern, or an id that the other language does not have.
    """
    raws = {each: load(prompts_dir() / "coaching" / f"reader_markers.{each}.yaml")["rules"] for each in LANGS}
    where = f"reader_markers.{lang}.yaml"
    ids = {each: [(item.get("id"), item.get("category")) for item in items] for each, items in raws.items()}
    if ids["en"] != ids["es"] or len(set(ids[lang])) != len(ids[lang]):
        raise BadData("data.languages_differ", where=where, name=", ".join(str(i) for i, _ in set(ids["en"]) ^ set(ids["es"])))
    return tuple(_compiled(_valid(_RawRule, item, where), where) for item in raws[lang])


def _compiled(raw: _RawRule, where: str) -> ReaderRule:
    at = f"{where}: {raw.id}"
    for pattern in (*raw.patterns, *raw.unless):
        if re.sub(r"\\.", "", pattern) != fold(re.sub(r"\\.", "", pattern)).plain:
            raise BadData("data.criterion_stem", where=at, name=pattern)
    find, unless = _any_of(raw.patterns, at), _any_of(raw.unless, at)
    if find is None:
        raise BadData("data.unknown_key", where=at, name="patterns")
    return ReaderRule(raw.id, raw.category, find, unless, raw.dated, raw.why, raw.hears, raw.suggestion)


def _any_of(patterns: tuple[str, ...], at: str) -> re.Pattern[str] | None:
    if not patterns:
        return None
    try:
        return re.compile("|".join(rf"(?<!\w)(?:{p})(?!\w)" for p in patterns))
    except re.error as bad:
        raise BadData("data.bad_pattern", where=at, name=str(bad)) from bad


def _is_sign(when: str) -> bool:
    level = level_of(when)
    if level:
        return level[0] in CODES
    categories = categories_of(when)
    return all(c in CATEGORIES for c in categories) if categories else when in SIGNS


def _valid(model: type[Any], raw: Any, where: str) -> Any:
    try:
        return model.model_validate(raw)
    except ValidationError as bad:
        first = bad.errors(include_url=False)[0]
        raise BadData("data.unknown_key", where=where, name=".".join(map(str, first["loc"])) or str(raw)[:40]) from bad
