"""The revision of one section: its statements with what was found wrong, back to the drafter once. Judges nothing itself."""

from __future__ import annotations

from dataclasses import replace

from app.catalog.kinds import SectionSpec
from app.catalog.prompt_files import prompt
from app.chains.closed_lists import ClosedLists, fenced
from app.chains.model_steps import StepResult, failed
from app.chains.model_writer import resolved, section_request
from app.domain.document import Finding, SectionDraft
from app.domain.lang import Lang
from app.errors import EndpointError
from app.llm.ports import Chat, ChatRequest


def revise_request(spec: SectionSpec, lists: ClosedLists, lang: Lang, draft: SectionDraft, findings: tuple[Finding, ...]) -> ChatRequest:
    """The request that wrote the section, with the draft and the reasons in the place of the dry draft's task."""
    first = section_request(spec, lists, lang)
    step = prompt("steps/revise")
    said = step.fill(draft=_lines(draft), reasons=_reasons(findings))
    own = "+".join((step.ref, *first.prompt_ref.split("+")))
    return replace(first, prompt_ref=own, messages=(*first.messages, ("user", said)))


def revise_step(
    spec: SectionSpec, lists: ClosedLists, lang: Lang, draft: SectionDraft, findings: tuple[Finding, ...], chat: Chat
) -> StepResult:
    """The section written again; its statements have ids of their own (`role.r1`)."""
    step = f"revise:{spec.id}"
    try:
        reply = chat.complete(revise_request(spec, lists, lang, draft, findings))
    except EndpointError as error:
        return failed(step, error)
    again, remarks = resolved(spec, lists, lang, reply.data, mark="r")
    return StepResult(step=step, calls=(reply.call,), remarks=remarks, draft=again)


def _lines(draft: SectionDraft) -> str:
    lines = []
    for block in draft.blocks:
        lines.append(f"# {block.type}: {' | '.join(block.header)}" if block.header else f"# {block.type}")
        for s in block.statements:
            ids = [c.sentence_id or f"I.{c.intake_path}" for c in s.citations]
            lines.append(f"- {s.id} ({s.basis}; {', '.join(ids)}) {fenced(s.text)}")
    return "\n".join(lines)


def _reasons(findings: tuple[Finding, ...]) -> str:
    return "\n".join(f"- {f.statement_id or '—'}: {fenced(f.message)}" for f in findings)
