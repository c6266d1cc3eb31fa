"""The steps that write one section: from its own evidence, and once more with the reasons why it blocked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalog.kinds import SectionSpec
from app.chains.closed_lists import closed_lists
from app.chains.gather_evidence import Look, gather_evidence
from app.chains.guided_writer import GuidedWriter
from app.chains.model_steps import StepResult, failed
from app.chains.model_writer import ModelWriter
from app.chains.revise_step import revise_step
from app.domain import guidance
from app.domain.document import Finding, SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Evidence, Sentence
from app.domain.lang import Lang
from app.errors import EndpointError, EndpointGarbled
from app.llm.ports import Chat


@dataclass(frozen=True)
class Source:
    """What sections are written from, and by whom."""

    facts: Facts
    lang: Lang
    chat: Chat
    look: Look | None
    firm: Mapping[str, guidance.Source]

    def evidence(self, spec: SectionSpec) -> tuple[Evidence, tuple[Sentence, ...]]:
        """The section's evidence, and what of it lies in the firm's own documents."""
        evidence = gather_evidence(spec, self.facts, self.lang, self.look)
        return evidence, tuple(s for s in evidence.sentences if s.source_id in self.firm)


def section_step(step: str, spec: SectionSpec, source: Source) -> StepResult:
    """The section by the model; no draft, and the reason, when the answer was of no use."""
    evidence, firm = source.evidence(spec)
    try:
        written = ModelWriter(source.chat).write(spec, source.facts, evidence, source.lang)
    except EndpointError as error:
        return failed(step, error).model_copy(update={"firm": firm})
    if not written.draft.blocks:
        empty = failed(step, EndpointGarbled("model.empty", where=spec.id))
        return empty.model_copy(update={"calls": written.calls, "firm": firm})
    return StepResult(step=step, calls=written.calls, remarks=written.remarks, draft=written.draft, firm=firm)


def revision_step(step: str, spec: SectionSpec, source: Source, draft: SectionDraft, reasons: tuple[Finding, ...]) -> StepResult:
    """The section written again from the same lists; no draft when the answer was of no use."""
    evidence, firm = source.evidence(spec)
    baseline = GuidedWriter().write(spec, source.facts, evidence, source.lang).draft
    lists = closed_lists(spec, source.facts, evidence, source.lang, baseline)
    result = revise_step(spec, lists, source.lang, draft, reasons, source.chat)
    kept = result.draft if result.draft is not None and result.draft.blocks else None
    return result.model_copy(update={"step": step, "firm": firm, "draft": kept})
