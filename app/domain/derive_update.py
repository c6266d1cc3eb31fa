"""A search against its calendar today: gates past and next, working days of both countries, what puts a date at risk, who owes answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.domain.derive_dates import answers_due, gate, today
from app.domain.facts import Derived, Facts, OpenPoint
from app.domain.lang import LocalText, both

SOON_DAYS = 10
"""Working days before a gate from which open answers put it at risk."""


def _gates(facts: Facts) -> Iterator[tuple[Mapping[str, Any], Derived]]:
    """Named gates with their days, in order of day."""
    found = []
    for item in facts.intake.get("process.milestones") or ():
        day = gate(facts, item.get("week"))
        if day is not None and item.get("name") is not None:
            found.append((item, day))
    yield from sorted(found, key=lambda pair: pair[1].value)


def _days(facts: Facts, first: date, last: date, inputs: dict[str, str | int | float | None], steps: str) -> Derived:
    count = facts.calendar.working_between(first, last)
    return Derived(value=count, formula=f"{steps}; working_days_US_MX({first}, {last}) = {count}d", inputs=inputs)


def _away(facts: Facts, day: Derived) -> Derived:
    """Working days from today to a day, or since it."""
    steps = f"{day.formula}; PUENTE_TODAY = {facts.today}"
    first, last = sorted((facts.today, day.value))
    return _days(facts, first, last, day.inputs, steps)


def to_go(facts: Facts, week: Any) -> Derived | None:
    """Working days from today to the gate of a week; None once its day is past."""
    day = gate(facts, week)
    return _away(facts, day) if day and day.value >= facts.today else None


def gone(facts: Facts, week: Any) -> Derived | None:
    """Working days since the gate of a week; None while it is still to come."""
    day = gate(facts, week)
    return _away(facts, day) if day and day.value < facts.today else None


def next_gate(facts: Facts, _arg: Any) -> Derived | None:
    """The first gate from today on: one record {name, day, left}; None when none is left."""
    for item, day in _gates(facts):
        if day.value >= facts.today:
            return Derived(value=({"name": item["name"], "day": day, "left": _away(facts, day)},))
    return None


def none_left(facts: Facts, _arg: Any) -> Derived | None:
    """Present when there is no gate from today on."""
    return Derived(value=True) if next_gate(facts, None) is None else None


def at_risk(facts: Facts, _arg: Any) -> Derived | None:
    """Gates from today on whose day is at risk, with the reason: records {name, day, left, why}; None when there is none."""
    rows = []
    for item, day in _gates(facts):
        reasons = list(_reasons(facts, item, day)) if day.value >= facts.today else []
        if reasons:
            why = both("; ".join(r.en or "" for r in reasons), "; ".join(r.es or "" for r in reasons))
            rows.append({"name": item["name"], "day": day, "left": _away(facts, day), "why": why})
    return Derived(value=tuple(rows)) if rows else None


def _reasons(facts: Facts, item: Mapping[str, Any], day: Derived) -> Iterator[LocalText]:
    limit = facts.intake.get("process.deadline")
    if isinstance(limit, date) and day.value > limit:
        yield both("it falls after your deadline", "cae después de su fecha límite")
    if item.get("owner") is None:
        yield both("nobody owns it", "nadie la tiene a su cargo")
    if item.get("client_commitment") is None:
        yield both("your part is not agreed", "su parte no está acordada")
    soon = facts.calendar.working_between(facts.today, day.value) <= SOON_DAYS
    if soon and any(p.of_client and p.needed_for == "draft" for p in facts.open_points):
        yield both("answers that it rests on are open", "descansa en respuestas que faltan")


def none_at_risk(facts: Facts, _arg: Any) -> Derived | None:
    """Present when gates are dated and none is at risk."""
    return Derived(value=True) if any(True for _ in _gates(facts)) and at_risk(facts, None) is None else None


def answers_late(facts: Facts, _arg: Any) -> Derived | None:
    """Working days since the first answers were due, when the client still owes some; None otherwise."""
    due = answers_due(facts, None)
    owed = any(p.of_client for p in facts.open_points)
    return _away(facts, due) if owed and due and due.value < facts.today else None


def answers_ahead(facts: Facts, _arg: Any) -> Derived | None:
    """The day by which the first answers are needed, while it is still to come."""
    due = answers_due(facts, None)
    return due if due and due.value >= facts.today else None


def answers_undated(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no day still to come says by when the first answers are needed."""
    return None if answers_ahead(facts, None) else Derived(value=True)


def before_kickoff(facts: Facts, _arg: Any) -> Derived | None:
    """Working days from today to the kick-off; None once it has been."""
    start = facts.intake.get("process.kickoff_date")
    if not isinstance(start, date) or start <= facts.today:
        return None
    told = today(facts, None)
    steps = (told.formula or "") if told else ""
    return _days(facts, facts.today, start, {"process.kickoff_date": start.isoformat()}, steps)


def since_kickoff(facts: Facts, _arg: Any) -> Derived | None:
    """Calendar days of search so far; None before the kick-off."""
    start = facts.intake.get("process.kickoff_date")
    if not isinstance(start, date) or start > facts.today:
        return None
    days = (facts.today - start).days
    steps = f"PUENTE_TODAY = {facts.today}; {facts.today} - {start} = {days}d"
    return Derived(value=days, formula=steps, inputs={"process.kickoff_date": start.isoformat()})


def owed_by(facts: Facts, _arg: Any) -> Derived | None:
    """Who owes how many answers: records {ask, count, question, path, rank} in order of each one's first point; None when none is open."""
    grouped: dict[LocalText, list[OpenPoint]] = {}
    for point in facts.open_points:
        grouped.setdefault(point.ask, []).append(point)
    rows = tuple(
        {
            "path": points[0].path,
            "rank": points[0].rank,
            "ask": ask,
            "question": points[0].question,
            "count": Derived(value=len(points), formula=f"{len(points)} = {len(points)}"),
        }
        for ask, points in grouped.items()
    )
    return Derived(value=rows) if rows else None


def none_dated(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no gate has a day."""
    return None if any(True for _ in _gates(facts)) else Derived(value=True)


def done_undated(facts: Facts, what: Any) -> Derived | None:
    """Present when this was done without a day on record."""
    done = facts.intake.get("progress.done") or ()
    return Derived(value=True) if any(d.get("what") == what and d.get("done_on") is None for d in done) else None


def asks_undated(facts: Facts, ask: Any) -> Derived | None:
    """Present when this request carries no day."""
    asked = facts.intake.get("progress.asks") or ()
    return Derived(value=True) if any(a.get("ask") == ask and a.get("by") is None for a in asked) else None


def no_funnel(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no counts of people are on record."""
    return None if facts.intake.present("progress.funnel") else Derived(value=True)
