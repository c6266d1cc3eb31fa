"""Dates of a search computed from the intake: start, gates moved off holidays, ranges, notice. Each says how it was computed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.dates import add_months
from app.domain.facts import Derived, Facts
from app.domain.lang import LocalText

DAYS_A_WEEK = 7
FIRST_ANSWERS_WEEK = 2
_START = re.compile(r"^\s*(start|starts|start date|first day|ingreso|inicio|fecha de ingreso|arranque en el puesto)\b", re.IGNORECASE)
_OFFER = re.compile(r"\b(offer|oferta)\b", re.IGNORECASE)


def _kickoff(facts: Facts) -> date | None:
    value = facts.intake.get("process.kickoff_date")
    return value if isinstance(value, date) else None


def _gates(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    value = facts.intake.get("process.milestones")
    return tuple(v for v in value if isinstance(v.get("week"), int)) if value else ()


def _gate(facts: Facts, kind: str, pattern: re.Pattern[str]) -> tuple[int, Mapping[str, Any]] | None:
    gates = facts.intake.get("process.milestones") or ()
    for index, gate in enumerate(gates):
        if gate.get("kind") == kind and isinstance(gate.get("week"), int):
            return index, gate
    for index, gate in enumerate(gates):
        name = gate.get("name")
        if isinstance(name, LocalText) and any(pattern.search(t) for t in name.all()) and isinstance(gate.get("week"), int):
            return index, gate
    return None


def _on_week(facts: Facts, week: int, path: str) -> Derived | None:
    start = _kickoff(facts)
    if start is None:
        return None
    day = start + timedelta(days=DAYS_A_WEEK * week)
    formula = f"{start} + {DAYS_A_WEEK * week}d = {day}"
    moved = facts.calendar.next_working(day)
    if moved != day:
        formula += f"; next_working_day_US_MX({day}) = {moved}"
    return Derived(value=moved, formula=formula, inputs={"process.kickoff_date": start.isoformat(), path: week})


def today(facts: Facts, _arg: Any) -> Derived | None:
    """The day of drafting."""
    return Derived(value=facts.today, formula=f"PUENTE_TODAY = {facts.today}")


def start(facts: Facts, _arg: Any) -> Derived | None:
    """The day the person starts: the stated start date, else the week of the start gate. None when neither is given."""
    stated = facts.intake.get("role.start_date")
    if isinstance(stated, date):
        return Derived(value=stated, inputs={"role.start_date": stated.isoformat()})
    found = _gate(facts, "start", _START)
    return _on_week(facts, found[1]["week"], f"process.milestones[{found[0]}].week") if found else None


def no_start(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no start can be computed."""
    return None if start(facts, None) else Derived(value=True)


def no_deadline(facts: Facts, _arg: Any) -> Derived | None:
    """Present when a start is known and the client named no deadline."""
    return Derived(value=True) if start(facts, None) and not facts.intake.present("process.deadline") else None


def _lateness(facts: Facts) -> tuple[int, Derived] | None:
    begins, limit = start(facts, None), facts.intake.get("process.deadline")
    if begins is None or not isinstance(limit, date):
        return None
    days = (begins.value - limit).days
    first, last = (begins.value, limit) if days > 0 else (limit, begins.value)
    steps = "; ".join(f for f in (begins.formula, f"{first} - {last} = {abs(days)}d") if f)
    inputs = {**begins.inputs, "process.deadline": limit.isoformat()}
    return days, Derived(value=abs(days), formula=steps, inputs=inputs)


def days_late(facts: Facts, _arg: Any) -> Derived | None:
    """Days by which the plan's start misses the client's deadline; None when it does not."""
    found = _lateness(facts)
    return found[1] if found and found[0] > 0 else None


def days_spare(facts: Facts, _arg: Any) -> Derived | None:
    """Days between the plan's start and a later deadline; None when the start is late or on that day."""
    found = _lateness(facts)
    return found[1] if found and found[0] < 0 else None


