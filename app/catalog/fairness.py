"""Unlawful and coded wording as data (prompts/fairness.yaml): what it is, under which law, what to write instead. Patterns only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.catalog.corpus import corpus
from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.document import Severity
from app.domain.intake import Intake
from app.domain.lang import LocalText, both
from app.domain.withheld import Withheld, without
from app.errors import BadData

_SENTENCE = re.compile(r"[^.!?;\n]+")
EXEMPT = re.compile(
    r"candidate\.lawful_criteria_check|privacy\.|engagement\.confidential_terms|relocation\.|compensation\.candidate_expectation"
)
"""Answers that speak of the law, of support or of expectations, not of what a person must be."""


class FairnessRule(Value):
    """One rule; `kind` criterion never becomes a requirement, coded is information only."""

    id: str
    kind: str
    severity: Severity
    ground: Words
    cards: tuple[str, ...]
    patterns: tuple[str, ...]
    unless: str = ""
    wording: Words


@dataclass(frozen=True)
class Match:
    """A rule's find in a text: span in code points, end exclusive."""

    rule: FairnessRule
    start: int
    end: int
    words: str


def level(text: str) -> str:
    """The text in lower case without accents, letter by letter, so that positions stay."""
    return "".join((unicodedata.normalize("NFD", c)[0] if unicodedata.normalize("NFD", c) else c).lower()[:1] or c for c in text)


@cache
def fairness_rules() -> tuple[FairnessRule, ...]:
    """The rules in order.

    Raises: BadData for an unknown card or a broken pattern.
    """
    path = prompts_dir() / "fairness.yaml"
    rules = tuple(FairnessRule.model_validate(raw) for raw in load(path)["rules"])
    for rule in rules:
        for card in rule.cards:
            if card not in corpus().cards:
                raise BadData("data.unknown_card", where=f"{path.name}: {rule.id}", name=card)
        for pattern in (*rule.patterns, rule.unless):
            try:
                re.compile(pattern)
            except re.error as bad:
                raise BadData("data.bad_pattern", where=f"{path.name}: {rule.id}", name=str(bad)) from bad
    return rules


@cache
def _compiled() -> tuple[tuple[FairnessRule, tuple[re.Pattern[str], ...], re.Pattern[str] | None], ...]:
    return tuple(
        (rule, tuple(re.compile(p) for p in rule.patterns), re.compile(rule.unless) if rule.unless else None) for rule in fairness_rules()
    )


def matches(text: str) -> Iterator[Match]:
    """Every rule's first find in each sentence of a text, in rule order."""
    plain = level(text)
    for sentence in _SENTENCE.finditer(plain):
        lead = len(sentence.group()) - len(sentence.group().lstrip())
        part, offset = sentence.group()[lead:], sentence.start() + lead
        for rule, patterns, unless in _compiled():
            if unless and unless.search(part):
                continue
            found = next((m for p in patterns if (m := p.search(part)) and m.group().strip()), None)
            if found:
                start, end = offset + found.start(), offset + found.end()
                yield Match(rule, start, end, text[start:end].strip())


def lawful_view(intake: Intake) -> tuple[Intake, tuple[Withheld, ...]]:
    """The intake without the sentences that ask for what the law forbids, and what was found (coded wording included, which stays)."""
    found: dict[tuple[str, str], Withheld] = {}
    blocked: set[str] = set()
    for path, text in intake.texts():
        if EXEMPT.match(path):
            continue
        for match in matches(text):
            found.setdefault((match.rule.id, path), _withheld(match, path))
            if match.rule.severity == "block":
                blocked.add(path)
    kept = {path: _clean(intake.get(path)) for path in blocked}
    return without(intake, kept), tuple(found.values())


def _withheld(match: Match, path: str) -> Withheld:
    rule = match.rule
    return Withheld(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        path=path,
        words=match.words,
        ground=both(rule.ground.en, rule.ground.es),
        wording=both(rule.wording.en, rule.wording.es),
        cards=rule.cards,
    )


def _clean(value: object) -> LocalText | None:
    if not isinstance(value, LocalText):
        return None
    kept = {k: _lawful_part(v) for k, v in (("en", value.en), ("es", value.es), ("neutral", value.neutral)) if v}
    kept = {k: v for k, v in kept.items() if v}
    return LocalText(**kept) if kept else None


def _lawful_part(text: str) -> str:
    """The sentences of a text that no blocking rule finds fault with."""
    bad = [m for m in matches(text) if m.rule.severity == "block"]
    parts = [s for s in re.finditer(r"[^.!?;\n]+[.!?;]*\s*", text) if not any(s.start() <= m.start < s.end() for m in bad)]
    return "".join(p.group() for p in parts).strip()
