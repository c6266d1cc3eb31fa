"""The scorecard as a whole and the framework of adaptability as rows for the guided files. Knows no wording but what the data give."""

from __future__ import annotations

from typing import Any

from app.domain.derive_panel import assessor, question
from app.domain.facts import Derived, Facts
from app.domain.lang import LocalText, both

BOX = "☐"
NOT_OBSERVED = both("not observed", "no observado")


def _named(facts: Facts) -> tuple[LocalText, ...]:
    found = facts.intake.get("candidate.must_haves") or ()
    return tuple(m["criterion"] for m in found if isinstance(m.get("criterion"), LocalText))


def _count(number: int) -> Derived:
    return Derived(value=number, formula=f"{number} = {number}")


def criteria_count(facts: Facts, _arg: Any) -> Derived | None:
    """How many criteria there are; None when none is named."""
    found = len(_named(facts))
    return _count(found) if found else None


def unassigned_count(facts: Facts, _arg: Any) -> Derived | None:
    """How many criteria nobody on the panel owns; None when each has somebody, or none is named."""
    found = sum(assessor(facts, c) is None for c in _named(facts))
    return _count(found) if found else None


def all_assigned(facts: Facts, _arg: Any) -> Derived | None:
    """Present when there are criteria and somebody on the panel owns each."""
    return Derived(value=True) if _named(facts) and unassigned_count(facts, None) is None else None


def levels(facts: Facts, _arg: Any) -> Derived | None:
    """The scale from low to high: records {number, name, sounds_like}; None without a framework."""
    if facts.framework is None:
        return None
    rows = tuple({"number": _count(v.number), "name": v.name, "sounds_like": v.sounds_like} for v in facts.framework.levels)
    return Derived(value=rows)


def level_boxes(facts: Facts, _arg: Any) -> Derived | None:
    """One box for each level, and one for what was not observed; None without a framework."""
    if facts.framework is None:
        return None
    numbers = [level.number for level in facts.framework.levels]
    boxes = " ".join(f"{BOX} {n}" for n in numbers)
    text = both(f"{boxes} {BOX} {NOT_OBSERVED.en}", f"{boxes} {BOX} {NOT_OBSERVED.es}")
    return Derived(value=text, formula="; ".join(f"{n} = {n}" for n in numbers))


def dimensions(facts: Facts, _arg: Any) -> Derived | None:
    """The dimensions of adaptability: records {name, question, low, middle, high, probe, asked_of}; None without a framework."""
    if facts.framework is None:
        return None
    rows = tuple(
        {
            "name": d.name,
            "question": d.question,
            "low": d.anchors[0],
            "middle": d.anchors[1],
            "high": d.anchors[2],
            "probe": d.probe,
            "asked_of": d.asked_of,
        }
        for d in facts.framework.dimensions
    )
    return Derived(value=rows)


def situations(facts: Facts, _arg: Any) -> Derived | None:
    """Short cases for every finalist: records {country, case, listen_for}; None without a framework."""
    if facts.framework is None:
        return None
    rows = tuple({"country": LocalText(neutral=s.country), "case": s.case, "listen_for": s.listen_for} for s in facts.framework.situations)
    return Derived(value=rows)


def method(facts: Facts, _arg: Any) -> Derived | None:
    """The name of the framework in use."""
    return Derived(value=facts.framework.title) if facts.framework else None


def asked(facts: Facts, _arg: Any) -> Derived | None:
    """Criteria with the one question for everybody: records {criterion, question}; None when no criterion is named."""
    rows = tuple({"criterion": c, "question": q.value} for c in _named(facts) if (q := question(facts, c)))
    return Derived(value=rows) if rows else None
