"""What a consultant should settle at the kick-off: five questions of practice. Warns; an override with a reason makes it information."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.catalog.kinds import document_kinds
from app.catalog.places import recognise
from app.checks.given import Given
from app.domain.criteria import bare_words, names_no_act
from app.domain.document import Finding
from app.domain.facts import Facts
from app.domain.lang import LocalText

NAME = "kickoff"
ADVISERS_BY_WEEK = 2
KINDS = ("one_job", "favourite", "advisers", "team_one_side", "cultural_fit", "panel_one_side", "years_as_proxy")
_KNOWN = re.compile(
    r"\b(?:well known|known (?:to|at|in)|trusted|trust(?:s|ed)? by|loyal\w*|long[- ]serving|veteran|protege"
    r"|favou?rite|years with the company"
    r"|muy conocid[oa]|conocid[oa] (?:en|por)|de confianza|leal(?:tad)?|de toda la vida"
    r"|anos en la (?:empresa|compania)|favorit[oa]|consentid[oa])\b"
)
_TENURE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\+? (?:years|anos)\b"
)
_EVIDENCE = re.compile(
    r"\b(?:has been assessed|was assessed|assessment (?:shows|showed)|results?|turned around|cut|raised|reduced|delivered|led the|referenc"
    r"|ya evaluad[oa]|fue evaluad[oa]|resultados?|redujo|aumento|logro|entrego|encabezo|dirigio)\w*"
)
_TRAVEL = re.compile(r"\b(?:travel|trips?|visits?|viaj\w+|visitas?)\b")


def check(given: Given) -> Iterator[Finding]:
    """One finding a question that the intake leaves unsettled."""
    facts = given.facts
    drafted = document_kinds().get(given.document.kind)
    if facts is None or drafted is None or not drafted.calibrated:
        return
    reasons = {o.finding: o for o in facts.intake.overrides}
    for kind, params in kickoff_points(facts):
        override = reasons.get(kind)
        if override:
            reason = override.reason.own(given.document.lang) or override.reason.any()
            yield given.finding(NAME, "info", "kickoff_overridden", by=override.by or "—", reason=reason, kind=kind)
        else:
            yield given.finding(NAME, "warn", f"kickoff_{kind}", **params)


def kickoff_points(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kind and parameters of each unsettled question, in the order of KINDS."""
    intake = facts.intake
    rights = intake.get("role.decision_rights") or ()
    if (rights and not any(r.get("who") in ("local", "consult") for r in rights)) or _travel_only(facts):
        yield "one_job", {}
    inside = intake.get("engagement.internal_candidates")
    words = " ".join(bare_words(t) for t in inside.all()) if isinstance(inside, LocalText) else ""
    if (_KNOWN.search(words) or _TENURE.search(words)) and not _EVIDENCE.search(words):
        yield "favourite", {}
    sides = _late_or_absent(facts)
    if sides:
        yield "advisers", {"sides": ", ".join(sides)}
    if (one := _one_country(intake.get("engagement.team"))) is not None:
        yield "team_one_side", {"country": one}
    for label in _labels(facts):
        yield "cultural_fit", {"words": label}
        break
    if (one := _one_country(intake.get("process.interview_panel"))) is not None:
        yield "panel_one_side", {"country": one}
    experience = intake.get("candidate.cross_border_experience")
    if isinstance(experience, LocalText) and any(_TENURE.search(bare_words(t)) for t in experience.all()):
        yield "years_as_proxy", {}


def _travel_only(facts: Facts) -> bool:
    location, presence = facts.intake.get("role.location"), facts.intake.get("role.onsite_hybrid_travel")
    if not isinstance(location, LocalText) or not isinstance(presence, LocalText):
        return False
    countries = {c.country for c in recognise(location.any()).cities}
    return countries == {"US"} and any(_TRAVEL.search(bare_words(t)) for t in presence.all()) and not facts.intake.present("role.outcomes")


def _late_or_absent(facts: Facts) -> tuple[str, ...]:
    kickoff = facts.intake.get("process.kickoff_date")
    last = kickoff + timedelta(weeks=ADVISERS_BY_WEEK) if isinstance(kickoff, date) else None
    found = []
    for side in ("US", "MX"):
        named = [a for a in facts.intake.get("compensation.advisers") or () if side in a["country"].any()] if _has_country(facts) else []
        in_time = [a for a in named if last is None or not isinstance(a.get("engage_by"), date) or a["engage_by"] <= last]
        if not in_time:
            found.append(side)
    return tuple(found)


def _has_country(facts: Facts) -> bool:
    return all(isinstance(a.get("country"), LocalText) for a in facts.intake.get("compensation.advisers") or ())


def _one_country(people: Any) -> str | None:
    countries = {p["country"].any() for p in people or () if isinstance(p, Mapping) and isinstance(p.get("country"), LocalText)}
    return next(iter(countries)) if len(countries) == 1 else None


def _labels(facts: Facts) -> Iterator[str]:
    for text in facts.intake.get("candidate.derailers") or ():
        if isinstance(text, LocalText) and names_no_act(text):
            yield text.any()
    for item in facts.intake.get("candidate.must_haves") or ():
        criterion = item.get("criterion")
        if isinstance(criterion, LocalText) and names_no_act(criterion) and "proof" not in item:
            yield criterion.any()
