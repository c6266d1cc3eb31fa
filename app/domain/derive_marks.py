"""Marks after the start: days 30, 60, 100, months 6 to 24, the first result, and dates of the agenda that the outcomes contradict."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.criteria import bare_words
from app.domain.date_reading import MONTHS, DateMention, dates
from app.domain.dates import months_between
from app.domain.derive_dates import outcome_due, start
from app.domain.facts import Derived, Facts
from app.domain.lang import LANGS, LocalText, both

FIRST_MARK = 6
STEM = 5
"""Letters of a word that count when an outcome is matched with a clause of the agenda."""
SHARED_STEMS = 2
DECEMBER = 12


def _day(facts: Facts, count: int) -> Derived | None:
    begins = start(facts, None)
    if begins is None:
        return None
    day = begins.value + timedelta(days=count)
    steps = [f for f in (begins.formula, f"{begins.value} + {count}d = {day}") if f]
    moved = facts.calendar.next_working(day)
    if moved != day:
        steps.append(f"next_working_day_US_MX({day}) = {moved}")
    return Derived(value=moved, formula="; ".join(steps), inputs=begins.inputs)


def day_30(facts: Facts, _arg: Any) -> Derived | None:
    """Day 30 after the start, moved to the next day on which both countries work."""
    return _day(facts, 30)


def day_60(facts: Facts, _arg: Any) -> Derived | None:
    """Day 60 after the start, moved likewise."""
    return _day(facts, 60)


def day_100(facts: Facts, _arg: Any) -> Derived | None:
    """Day 100 after the start, moved likewise."""
    return _day(facts, 100)


def month_6(facts: Facts, _arg: Any) -> Derived | None:
    """Six months after the start."""
    return outcome_due(facts, 6)


def month_12(facts: Facts, _arg: Any) -> Derived | None:
    """Twelve months after the start."""
    return outcome_due(facts, 12)


def month_18(facts: Facts, _arg: Any) -> Derived | None:
    """Eighteen months after the start."""
    return outcome_due(facts, 18)


def month_24(facts: Facts, _arg: Any) -> Derived | None:
    """Twenty-four months after the start."""
    return outcome_due(facts, 24)


def _outcomes(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return facts.intake.get("role.outcomes") or ()


def first_result(facts: Facts, _arg: Any) -> Derived | None:
    """The month of the first result, when it comes later than month six."""
    months = [o["by_month"] for o in _outcomes(facts) if isinstance(o.get("by_month"), int)]
    return Derived(value=min(months), inputs={}) if months and min(months) > FIRST_MARK else None


def open_baseline(facts: Facts, _arg: Any) -> Derived | None:
    """Present when some result has no starting point."""
    return Derived(value=True) if any("baseline" not in o for o in _outcomes(facts)) else None


def clashes(facts: Facts, _arg: Any) -> Derived | None:
    """Results due later than a date that the agenda names for them: records {said, due, month, result}; None when dates agree."""
    rows = tuple(r for r in _late_results(facts) if r["month"].value >= 0)
    return Derived(value=rows) if rows else None


def before_start(facts: Facts, _arg: Any) -> Derived | None:
    """Results that the agenda dates before the person is there: records {said, due, month, result}; None when there is none."""
    rows = tuple(r for r in _late_results(facts) if r["month"].value < 0)
    return Derived(value=rows) if rows else None


def _late_results(facts: Facts) -> Iterator[dict[str, Any]]:
    agenda, begins = facts.intake.get("business.strategy_and_18m_agenda"), start(facts, None)
    if not isinstance(agenda, LocalText) or begins is None:
        return
    for outcome in _outcomes(facts):
        result, due = outcome.get("result"), outcome_due(facts, outcome.get("by_month"))
        said = _date_for(agenda, result) if isinstance(result, LocalText) else None
        if due is None or said is None or said.year is None:
            continue
        length = monthrange(said.year, said.month)[1]
        last = date(said.year, said.month, min(said.day or length, length))
        if last < due.value:
            shown = last if said.day else _month_words(said)
            yield {"said": shown, "due": due, "month": _month_of(begins, said, last), "result": result}


def _month_of(begins: Derived, said: DateMention, last: date) -> Derived:
    day = last if said.day else last.replace(day=min(begins.value.day, last.day))
    months = months_between(begins.value, day) if day >= begins.value else -1
    if months < 0:
        return Derived(value=months)
    steps = f"{begins.formula}; " if begins.formula else ""
    return Derived(value=months, formula=f"{steps}months({begins.value}, {day}) = {months}", inputs=begins.inputs)


def _date_for(agenda: LocalText, result: LocalText) -> DateMention | None:
    for text, lang in ((agenda.own(lang), lang) for lang in LANGS):
        wanted = _stems(result.own(lang) or "")
        for clause in re.split(r"[;,.]", text or ""):
            found = dates(clause)
            if found and len(wanted & _stems(clause)) >= SHARED_STEMS:
                return found[-1]
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:STEM] for w in bare_words(text).split() if len(w) >= STEM)


def _month_words(said: DateMention) -> LocalText:
    names = list(MONTHS)
    english, spanish = names[said.month - 1].capitalize(), names[DECEMBER + said.month - 1]
    return both(f"{english} {said.year}", f"{spanish} de {said.year}")
