"""The model writer: one section drafted by a language model from closed lists of ids; code resolves, numbers and renders."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from app.catalog.kinds import SectionSpec
from app.catalog.prompt_files import Prompt, prompt
from app.catalog.text import say
from app.chains.closed_lists import ClosedLists, closed_lists, fenced
from app.chains.guided_writer import GuidedWriter
from app.chains.ports import Written
from app.domain.document import Basis, Block, BlockType, Citation, Computed, Finding, SectionDraft, Statement
from app.domain.facts import Facts
from app.domain.guidance import Evidence
from app.domain.lang import Lang
from app.llm.ports import Chat, ChatRequest

LANGUAGE = {"en": "English", "es": "Mexican Spanish"}
BLOCK_TYPES = ["paragraph", "bullets", "table", "timeline"]
BASES: list[Basis] = ["guidance", "client", "judgement", "gap"]
MOST_TOKENS = 8000
SHOWN = 120
_ID = r"(?:G\d[\w.-]*|[IC]\.[\w.-]+(?:\[\d+\][\w.-]*)*)"
_SHOWN_MARK = re.compile(rf"\s*\[(?:to be verified|({_ID}(?:, ?{_ID})*))\]")
"""What stands beside a line of the lists that a drafter is shown, and belongs in no document."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class ModelWriter:
    """Drafts through the chat port; meets the SectionWriter contract. Sections without a prompt of their own are composed by rules."""

    chat: Chat
    name: str = "model"
    instruction: str = ""
    """What the person who regenerates a section asks for: fenced, and never above the rules of the section."""

    def instructed(self, instruction: str) -> ModelWriter:
        """The same writer with an instruction."""
        return replace(self, instruction=instruction)

    def write(self, spec: SectionSpec, facts: Facts, evidence: Evidence, lang: Lang) -> Written:
        """The section as the model wrote it, every citation resolved from the closed list; what was dropped is reported.

        Raises: EndpointError; BadSetting when the drafter has no model.
        """
        baseline = GuidedWriter().write(spec, facts, evidence, lang)
        if spec.model_prompt is None or spec.internal:
            return baseline
        lists = closed_lists(spec, facts, evidence, lang, baseline.draft)
        request = section_request(spec, lists, lang, instruction=self.instruction)
        reply = self.chat.complete(request)
        draft, remarks = resolved(spec, lists, lang, reply.data)
        return Written(draft, calls=(reply.call,), remarks=remarks)


def section_request(spec: SectionSpec, lists: ClosedLists, lang: Lang, *, instruction: str = "") -> ChatRequest:
    """What is asked of the drafter for one section: the same for the same inputs."""
    system, step = prompt("steps/draft_system"), prompt("steps/draft_section")
    own: Prompt = prompt(spec.model_prompt or "")
    user = step.fill(
        title=spec.title.in_lang(lang),
        aim=spec.aim.in_lang(lang),
        guidance_for_section=own.fill(),
        evidence=lists.evidence_lines(),
        answers=lists.answer_lines(),
        computed=lists.computed_lines(),
        open_points=lists.open_lines(),
        baseline=lists.baseline_lines(),
    )
    refs = f"{step.ref}+{own.ref}"
    if instruction:
        asked = prompt("steps/instruct_section")
        user = f"{user}\n\n{asked.fill(instruction=fenced(instruction))}"
        refs = f"{refs}+{asked.ref}"
    return ChatRequest(
        role="drafter",
        prompt_ref=refs,
        messages=(("system", system.fill(language=LANGUAGE[lang])), ("user", user)),
        schema=section_schema(),
        schema_name="section",
        max_output_tokens=MOST_TOKENS,
    )


