"""Do the cited sentences support the statement? Blocks only what the rules refute for sure; the verifier says the rest."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.text import say
from app.checks.given import Given
from app.checks.support.drafted import verdict_of
from app.checks.support.guided_words import is_as_written
from app.checks.support.reasons import Verdict, worst
from app.checks.support.reviewed import contradictions
from app.domain.document import Finding, Statement

NAME = "support_holds"


def check(given: Given) -> Iterator[Finding]:
    """A guidance statement that its sentences contradict, or say nothing of, blocks."""
    for section, statement in given.statements():
        if statement.basis != "guidance" or section.annex:
            continue
        if is_as_written(given.document.kind, section.id, statement, given.document.lang):
            continue
        found = verdict(given, statement)
        if found.grade == "unsupported":
            lang = given.document.lang
            reasons = dict.fromkeys(say(lang, f"verify.{r.key}", said=r.said, read=r.read) for r in found.reasons if r.grade == found.grade)
            yield given.finding(NAME, "block", "support_unsupported", section, statement, reasons="; ".join(reasons))


def verdict(given: Given, statement: Statement) -> Verdict:
    """The verdict by the cited sentences and, beside them, by the wording of the guided files that goes with the statement."""
    found = verdict_of(given, statement)
    told = contradictions(given, statement)
    return worst((*told, *found.reasons)) if told else found
