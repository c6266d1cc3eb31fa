"""Does each citation exist, say what the library or intake says, and fit the statement's basis? Knows no figures."""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.given import Given
from app.domain.composed import composed
from app.domain.document import Citation, Finding, SectionDraft, Statement
from app.domain.facts import Facts
from app.domain.intake import words_of

NAME = "citations_resolve"


def check(given: Given) -> Iterator[Finding]:
    """Unknown ids, changed quotes, and statements whose basis has no citation block; withheld citations are skipped and counted."""
    withheld = 0
    for section, statement in given.statements():
        withheld += sum(1 for c in statement.citations if c.withheld)
        for citation in statement.citations:
            yield from _one(given, section, statement, citation)
        yield from _basis(given, section, statement)
    if withheld:
        yield given.finding(NAME, "info", "withheld", count=withheld)


def _one(given: Given, section: SectionDraft, statement: Statement, citation: Citation) -> Iterator[Finding]:
    if citation.withheld:
        return
    if (citation.sentence_id is None) == (citation.intake_path is None):
        yield given.finding(NAME, "block", "citation_malformed", section, statement)
    elif citation.sentence_id is not None:
        yield from _sentence(given, section, statement, citation)
    elif given.facts is not None:
        yield from _path(given, section, statement, citation)


def _sentence(given: Given, section: SectionDraft, statement: Statement, citation: Citation) -> Iterator[Finding]:
    sentence = given.sentence(citation.sentence_id or "")
    if sentence is None:
        yield given.finding(NAME, "block", "unknown_sentence", section, statement, id=citation.sentence_id)
        return
    if composed(citation.quote) != composed(sentence.text):
        yield given.finding(NAME, "block", "quote_changed", section, statement, id=sentence.id)
    if citation.source_id is not None and citation.source_id != sentence.source_id:
        yield given.finding(NAME, "block", "wrong_source", section, statement, id=sentence.id, source=citation.source_id)
    if citation.confidence is not None and citation.confidence != sentence.confidence:
        yield given.finding(NAME, "block", "wrong_confidence", section, statement, id=sentence.id, confidence=citation.confidence)
    if citation.card_ids and citation.card_ids != sentence.card_ids:
        yield given.finding(NAME, "block", "wrong_cards", section, statement, id=sentence.id, cards=", ".join(citation.card_ids))
    if citation.as_of is not None and citation.as_of != sentence.as_of.isoformat():
        yield given.finding(NAME, "block", "wrong_as_of", section, statement, id=sentence.id, date=citation.as_of)
    if sentence.lang != given.document.lang:
        yield given.finding(NAME, "warn", "foreign_sentence", section, statement, id=sentence.id)
    if sentence.id in given.library.superseded or sentence.source_id in given.library.superseded:
        yield given.finding(NAME, "block", "superseded", section, statement, id=sentence.id)


def _path(given: Given, section: SectionDraft, statement: Statement, citation: Citation) -> Iterator[Finding]:
    assert given.facts is not None
    path = citation.intake_path or ""
    value = given.facts.intake.get(path)
    if value is None and not _is_unanswered(given.facts, path):
        yield given.finding(NAME, "block", "unknown_path", section, statement, path=path)
    elif citation.quote and composed(citation.quote) != composed(words_of(value)):
        yield given.finding(NAME, "block", "client_quote_changed", section, statement, path=path)


def _is_unanswered(facts: Facts, path: str) -> bool:
    """True when a path without a value is an open point, lies in one or holds one, or is a field given as open or as not applying."""
    field = facts.intake.field(path)
    if field is not None and field.value is None:
        return path == field.path or _within(path, field.path)
    return any(path == p.path or _within(path, p.path) or ("." in path and _within(p.path, path)) for p in facts.open_points)


def _within(inner: str, outer: str) -> bool:
    return bool(outer) and inner.startswith((f"{outer}.", f"{outer}["))


def _basis(given: Given, section: SectionDraft, statement: Statement) -> Iterator[Finding]:
    sentences = any(c.sentence_id or c.withheld for c in statement.citations)
    paths = [c for c in statement.citations if c.intake_path or c.withheld]
    if statement.basis == "guidance" and not sentences:
        yield given.finding(NAME, "block", "guidance_uncited", section, statement)
    elif statement.basis == "client" and not any(c.quote or c.withheld for c in paths):
        yield given.finding(NAME, "block", "client_uncited", section, statement)
    elif statement.basis == "gap" and not paths:
        yield given.finding(NAME, "block", "gap_uncited", section, statement)
