"""From an intake to what a document may say of it: lawful, with its open points, for one kind. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.catalog.calendars import work_calendar
from app.catalog.corpus import corpus
from app.catalog.criteria import criteria
from app.catalog.fairness import lawful_view
from app.catalog.framework import framework
from app.catalog.gaps import open_points, with_clash
from app.catalog.kinds import DocumentKind
from app.domain.facts import Facts
from app.domain.intake import Intake
from app.domain.intake_sha import sha_of

AT_ONCE = 4
"""Sections that a model drafts at the same time."""
Progress = Callable[[str, int, int], None]
"""Told the section's id, how many are done, and how many there are."""


def facts_of(intake: Intake, today: date) -> Facts:
    """Everything that sections and checks compute from; what the law forbids as a criterion is no longer in its intake."""
    lawful, withheld = lawful_view(intake)
    start = lawful.get("process.kickoff_date")
    facts = Facts(
        intake=lawful,
        today=today,
        calendar=work_calendar(start.year if isinstance(start, date) else today.year),
        law=corpus().law,
        open_points=open_points(lawful),
        withheld=withheld,
        criteria=criteria(),
        framework=framework(),
    )
    return replace(facts, open_points=with_clash(facts))


def for_kind(facts: Facts, kind: DocumentKind) -> Facts:
    """The facts with the open points of one kind: what it needs beyond the schema, and only what concerns it."""
    if not kind.needs and not kind.concerns:
        return facts
    own = replace(facts, open_points=open_points(facts.intake, kind.needs, kind.concerns))
    dated = not kind.concerns or any(c in ("process", "process.deadline") for c in kind.concerns)
    return replace(own, open_points=with_clash(own)) if dated else own


def intake_sha(intake: Intake) -> str:
    """The sha256 of the normalised intake, sixteen hex digits."""
    return sha_of(intake.raw)
