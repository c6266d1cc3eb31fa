"""Verification as steps: a document's sections in groups small enough for one request each, and what was found put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.chains.checked_document import given
from app.chains.model_steps import StepResult
from app.chains.verify_statements import verify_document
from app.checks import support_holds
from app.domain.document import Document, Finding, SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Sentence
from app.llm.ports import Chat

GROUPED = 48
"""Cited statements that sections are put together to: what a model writes may be some more."""


def groups(sections: Sequence[SectionDraft]) -> list[tuple[SectionDraft, ...]]:
    """Neighbouring sections together, as long as their cited statements fit into one request; a long section stands alone."""
    found: list[tuple[SectionDraft, ...]] = []
    size = 0
    for section in sections:
        claims = claims_in(section)
        if not claims:
            continue
        if not found or size + claims > GROUPED:
            found.append(())
            size = 0
        found[-1] = (*found[-1], section)
        size += claims
    return found


def claims_in(section: SectionDraft) -> int:
    """The statements of a section that a verifier is asked about."""
    return sum(1 for s in section.statements() if s.citations and s.basis in ("guidance", "client"))


def verify_step(
    step: str, document: Document, sections: tuple[SectionDraft, ...], facts: Facts, firm: Mapping[str, Sentence], chat: Chat
) -> StepResult:
    """What verification finds in these sections of a document; an endpoint that fails is a finding, and the rules have spoken."""
    part = document.model_copy(update={"sections": sections})
    verified = verify_document(part, given(part, facts, firm), chat)
    return StepResult(step=step, calls=verified.calls, remarks=verified.findings)


def together(ruled: Sequence[Finding], verified: Sequence[Finding]) -> tuple[Finding, ...]:
    """What the checks and the verifier found, blocking first; where both say that a statement is unsupported, once."""
    told = {f.statement_id for f in verified if f.severity == "block"}
    kept = [f for f in ruled if f.check != support_holds.NAME or f.statement_id not in told]
    unique = dict.fromkeys((*kept, *verified))
    return tuple(sorted(unique, key=lambda f: ("block", "warn", "info").index(f.severity)))
