"""Do the answers of the intake contradict each other, or go below the law? Knows pairs of fields, not free text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import intake_schema
from app.checks.given import Given
from app.domain.derive_dates import days_late, offer, start
from app.domain.document import Finding
from app.domain.facts import Facts
from app.domain.lang import LocalText
from app.domain.letters import unaccented

NAME = "intake_contradiction"
START_TOLERANCE_DAYS = 14


def check(given: Given) -> Iterator[Finding]:
    """A pair of answers that cannot both hold blocks; a wish that the plan misses, and more items than asked for, warn."""
    facts = given.facts
    if facts is None:
        return
    for key, params in contradictions(facts):
        yield given.finding(NAME, "block", key, **params)
    late = days_late(facts, None)
    if late:
        yield given.finding(NAME, "warn", "plan_misses_deadline", days=late.value)
    for path, spec in intake_schema().fields.items():
        value = facts.intake.get(path)
        if spec.at_most and isinstance(value, tuple) and len(value) > spec.at_most:
            label = intake_fields().label(path, given.document.lang)
            yield given.finding(NAME, "warn", "too_many_items", field=label, count=len(value), limit=spec.at_most)


def contradictions(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Message key and parameters of each contradiction."""
    intake = facts.intake
    kickoff, deadline = intake.get("process.kickoff_date"), intake.get("process.deadline")
    if isinstance(kickoff, date) and isinstance(deadline, date) and deadline < kickoff:
        yield "deadline_before_kickoff", {"deadline": deadline, "kickoff": kickoff}
    stated = intake.get("role.start_date")
    if isinstance(kickoff, date) and isinstance(stated, date) and stated < kickoff:
        yield "start_before_kickoff", {"start": stated, "kickoff": kickoff}
    yield from _gates(facts)
    if intake.get("engagement.mandate_reason") == "confidential_replacement" and intake.get("engagement.confidential_search") is False:
        yield "confidential_and_open", {}
    if _same(intake.get("role.reports_to_solid"), intake.get("role.reports_to_dotted")):
        yield "one_line_twice", {"name": intake.get("role.reports_to_solid").any()}  # type: ignore[union-attr]
    longlist, shortlist = intake.get("process.longlist_n"), intake.get("process.shortlist_n")
    if longlist is not None and shortlist is not None and shortlist > longlist:
        yield "shortlist_longer", {"short": shortlist, "long": longlist}
    yield from _companies(facts)
    yield from _weights(facts)
    yield from _below_law(facts)


def _same(first: Any, second: Any) -> bool:
    return isinstance(first, LocalText) and isinstance(second, LocalText) and unaccented(first.any()) == unaccented(second.any())


def _gates(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    begins, offered = start(facts, None), offer(facts, None)
    if begins and offered and begins.value < offered.value:
        yield "start_before_offer", {"start": begins.value, "offer": offered.value}
    stated = facts.intake.get("role.start_date")
    gates = facts.intake.get("process.milestones") or ()
    kickoff = facts.intake.get("process.kickoff_date")
    for gate in gates:
        week = gate.get("week")
        if isinstance(week, int) and week < 0:
            yield "gate_before_kickoff", {"week": week}
        is_start = gate.get("kind") == "start" and isinstance(week, int)
        if is_start and isinstance(stated, date) and isinstance(kickoff, date):
            days = abs((stated - kickoff).days - 7 * week)
            if days > START_TOLERANCE_DAYS:
                yield "two_starts", {"start": stated, "week": week}


def _companies(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    targets = {unaccented(t.any()): t.any() for t in facts.intake.get("candidate.target_companies") or ()}
    for path in ("candidate.excluded_companies", "engagement.offlimits"):
        for other in facts.intake.get(path) or ():
            if unaccented(other.any()) in targets:
                yield "target_and_excluded", {"name": other.any()}


def _weights(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    weights = [m.get("weight") for m in facts.intake.get("candidate.must_haves") or ()]
    if weights and all(w is not None for w in weights):
        total = sum(w for w in weights if w is not None)
        if total not in (1, 100):
            yield "weights_total", {"total": total}


def _below_law(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    terms = facts.intake.get("compensation.mx_statutory")
    if not isinstance(terms, Mapping) or facts.intake.get("compensation.country_of_contract") == "US":
        return
    minima = {
        "aguinaldo_days": "aguinaldo_days",
        "vacation_days": "vacation_days_year_1",
        "prima_vacacional_pct": "vacation_premium_pct",
    }
    for key, name in minima.items():
        offered = terms.get(key)
        if offered is not None and offered < facts.number(name):
            yield f"below_law_{key}", {"offered": offered, "minimum": facts.number(name)}
