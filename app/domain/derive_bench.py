"""What a bench holds: how many people, how many have said where they would work, what is nobody's on one side. Ranks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.facts import Derived, Facts


def _bench(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return facts.intake.get("succession.bench") or ()


def _count(number: int) -> Derived:
    return Derived(value=number, formula=f"{number} = {number}")


def bench_count(facts: Facts, _arg: Any) -> Derived | None:
    """How many people are on the bench; None when nobody is."""
    return _count(len(_bench(facts))) if _bench(facts) else None


def no_bench(facts: Facts, _arg: Any) -> Derived | None:
    """Present when nobody is on the bench."""
    return None if _bench(facts) else Derived(value=True)


def unheard(facts: Facts, _arg: Any) -> Derived | None:
    """How many people on the bench have not said where they would work; None when each has."""
    found = sum(p.get("mobility_stated_by_person") is None for p in _bench(facts))
    return _count(found) if found else None


def all_heard(facts: Facts, _arg: Any) -> Derived | None:
    """Present when each person on the bench has said where they would work."""
    return Derived(value=True) if _bench(facts) and unheard(facts, None) is None else None


def undated_steps(facts: Facts, _arg: Any) -> Derived | None:
    """How many next steps carry no date; None when each has one, or there is no bench."""
    found = sum(p.get("next_step_by") is None for p in _bench(facts))
    return _count(found) if found else None


def thin_bench(facts: Facts, _arg: Any) -> Derived | None:
    """Present when one person alone is on the bench."""
    return Derived(value=True) if len(_bench(facts)) == 1 else None


def several(facts: Facts, _arg: Any) -> Derived | None:
    """Present when more than one person is on the bench."""
    return Derived(value=True) if len(_bench(facts)) > 1 else None