def on_the_day(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the plan's start is the client's deadline itself."""
    found = _lateness(facts)
    return Derived(value=True) if found and found[0] == 0 else None


def range_low(facts: Facts, _arg: Any) -> Derived | None:
    """Kick-off plus the shorter end of one firm's stated range."""
    return _after(facts, "search_days_low")


def range_high(facts: Facts, _arg: Any) -> Derived | None:
    """Kick-off plus the longer end of one firm's stated range."""
    return _after(facts, "search_days_high")


def _after(facts: Facts, name: str) -> Derived | None:
    begins = _kickoff(facts)
    if begins is None:
        return None
    days = int(facts.number(name))
    end = begins + timedelta(days=days)
    return Derived(
        value=end, formula=f"{begins} + {days}d = {end}", inputs={"process.kickoff_date": begins.isoformat(), f"law.{name}": days}
    )


def gate(facts: Facts, week: Any) -> Derived | None:
    """The date of a gate: kick-off plus its week, moved to the next day on which both countries work."""
    return _on_week(facts, week, "week") if isinstance(week, int) else None


def gate_day(facts: Facts, week: Any) -> Derived | None:
    """The day count of a gate from kick-off, before any holiday moves it."""
    if not isinstance(week, int):
        return None
    return Derived(value=week * DAYS_A_WEEK, formula=f"{week}*{DAYS_A_WEEK} = {week * DAYS_A_WEEK}", inputs={"week": week})


def answers_due(facts: Facts, _arg: Any) -> Derived | None:
    """When the first answers are needed: the first gate after kick-off, at the latest week two."""
    weeks = sorted(g["week"] for g in _gates(facts) if g["week"] > 0)
    week = min(weeks[0], FIRST_ANSWERS_WEEK) if weeks else FIRST_ANSWERS_WEEK
    return _on_week(facts, week, "week")


def outcome_due(facts: Facts, months: Any) -> Derived | None:
    """The start plus a number of months."""
    begins = start(facts, None)
    if begins is None or not isinstance(months, int):
        return None
    end = add_months(begins.value, months)
    steps = "; ".join(f for f in (begins.formula, f"{begins.value} + {months}m = {end}") if f)
    return Derived(value=end, formula=steps, inputs={**begins.inputs, "by_month": months})


def moved(facts: Facts, _arg: Any) -> Derived | None:
    """Gates whose day a holiday or weekend moved: records {name, from, to, where}. None when none moved."""
    begins = _kickoff(facts)
    rows = []
    for item in _gates(facts):
        if begins is None:
            break
        day = begins + timedelta(days=DAYS_A_WEEK * item["week"])
        to = facts.calendar.next_working(day)
        if to != day:
            rows.append({"name": item.get("name"), "from": day, "to": to, "where": "+".join(facts.calendar.holiday_in(day)) or "weekend"})
    return Derived(value=tuple(rows)) if rows else None


def moved_step(facts: Facts, day: Any) -> Derived | None:
    """A moved day with the formula that shows it."""
    if not isinstance(day, date):
        return None
    to = facts.calendar.next_working(day)
    return Derived(value=to, formula=f"next_working_day_US_MX({day}) = {to}")


def offer(facts: Facts, _arg: Any) -> Derived | None:
    """The day of the offer gate; None when the plan has none."""
    found = _gate(facts, "offer", _OFFER)
    return _on_week(facts, found[1]["week"], f"process.milestones[{found[0]}].week") if found else None


def notice_days(facts: Facts, _arg: Any) -> Derived | None:
    """Days between offer and start, for notice and moving; None unless both are known and in order."""
    begins, offered = start(facts, None), offer(facts, None)
    if begins is None or offered is None or begins.value <= offered.value:
        return None
    days = (begins.value - offered.value).days
    steps = "; ".join(f for f in (offered.formula, begins.formula, f"{begins.value} - {offered.value} = {days}d") if f)
    return Derived(value=days, formula=steps, inputs={**offered.inputs, **begins.inputs})


def permit_early(facts: Facts, _arg: Any) -> Derived | None:
    """The offer plus the shorter planning time for a Mexican permit."""
    return _permit(facts, "permit_weeks_low")


def permit_late(facts: Facts, _arg: Any) -> Derived | None:
    """The offer plus the longer planning time for a Mexican permit."""
    return _permit(facts, "permit_weeks_high")


def _permit(facts: Facts, name: str) -> Derived | None:
    offered = offer(facts, None)
    if offered is None:
        return None
    days = int(facts.number(name)) * DAYS_A_WEEK
    end = offered.value + timedelta(days=days)
    inputs = {**offered.inputs, f"law.{name}": int(facts.number(name))}
    weeks = int(facts.number(name))
    return Derived(
        value=end, formula=f"{offered.formula}; {weeks}*{DAYS_A_WEEK} = {days}; {offered.value} + {days}d = {end}", inputs=inputs
    )


def guarantee_end(facts: Facts, _arg: Any) -> Derived | None:
    """The start plus the guarantee's months."""
    months = facts.intake.get("engagement.guarantee_months")
    return outcome_due(facts, months)
