"""The coach's data, prompts/coaching/*.yaml, typed, cross-checked and compiled: rubric, cues, markers, stops, blockers. Knows no memo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from pydantic import ValidationError

from app.catalog.coaching_values import (
    CategoryTexts,
    CompiledRule,
    CompiledStop,
    Cues,
    Dimension,
    MarkerRule,
    StopRule,
)
from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.anchored import anchored
from app.domain.base import Value
from app.domain.coaching import CATEGORIES, CODES, MEMO_KINDS, Category, Code, MemoKind
from app.domain.lang import LANGS, Lang
from app.errors import BadData

__all__ = [
    "CompiledRule",
    "CompiledStop",
    "Cues",
    "Dimension",
    "MarkerRule",
    "StopRule",
    "category_texts",
    "cues",
    "disguises",
    "fill",
    "kinds",
    "marker_rules",
    "messages",
    "rubric",
    "stop_rules",
    "tell",
]

_MACRO = re.compile(r"\{([A-Z_]+)\}")
_OWN_BORDER = ("^", "(?<", r"\b", "(?:^")
_Item = TypeVar("_Item", bound=Value)
GUARDS = ("sized", "band", "unknown", "request", "moment", "owner_moment", "agent", "asked", "because_figure", "figured")


def _compiled(where: str, patterns: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str] | None:
    """One pattern of several, macros filled in, each at word borders unless it says otherwise."""
    parts = [p for p in patterns if p]
    if not parts:
        return None
    try:
        filled = [_fill(where, p, words) for p in parts]
        runs = groupby(filled, lambda p: p.startswith(_OWN_BORDER))
        return re.compile("|".join("|".join(run) if is_own else _bordered(run) for is_own, run in runs), re.MULTILINE)
    except re.error as bad:
        raise BadData("data.not_yaml", where=where, reason=str(bad)) from bad


def _bordered(patterns: Iterable[str]) -> str:
    """Patterns with one look at the borders for all: many times faster than a look for each."""
    return rf"(?<!\w)(?:{'|'.join(f'(?:{p})' for p in patterns)})(?!\w)"


def _fill(where: str, pattern: str, words: Mapping[str, str], depth: int = 0) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] not in words or depth > 4:
            raise BadData("data.unknown_key", where=where, name=match[1])
        return "(?:" + _fill(where, words[match[1]], words, depth + 1) + ")"

    return _MACRO.sub(one, pattern)


def _valid(model: type[_Item], raw: Any, where: str) -> _Item:
    try:
        return model.model_validate(raw)
    except ValidationError as bad:
        first = bad.errors()[0]
        raise BadData("data.unknown_key", where=where, name=".".join(map(str, first["loc"])) or str(raw)[:40]) from bad


@cache
def rubric() -> Mapping[Code, Dimension]:
    """The dimensions by code, in order.

    Raises: BadData naming what does not fit.
    """
    raw = load(prompts_dir() / "coaching" / "rubric.yaml")
    found = [_valid(Dimension, item, f"rubric.yaml: {item.get('code', '?')}") for item in raw["dimensions"]]
    if tuple(d.code for d in found) != CODES or len({d.id for d in found}) != len(CODES):
        raise BadData("data.duplicate_id", where="rubric.yaml", name=", ".join(d.code for d in found))
    for dimension in found:
        if not {"0", "1", "2", "3", "null"} <= set(dimension.reasons):
            raise BadData("data.unknown_key", where=f"rubric.yaml: {dimension.code}", name="reasons")
    return {d.code: d for d in found}


@cache
def cues(lang: Lang) -> Cues:
    """The cue lists of a language.

    Raises: BadData for an unknown macro or a broken pattern; for lists that the other language lacks.
    """
    raws = {each: load(prompts_dir() / "coaching" / f"cues.{each}.yaml") for each in LANGS}
    for part in ("cues", "cased"):
        if odd := set(raws["en"][part]) ^ set(raws["es"][part]):
            raise BadData("data.languages_differ", where=f"cues.{lang}.yaml", name=", ".join(sorted(odd)))
    raw, where = raws[lang], f"cues.{lang}.yaml"
    made = {
        part: {
            name: anchored(_compiled(f"{where}: {name}", patterns, raw["words"]) or re.compile(r"(?!)"))
            for name, patterns in raw[part].items()
        }
        for part in ("cues", "cased")
    }
    return Cues(made["cues"], made["cased"])


@cache
def marker_rules(lang: Lang) -> tuple[CompiledRule, ...]:
    """The marker rules of a language, in file order.

    Raises: BadData for an unknown category, guard or cue, a repeated id, a broken pattern.
    """
    where = f"markers.{lang}.yaml"
    raw = load(prompts_dir() / "coaching" / where)
    texts = {name: _valid(CategoryTexts, item, f"{where}: {name}") for name, item in raw["categories"].items()}
    if set(texts) != set(CATEGORIES):
        raise BadData("data.unknown_key", where=where, name=", ".join(sorted(set(texts) ^ set(CATEGORIES))))
    words = {**load(prompts_dir() / "coaching" / f"cues.{lang}.yaml")["words"], **raw["words"]}
    known = {*cues(lang).plain, *cues(lang).cased}
    found: dict[str, CompiledRule] = {}
    for item in raw["markers"]:
        at = f"{where}: {item.get('id', '?')}"
        rule = _valid(MarkerRule, item, at)
        clear = rule.clear if rule.clear is not None else texts[rule.category].clear
        odd = [c for c in clear if c not in GUARDS] + [c for c in (*rule.needs_near, *rule.needs_memo, *rule.unless_memo) if c not in known]
        if rule.id in found or odd:
            raise BadData("data.duplicate_id" if rule.id in found else "data.unknown_key", where=at, name=", ".join(odd) or rule.id)
        find = _compiled(at, rule.patterns, words)
        if find is None:
            raise BadData("data.unknown_key", where=at, name="patterns")
        found[rule.id] = CompiledRule(
            rule,
            anchored(find),
            _compiled(at, rule.unless, words),
            _compiled(at, rule.unless_sentence, words),
            _compiled(at, rule.needs, words),
            clear,
            texts[rule.category],
        )
    return tuple(found.values())


@cache
def category_texts(lang: Lang) -> Mapping[Category, CategoryTexts]:
    """What is said of each category of markers where no rule says more.

    Raises: BadData.
    """
    return {rule.rule.category: rule.texts for rule in marker_rules(lang)}


@cache
def stop_rules() -> tuple[CompiledStop, ...]:
    """The matters that stop coaching, most protective first.

    Raises: BadData.
    """
    raw = load(prompts_dir() / "coaching" / "stops.yaml")
    found = []
    for item in raw["stops"]:
        at = f"stops.yaml: {item.get('id', '?')}"
        rule = _valid(StopRule, item, at)
        find = _compiled(at, rule.patterns, raw["words"])
        if find is None:
            raise BadData("data.unknown_key", where=at, name="patterns")
        unless = _compiled(at, (*rule.unless, *raw["unless"]), raw["words"])
        pairs = ((_compiled(at, b.first, raw["words"]), _compiled(at, b.then, raw["words"])) for b in rule.beside)
        ways = ((anchored(find), _compiled(at, rule.near, raw["words"])), *((anchored(first), then) for first, then in pairs if first))
        found.append(CompiledStop(rule, ways, unless))
    return tuple(found)


@cache
def disguises() -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    """The requests to dress something up, what clears a memo as a whole, and the words of each matter by stop id.

    Raises: BadData.
    """
    raw = load(prompts_dir() / "coaching" / "stops.yaml")
    known = {rule.rule.id for rule in stop_rules()}
    if odd := set(raw["about"]) - known:
        raise BadData("data.unknown_key", where="stops.yaml: about", name=", ".join(sorted(odd)))
    never = re.compile(r"(?!)")
    about = {name: _compiled(f"stops.yaml: about.{name}", [words], raw["words"]) or never for name, words in raw["about"].items()}
    asked, cleared = (_compiled(f"stops.yaml: {part}", raw[part], raw["words"]) or never for part in ("disguise", "cleared"))
    return asked, cleared, about


@cache
def messages() -> Mapping[str, Words]:
    """Blocker messages, notices and other sentences of the coach by key ("blocker.KNOWN_LATE", "notice.discoverable").

    Raises: BadData.
    """
    raw = load(prompts_dir() / "coaching" / "blockers.yaml")
    return {
        f"{group}.{key}": _valid(Words, item, f"blockers.yaml: {group}.{key}")
        for group, items in raw["messages"].items()
        for key, item in items.items()
    }


def tell(lang: Lang, key: str, /, **params: object) -> str:
    """One of `messages` in a language, its `{names}` filled in.

    Raises: BadData for a key that no file has.
    """
    if key not in messages():
        raise BadData("data.unknown_key", where="blockers.yaml", name=key)
    return fill(messages()[key].in_lang(lang), **params)


def fill(template: str, /, **params: object) -> str:
    """A template with its `{names}` filled in; one without a value stays as it is."""
    return re.sub(r"\{([a-z_]+)\}", lambda m: str(params.get(m[1], m[0])), template)


def kinds() -> tuple[MemoKind, ...]:
    """The kinds of memo."""
    return MEMO_KINDS
