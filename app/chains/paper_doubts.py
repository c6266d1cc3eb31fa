"""When a sentence of a paper decides nothing: asked, denied, conditional, uncertain, rounded, a range. Knows words; reads no value."""

from __future__ import annotations

from app.catalog.paper_rules import PaperRule, paper_rules
from app.domain.papers import Doubt

NUMBERS = frozenset({"pay", "money", "count", "people", "date"})
"""Readers whose value is a number: “about” and “up to” count for them only."""


def affirmed(rule: PaperRule, text: str) -> str:
    """The text with each denied choice blanked; empty when every choice is denied."""
    made, is_any = text, False
    for _, pattern in rule.options:
        for found in pattern.finditer(text):
            if is_denied(text, found.start()):
                made = made[: found.start()] + " " * len(found.group()) + made[found.end() :]
            else:
                is_any = True
    return made if is_any else ""


def doubt_of(reads: str, text: str, at: int) -> Doubt | None:
    """Why a sentence is no plain answer to a reader of values; None when it is one. `at`: where the value begins."""
    rules = paper_rules()
    plain = rules.harmless.sub(lambda m: " " * len(m.group()), text)
    for each in rules.doubts:
        if each.readers and reads not in each.readers:
            continue
        if each.id in ("about", "bound") and reads not in NUMBERS:
            continue
        if each.words.search(plain):
            return each.id
    return "negated" if is_denied(text, at) and reads != "languages" else None


def is_denied(text: str, at: int) -> bool:
    """True when the clause says no before what begins at an offset."""
    rules = paper_rules()
    plain = rules.harmless.sub(lambda m: " " * len(m.group()), text)
    turns = [m.end() for m in rules.clause.finditer(plain, 0, at)]
    first = turns[-1] if turns else 0
    return bool(rules.negation.search(plain, first, min(len(plain), at + 12)))
