"""Is every section of the kind there, with something said in it? Knows nothing of what is said."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.intake_schema import intake_schema
from app.catalog.kinds import SectionSpec, document_kinds
from app.catalog.variants import variants
from app.checks.given import Given
from app.domain.document import Finding

NAME = "sections_complete"
JOINT = " | "
"""Between the cells of a row in its text: what a reader sees in a table is what the other checks have read."""


def check(given: Given) -> Iterator[Finding]:
    """A section that is not there, is empty, or holds a blank statement blocks; so do an id used twice and cells that are not the text."""
    document = given.document
    kind = document_kinds().get(document.kind)
    if kind is None:
        yield given.finding(NAME, "block", "unknown_kind", kind=document.kind)
        return
    for spec in kind.sections:
        section = document.section(spec.id)
        if section is None and spec.id not in variants().rules[document.variant].sections_of(document.kind):
            continue
        if section is None:
            # A variant of chosen statements leaves out the sections of which none may stand.
            if variants().rules[document.variant].kinds is not None:
                continue
            yield given.finding(NAME, "block", "section_gone", section=spec.title.in_lang(document.lang))
        elif not section.statements():
            yield given.finding(NAME, "warn" if _does_not_apply(given, spec) else "block", "section_empty", section)
    names = [s.id for s in document.sections]
    for section in document.sections:
        if names.count(section.id) > 1:
            yield given.finding(NAME, "block", "section_twice", section)
    seen: set[str] = set()
    for section, statement in given.statements():
        if not any(letter.isalnum() for letter in statement.text):
            yield given.finding(NAME, "block", "statement_blank", section, statement)
        if statement.cells is not None and statement.text != JOINT.join(statement.cells):
            yield given.finding(NAME, "block", "cells_differ", section, statement)
        if statement.id in seen:
            yield given.finding(NAME, "block", "id_twice", section, statement, id=statement.id)
        seen.add(statement.id)


def _does_not_apply(given: Given, spec: SectionSpec) -> bool:
    """True when the client marked every answer that the section would ask for as not applying."""
    if given.facts is None:
        return False
    firsts = (item.basis[0] for block in spec.guided["en"] for item in block.items)
    asked = {b.ref for b in firsts if b.kind == "gap" and b.ref in intake_schema().fields}
    return bool(asked) and all(given.facts.intake.status(path) == "n_a" for path in asked)
