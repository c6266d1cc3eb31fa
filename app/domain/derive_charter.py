"""How much of a charter between headquarters and Mexico is agreed. Counts answers; knows no wording."""

from __future__ import annotations

from typing import Any

from app.domain.facts import Derived, Facts

PARTS = (
    "values", "trust_measures", "escalation", "risk_appetite", "site_role_5y", "capital_criteria", "strategic_thinking_examples",
    "hq_commitments", "leader_commitments",
)  # fmt: skip
"""What both sides have to say aloud before there is a charter."""


def _said(facts: Facts) -> int:
    return sum(facts.intake.present(f"headquarters.{part}") for part in PARTS)


def _count(number: int) -> Derived:
    return Derived(value=number, formula=f"{number} = {number}")


def charter_parts(facts: Facts, _arg: Any) -> Derived | None:
    """How many parts a charter has."""
    return _count(len(PARTS))


def charter_said(facts: Facts, _arg: Any) -> Derived | None:
    """How many parts are said, when some are and some are not."""
    found = _said(facts)
    return _count(found) if 0 < found < len(PARTS) else None


def charter_whole(facts: Facts, _arg: Any) -> Derived | None:
    """Present when every part is said."""
    return Derived(value=True) if _said(facts) == len(PARTS) else None


def charter_empty(facts: Facts, _arg: Any) -> Derived | None:
    """Present when nothing is said yet."""
    return None if _said(facts) else Derived(value=True)


def fastest(facts: Facts, _arg: Any) -> Derived | None:
    """The escalation rule with the fewest hours, as one record of that rule; None when no rule names hours."""
    rules = [r for r in facts.intake.get("headquarters.escalation") or () if isinstance(r.get("within_hours"), int)]
    found = min(rules, key=lambda r: r["within_hours"], default=None)
    return Derived(value=(found,)) if found and found.get("topic") is not None and found.get("to_whom") is not None else None


def untitled(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the post has a title in neither language."""
    known = facts.intake.present("role.title_en") or facts.intake.present("role.title_es")
    return None if known else Derived(value=True)


def to_sign(facts: Facts, name: Any) -> Derived | None:
    """Present when the person with this name is to sign and has not."""
    named = facts.intake.get("headquarters.charter_signatures") or ()
    return Derived(value=True) if any(s.get("name") == name and s.get("signed_on") is None for s in named) else None


def _unnamed(facts: Facts, side: str) -> Derived | None:
    named = facts.intake.get("headquarters.charter_signatures") or ()
    return None if any(str(s.get("side")) == side for s in named) else Derived(value=True)


def hq_unnamed(facts: Facts, _arg: Any) -> Derived | None:
    """Present when nobody is named to sign for headquarters."""
    return _unnamed(facts, "US")


def mexico_unnamed(facts: Facts, _arg: Any) -> Derived | None:
    """Present when nobody is named to sign for Mexico."""
    return _unnamed(facts, "MX")
