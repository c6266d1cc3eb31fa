"""Open points as lists for the guided files. Knows their order, not their wording."""

from __future__ import annotations

from typing import Any

from app.domain.facts import Derived, Facts, OpenPoint

FIRST = 5


def ranked(facts: Facts, _arg: Any) -> Derived | None:
    """All open points in order; None when there is none."""
    return Derived(value=_rows(facts.open_points)) if facts.open_points else None


def first(facts: Facts, _arg: Any) -> Derived | None:
    """The client's five that change the search most; None when the client owes nothing."""
    chosen = _clients(facts)
    return Derived(value=_rows(chosen)) if chosen else None


def _clients(facts: Facts) -> tuple[OpenPoint, ...]:
    return tuple(p for p in facts.open_points if p.of_client)[:FIRST]


def none_open(facts: Facts, _arg: Any) -> Derived | None:
    """Present when nothing is open."""
    return None if facts.open_points else Derived(value=True)


def first_count(facts: Facts, _arg: Any) -> Derived | None:
    """How many come first: five at most; None when the client owes nothing."""
    chosen = len(_clients(facts))
    return Derived(value=chosen, formula=f"{chosen} = {chosen}") if chosen else None


def count(facts: Facts, _arg: Any) -> Derived | None:
    """How many points are open; None when none is."""
    total = len(facts.open_points)
    return Derived(value=total, formula=f"{total} = {total}") if total else None


def limits_open(facts: Facts, _arg: Any) -> Derived | None:
    """Present when some local decision has no limit yet."""
    found = any(p.path.startswith("role.decision_rights[") and p.path.endswith(".limit") for p in facts.open_points)
    return Derived(value=True) if found else None


def _rows(points: tuple[OpenPoint, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"path": p.path, "question": p.question, "ask": p.ask, "needed_for": p.needed_for, "rank": p.rank, "week": p.week} for p in points
    )
