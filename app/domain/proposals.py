"""What somebody proposed for a document in Word: one value a change, against the statement it is about. Knows no file."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from app.domain.base import Value, ValueWithNulls
from app.domain.document import Severity

ProposalKind = Literal["change", "addition", "deletion", "move", "comment", "unmatched", "translation"]
ProposalState = Literal["open", "accepted", "rejected"]


class NewFinding(Value):
    """What the checks would find anew if the proposal were accepted."""

    check: str
    severity: Severity
    message: str


class Proposal(ValueWithNulls):
    """One proposal. `number` counts within the document, from 1.

    `statement_id` is None for what stands in no statement (`unmatched`: a heading, the cover; nothing can be accepted there); for an
    addition or a move `follows` names the statement that it follows. `words` are a row's cells, else one text. For a translation
    `statement_id` is the intake path.
    """

    NULLS: ClassVar[tuple[str, ...]] = ("statement_id", "author", "date")

    number: int
    kind: ProposalKind
    state: ProposalState = "open"
    statement_id: str | None = None
    section: str | None = None
    before: str = ""
    after_text: str = ""
    words: tuple[str, ...] = ()
    follows: str | None = None
    author: str | None = None
    date: str | None = None
    comment: str | None = None
    place: str = ""
    base_version: int
    file: str = ""
    findings: tuple[NewFinding, ...] = ()
    made_at: AwareDatetime
    decided_by: str | None = None