def section_schema() -> dict[str, Any]:
    """The JSON schema of a section.

    Its ids are free: an id that was not shown is dropped and reported, while a list of allowed values would have an
    endpoint turn an invented id into a wrong one that exists, or refuse the whole section for it.
    """
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    statement = closed({"text": text, "cells": texts, "basis": {"type": "string", "enum": BASES}, "ids": texts})
    block = closed({"type": {"type": "string", "enum": BLOCK_TYPES}, "header": texts, "statements": {"type": "array", "items": statement}})
    return closed({"blocks": {"type": "array", "items": block}})


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object with just these properties, all of them required."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def resolved(spec: SectionSpec, lists: ClosedLists, lang: Lang, data: Any, *, mark: str = "m") -> tuple[SectionDraft, tuple[Finding, ...]]:
    """A model's answer as a section: ids resolved from the closed lists, what was not of them dropped and reported."""
    blocks: list[Block] = []
    remarks: list[Finding] = []
    number = 0
    for raw in data["blocks"]:
        is_table = raw["type"] in ("table", "timeline")
        header = tuple(one_line(h) for h in raw["header"]) if is_table and any(one_line(h) for h in raw["header"]) else None
        # A table without a header is no table: its rows are printed as points, and no word is lost.
        block_type: BlockType = "bullets" if is_table and header is None else raw["type"]
        statements = []
        for item in raw["statements"]:
            number += 1
            statement, dropped = _statement(f"{spec.id}.{mark}{number}", item, lists, header)
            remarks.extend(_remark(spec, statement_id, lang, unknown) for statement_id, unknown in dropped)
            if statement is not None:
                statements.append(statement)
        if statements:
            blocks.append(Block(type=block_type, header=header, statements=tuple(statements)))
    kept = _with_timeline(blocks, lists.baseline)
    return SectionDraft(id=spec.id, title=spec.title.in_lang(lang), annex=spec.annex, blocks=kept), tuple(remarks)


def _with_timeline(blocks: list[Block], baseline: SectionDraft) -> tuple[Block, ...]:
    """The blocks with the dry draft's timeline in place of the model's: dates of gates are computed, never written."""
    computed = [b for b in baseline.blocks if b.type == "timeline"]
    if not computed:
        return tuple(blocks)
    place = next((i for i, b in enumerate(blocks) if b.type == "timeline"), min(1, len(blocks)))
    others = [b for b in blocks if b.type != "timeline"]
    return (*others[:place], *computed, *others[place:])


def _remark(spec: SectionSpec, statement_id: str, lang: Lang, unknown: str) -> Finding:
    message = say(lang, "finding.dropped_id", id=unknown[:SHOWN])
    return Finding(check="closed_list", severity="warn", section=spec.id, statement_id=statement_id, message=message)


def _statement(
    statement_id: str, item: dict[str, Any], lists: ClosedLists, header: tuple[str, ...] | None
) -> tuple[Statement | None, list[tuple[str, str]]]:
    ids = list(item["ids"])
    said, *given = (_prose(t, lists, ids) for t in (item["text"], *item["cells"]))
    cells = _cells(given if any(given) else [said], len(header)) if header is not None else None
    text = " | ".join(cells) if cells else said or "; ".join(c for c in given if c)
    if not text.strip(" |"):
        return None, []
    citations: list[Citation] = []
    steps: list[str] = []
    inputs: dict[str, str | int | float | None] = {}
    dropped: list[tuple[str, str]] = []
    for cited in dict.fromkeys(ids):
        if cited in lists.citations:
            citations.extend(c for c in (lists.citations[cited],) if c not in citations)
        elif cited in lists.computed:
            shown = lists.computed[cited]
            steps.extend(s for s in (shown.derived.formula or "").split("; ") if s and s not in steps)
            inputs.update(shown.derived.inputs)
            # A computed value rests on the answers it was computed from: they are cited with it.
            rests = (*shown.rests_on, *(lists.citations.get(f"I.{path}") for path in shown.derived.inputs))
            citations.extend(c for c in rests if c is not None and c not in citations)
        else:
            dropped.append((statement_id, cited))
    computed = Computed(formula="; ".join(steps), inputs=inputs) if steps else None
    basis: Basis = item["basis"]
    if basis == "client" and computed and not citations:
        basis = "judgement"  # a bare computation is ours, not the client's words
    return Statement(id=statement_id, text=text, cells=cells, basis=basis, computed=computed, citations=tuple(citations)), dropped


def _prose(text: str, lists: ClosedLists, ids: list[str]) -> str:
    """A model's text without the marks of the lists that it was shown; an id of theirs in brackets joins the statement's ids."""

    def moved(mark: re.Match[str]) -> str:
        if mark.group(1) is None:
            return ""
        known = [i.strip() for i in mark.group(1).split(",")]
        if not all(i in lists.citations or i in lists.computed for i in known):
            return mark.group()
        ids.extend(known)
        return ""

    return one_line(_SHOWN_MARK.sub(moved, text))


def _cells(given: list[str], width: int) -> tuple[str, ...]:
    """A row of the header's width: what is too few is left blank, what is too many joins the last cell."""
    if len(given) > width:
        given = [*given[: width - 1], " ".join(given[width - 1 :])]
    return (*given, *[""] * (width - len(given)))


def one_line(text: str) -> str:
    """A model's text without line breaks, and without characters that no file and no database takes."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
