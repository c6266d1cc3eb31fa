"""A document with what every check finds in it, and the status that follows. Knows no writer; reads no database."""

from __future__ import annotations

from collections.abc import Mapping

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kinds
from app.chains.kind_facts import for_kind
from app.checks.given import Given
from app.checks.leak import NAME as LEAK
from app.checks.registry import run_checks, with_findings
from app.domain.document import Document, Finding
from app.domain.facts import Facts
from app.domain.guidance import Sentence


def checked(
    document: Document,
    facts: Facts | None,
    remarks: tuple[Finding, ...] = (),
    firm_sentences: Mapping[str, Sentence] | None = None,
) -> Document:
    """The document with what every check finds now, the writer's own remarks first."""
    return settled(document, remarks, findings_in(document, facts, firm_sentences))


def findings_in(document: Document, facts: Facts | None, firm_sentences: Mapping[str, Sentence] | None = None) -> tuple[Finding, ...]:
    """What every check finds now, whatever the variant may show of it."""
    return run_checks(given(document, facts, firm_sentences))


def given(document: Document, facts: Facts | None, firm_sentences: Mapping[str, Sentence] | None = None) -> Given:
    """The document with what it must agree with."""
    known = document_kinds().get(document.kind)
    own = for_kind(facts, known) if facts and known else facts
    return Given(document, corpus(), own.today if own else document.created_at.date(), own, firm_sentences or {})


def settled(document: Document, remarks: tuple[Finding, ...], findings: tuple[Finding, ...]) -> Document:
    """The document with its findings and the status that follows from them."""
    if document.variant != "internal":
        return outside(document, findings)
    return with_findings(document, (*remarks, *findings))


def outside(document: Document, findings: tuple[Finding, ...]) -> Document:
    """A document that leaves the house: other findings than leaks, and what was left out, stay inside; its status tells."""
    shown = tuple(f for f in document.findings if f.check == "variant") + tuple(f for f in findings if f.check == LEAK)
    is_blocking = any(f.severity == "block" for f in findings)
    return with_findings(document, shown).model_copy(update={"status": "needs_review" if is_blocking else "draft"})
