"""Do the cited sentences support the statement? Blocks only what the rules refute for sure; the verifier says the rest."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.text import say
from app.checks.given import Given
from app.checks.support.drafted import verdict_of
from app.checks.support.guided_words import is_as_written
from app.domain.document import Finding

NAME = "support_holds"


def check(given: Given) -> Iterator[Finding]:
    """A guidance statement that its sentences contradict, or say nothing of, blocks; so do a client's words with a denial too many."""
    for section, statement in given.statements():
        if statement.basis not in ("guidance", "client") or section.annex:
            continue
        if is_as_written(given.document.kind, statement, given.document.lang):
            continue
        found = verdict_of(given, statement)
        if found.grade == "unsupported":
            lang = given.document.lang
            reasons = dict.fromkeys(say(lang, f"verify.{r.key}", said=r.said, read=r.read) for r in found.reasons if r.grade == found.grade)
            yield given.finding(NAME, "block", "support_unsupported", section, statement, reasons="; ".join(reasons))
