"""Does a variant show what it must not: names, terms, persons, places, figures, phrases, sections, answers? Says where, never what.

Looks into every text of the document: statements, cells, heads, quotes, sources, gaps, findings, formulas, ids. Files are looked
into by `services.leaks` with the same secrets.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.variants import KindRules, VariantRules, variants
from app.checks.given import Given
from app.checks.secrets import Secret, secrets_of, spotted
from app.domain.document import Document, Finding, SectionDraft, Statement, Variant
from app.domain.intake import Intake

NAME = "leak"
NOTHING = KindRules(sections=(), paths=())


def secrets_for(variant: Variant, kind: str, intake: Intake) -> tuple[Secret, ...]:
    """What this variant of this kind must not show of an intake; nothing for the internal one."""
    rules = variants().rules[variant]
    guard = rules.guard
    if intake.get("engagement.confidential_search") is not False:
        guard = guard.with_more(rules.guard_if_confidential)
    if guard.is_empty():
        return ()
    return secrets_of(intake, guard, (rules.kinds or {}).get(kind, NOTHING).paths)


def check(given: Given) -> Iterator[Finding]:
    """A leak blocks. Without an intake to compare with, a note says that names and figures were not looked for."""
    rules = variants().rules[given.document.variant]
    if rules.id == "internal":
        return
    yield from _parts(given, rules)
    intake = given.guarded or (given.facts.intake if given.facts else None)
    if intake is None:
        if not rules.guard.is_empty():
            yield given.finding(NAME, "info", "leak_untested")
        return
    secrets = secrets_for(rules.id, given.document.kind, intake)
    for section, statement, text in texts(given.document):
        for found in spotted(text, secrets):
            is_own = statement is not None and text == statement.text and given.text(statement) == text
            span = (found.start, found.end) if is_own else None
            yield given.finding(NAME, "block", f"leak_{found.secret.kind}", section, statement, span, path=found.secret.path)


def texts(document: Document) -> Iterator[tuple[SectionDraft | None, Statement | None, str]]:
    """Every text of a document with the section and statement that it stands in; a row by its cells."""
    beside = [document.id, document.mandate_id, document.kind, *document.provenance.prompts, *document.provenance.models.values()]
    beside += [t for s in document.sources for t in (s.id, s.title, s.publisher, s.url or "")]
    beside += [t for g in document.gaps for t in (g.path, g.question, g.ask)]
    beside += [f.message for f in document.findings if f.check != NAME]
    beside += [t for c in document.calls for t in (c.model, c.prompt_ref, c.outcome)]
    for text in beside:
        yield None, None, text
    for section in document.sections:
        for text in (section.id, section.title, *(h for b in section.blocks for h in b.header or ())):
            yield section, None, text
        for statement in section.statements():
            for text in _of(statement):
                yield section, statement, text


def _of(statement: Statement) -> Iterator[str]:
    yield statement.text
    yield from (cell for cell in statement.cells or () if cell not in statement.text)
    yield statement.id
    for citation in statement.citations:
        yield from (citation.quote, citation.sentence_id or "", citation.source_id or "", citation.intake_path or "")
    if statement.computed:
        yield statement.computed.formula
        yield from (f"{name} {value}" for name, value in statement.computed.inputs.items())


def _parts(given: Given, rules: VariantRules) -> Iterator[Finding]:
    """Parts of the file, sections and answers that the variant does not have."""
    document = given.document
    if document.intake is not None and not rules.intake:
        yield given.finding(NAME, "block", "leak_part", part="intake")
    if document.calls and not rules.calls:
        yield given.finding(NAME, "block", "leak_part", part="calls")
    if document.gaps and rules.gaps == "none":
        yield given.finding(NAME, "block", "leak_part", part="gaps")
    known = rules.sections_of(document.kind)
    its = (rules.kinds or {}).get(document.kind)
    for section in document.sections:
        if known and section.id not in known:
            yield given.finding(NAME, "block", "leak_section", section, section=section.id)
        for statement in section.statements() if its else ():
            for citation in statement.citations:
                path = citation.intake_path
                if path and not citation.withheld and (rules.quotes is None or path not in rules.quotes):
                    yield given.finding(NAME, "block", "leak_answer", section, statement, path=path)
