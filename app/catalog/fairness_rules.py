"""The rules on unlawful and coded wording, prompts/fairness/*.yaml, typed, cross-checked and compiled. Knows no intake and no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from app.catalog.corpus import corpus
from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.document import Severity
from app.errors import BadData

FRAMES = "_frames.yaml"
_NAME = re.compile(r"\{([A-Z_]+)\}")


class FairnessRule(Value):
    """One ground. Patterns count anywhere; `sought` where something is asked of a person; `bare` where an answer says who it is to be.

    `harmless` words are blanked first; `unless` in the same clause clears a find. `kind` criterion never becomes a requirement, coded is
    information only. `also` names further answers (by path) whose `sought` words count. On `misconduct` derailers have a list of their own
    alone, since a deed named there rules the doer out.
    """

    id: str
    kind: str
    severity: Severity
    ground: Words
    cards: tuple[str, ...]
    wording: Words
    words: dict[str, str] = {}
    patterns: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    derailers: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    also: str = ""
    misconduct: bool = False


@dataclass(frozen=True)
class Frames:
    """What all rules share: kinds of answers by path, and the words that ask, wish, forbid or turn a sentence round."""

    person: re.Pattern[str]
    sought: re.Pattern[str]
    derailers: re.Pattern[str]
    exempt: re.Pattern[str]
    asks: re.Pattern[str]
    forbids: re.Pattern[str]
    contrast: re.Pattern[str]
    misdeeds: re.Pattern[str]


@dataclass(frozen=True)
class Compiled:
    """A rule with its patterns ready; None where it has none."""

    rule: FairnessRule
    anywhere: re.Pattern[str] | None
    sought: re.Pattern[str] | None
    bare: re.Pattern[str] | None
    derailers: re.Pattern[str] | None
    harmless: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    also: re.Pattern[str] | None


@cache
def fairness_rules() -> tuple[FairnessRule, ...]:
    """The rules, by file name.

    Raises: BadData for an unknown key or card, or a rule without patterns.
    """
    rules = tuple(_rule(path.name, load(path)) for path in sorted((prompts_dir() / "fairness").glob("[!_]*.yaml")))
    for name in (ids := [r.id for r in rules]):
        if ids.count(name) > 1:
            raise BadData("data.duplicate_id", where="fairness", name=name)
    return rules


def _rule(where: str, raw: Mapping[str, Any]) -> FairnessRule:
    try:
        rule = FairnessRule.model_validate(raw)
    except ValidationError as bad:
        first = bad.errors()[0]
        raise BadData("data.unknown_key", where=where, name=".".join(map(str, first["loc"]))) from bad
    for card in rule.cards:
        if card not in corpus().cards:
            raise BadData("data.unknown_card", where=where, name=card)
    return rule


@cache
def frames() -> Frames:
    """The shared frames.

    Raises: BadData for a broken pattern.
    """
    raw = load(prompts_dir() / "fairness" / FRAMES)
    words, places = raw["words"], raw["places"]

    def one(name: str, patterns: Iterable[str]) -> re.Pattern[str]:
        return compiled(f"{FRAMES}: {name}", patterns, words) or re.compile(r"(?!)")

    return Frames(
        person=one("person", [places["person"]]),
        sought=one("sought", [places["sought"]]),
        derailers=one("derailers", [places["derailers"]]),
        exempt=one("exempt", [places["exempt"]]),
        asks=one("wish", [*raw["wish"], *raw["ask"]]),
        forbids=one("forbids", raw["forbids"]),
        contrast=one("contrast", [raw["contrast"]]),
        misdeeds=one("misdeeds", raw["misdeeds"]),
    )


@cache
def compiled_rules() -> tuple[Compiled, ...]:
    """Every rule, compiled.

    Raises: BadData for a broken pattern or an unknown {NAME} in one, naming file and list.
    """
    shared = load(prompts_dir() / "fairness" / FRAMES)["words"]
    return tuple(_compiled_rule(rule, {**shared, **rule.words}) for rule in fairness_rules())


def _compiled_rule(rule: FairnessRule, words: Mapping[str, str]) -> Compiled:
    def one(name: str, patterns: Iterable[str]) -> re.Pattern[str] | None:
        return compiled(f"{rule.id}: {name}", patterns, words)

    return Compiled(
        rule=rule,
        anywhere=one("patterns", rule.patterns),
        sought=one("sought", rule.sought),
        bare=one("bare", rule.bare),
        derailers=one("derailers", rule.derailers),
        harmless=one("harmless", rule.harmless),
        unless=one("unless", rule.unless),
        also=one("also", [rule.also] if rule.also else []),
    )


def compiled(where: str, patterns: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str] | None:
    """The patterns as one alternation with every {NAME} filled in; None without any.

    Raises: BadData for a broken pattern or an unknown name.
    """
    parts = [f"(?:{_filled(where, pattern, words)})" for pattern in patterns]
    if not parts:
        return None
    try:
        return re.compile("|".join(parts))
    except re.error as bad:
        raise BadData("data.bad_pattern", where=where, name=str(bad)) from bad


def _filled(where: str, pattern: str, words: Mapping[str, str], depth: int = 0) -> str:
    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in words or depth > len(words):
            raise BadData("data.bad_pattern", where=where, name=match.group())
        return _filled(where, words[name], words, depth + 1)

    return _NAME.sub(word, pattern)
