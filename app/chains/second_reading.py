"""What of a section's first reading holds for the section written again, and what is new to read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.domain.document import Finding, SectionDraft, Statement


class _Key(NamedTuple):
    """What makes two statements one to a reader: the words and what they rest on, whatever the id."""

    text: str
    cells: tuple[str, ...] | None
    basis: str
    cited: frozenset[tuple[str | None, str | None]]


def _key(statement: Statement) -> _Key:
    cited = frozenset((c.sentence_id, c.intake_path) for c in statement.citations)
    return _Key(statement.text, statement.cells, statement.basis, cited)


def changed(old: SectionDraft, new: SectionDraft) -> SectionDraft:
    """The new section with only those statements that the old one has not, word for word on the same basis."""
    known = {_key(s) for s in old.statements()}
    blocks = [b.model_copy(update={"statements": tuple(s for s in b.statements if _key(s) not in known)}) for b in new.blocks]
    return new.model_copy(update={"blocks": tuple(b for b in blocks if b.statements)})


def carried(verified: Sequence[Finding], old: SectionDraft, new: SectionDraft) -> tuple[Finding, ...]:
    """What was found in statements of the old section that stand in the new one, under their new ids."""
    by_id = {s.id: _key(s) for s in old.statements()}
    own = {_key(s): s.id for s in new.statements()}
    places = ((f, own.get(by_id[f.statement_id])) for f in verified if f.statement_id in by_id and f.statement_id is not None)
    return tuple(f.model_copy(update={"statement_id": place}) for f, place in places if place is not None)


def blocking(findings: Iterable[Finding], section: str) -> tuple[Finding, ...]:
    """What blocks one section."""
    return tuple(f for f in findings if f.severity == "block" and f.section == section)
