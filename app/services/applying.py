"""A proposal made true in a document: pure, and refused where the statement says something else by now. Keeps nothing."""

from __future__ import annotations

from app.domain import revising
from app.domain.document import Document
from app.domain.proposals import Proposal
from app.errors import BadInput
from app.export.layout import layout


def applied(document: Document, proposal: Proposal, *, is_strict: bool) -> Document:
    """The document with the proposal made true. `is_strict` refuses a statement that says something else than it did in the file.

    Raises: BadInput, UnknownId.
    """
    near = proposal.follows or proposal.statement_id or ""
    if proposal.kind == "addition":
        changed, _ = revising.added(document, near, proposal.words)
        return changed
    statement_id = proposal.statement_id or ""
    _, statement = revising.find(document, statement_id)
    if is_strict and _said(document, statement_id) != proposal.before:
        raise BadInput("input.changed_since", where=statement_id, version=proposal.base_version)
    if proposal.kind == "deletion":
        return revising.without(document, statement_id)
    if proposal.kind == "move":
        return revising.moved(document, statement_id, near)
    if statement.cells is None:
        return revising.with_words(document, statement_id, revising.remarked(statement.text, " ".join(proposal.words)))
    if len(proposal.words) != len(statement.cells):
        raise BadInput("input.cells", where=statement_id, given=len(proposal.words), needed=len(statement.cells))
    cells = tuple(revising.remarked(was, now) for was, now in zip(statement.cells, proposal.words, strict=True))
    return revising.with_words(document, statement_id, cells)


def touched(before: Document, after: Document, proposal: Proposal) -> str:
    """The statement that a proposal changed: the new one of an addition."""
    if proposal.kind != "addition":
        return proposal.statement_id or ""
    old = {s.id for section in before.sections for s in section.statements()}
    return next(s.id for section in after.sections for s in section.statements() if s.id not in old)


def _said(document: Document, statement_id: str) -> str:
    """A statement's words as Word shows them."""
    for passage in layout(document).passages():
        if passage.statement_id == statement_id:
            cells = passage.cells if hasattr(passage, "cells") else (passage.runs,)
            return revising.CELL.join(" ".join("".join(r.text for r in runs).replace("\u00a0", " ").split()) for runs in cells)
    return ""
