"""The coherence pass: a drafter reads all sections together and may only put statements in another order or join neighbours.

Code does both, and holds every answer against the statements it was shown: nothing is added, nothing is lost.
"""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from app.catalog.prompt_files import prompt
from app.catalog.text import say
from app.chains.closed_lists import fenced
from app.chains.model_steps import StepResult, failed
from app.chains.model_writer import LANGUAGE, closed
from app.domain.document import Block, Finding, SectionDraft, Statement
from app.domain.lang import Lang
from app.errors import EndpointError
from app.llm.ports import Chat, ChatRequest

STEP = "coherence"
MOST_TOKENS = 4000
FREE = ("paragraph", "bullets")
"""Blocks whose statements stand in an order that somebody chose; rows of tables keep theirs."""
FEWEST = 3
"""Statements of a block that is worth an order."""
SEEN = 110
"""Characters of a statement that are shown."""
MOST_JOINED = 2
LONGEST_JOINED = 320


def _blocks(sections: tuple[SectionDraft, ...]) -> dict[str, Block]:
    """What may be reordered, by an id that is shown: blocks of some statements."""
    every = ((f"{s.id}/{at}", block) for s in sections for at, block in enumerate(s.blocks))
    return {place: block for place, block in every if block.type in FREE and len(block.statements) >= FEWEST}


def coherence_request(sections: tuple[SectionDraft, ...], lang: Lang) -> ChatRequest | None:
    """What is asked: every block with its statements; None when there is nothing to order."""
    lines: list[str] = []
    for block_id, block in _blocks(sections).items():
        lines.append(f"## {block_id} ({block.type})")
        lines.extend(f"[{s.id}] {shorten(fenced(s.text), SEEN, placeholder=' …')}" for s in block.statements)
    if not lines:
        return None
    step = prompt("steps/coherence")
    ids = {"type": "array", "items": {"type": "string"}}
    block_schema = closed({"block": {"type": "string"}, "order": {"type": "array", "items": ids}})
    return ChatRequest(
        role="drafter",
        prompt_ref=step.ref,
        messages=(("user", step.fill(language=LANGUAGE[lang], statements="\n".join(lines))),),
        schema=closed({"blocks": {"type": "array", "items": block_schema}}),
        schema_name="order",
        max_output_tokens=MOST_TOKENS,
    )


def coherence_step(sections: tuple[SectionDraft, ...], lang: Lang, chat: Chat) -> StepResult:
    """The orders that the drafter proposes, unexamined; `with_order` holds them against the statements."""
    request = coherence_request(sections, lang)
    if request is None:
        return StepResult(step=STEP)
    try:
        reply = chat.complete(request)
    except EndpointError as error:
        return failed(STEP, error)
    return StepResult(step=STEP, calls=(reply.call,), data={i["block"]: i["order"] for i in reply.data["blocks"]})


def with_order(
    section: SectionDraft, proposed: Any, lang: Lang, faulted: frozenset[str] = frozenset()
) -> tuple[SectionDraft, tuple[Finding, ...]]:
    """The section in the proposed order; a block whose proposal names other statements keeps its own, and that is said.

    `faulted` statements are joined with nothing: what was found must stay with what it was found in.
    """
    if not isinstance(proposed, dict):
        return section, ()
    blocks: list[Block] = []
    dropped = False
    for at, block in enumerate(section.blocks):
        order = proposed.get(f"{section.id}/{at}")
        found = None if order is None or block.type not in FREE else _ordered(block, order, faulted)
        dropped = dropped or (order is not None and found is None)
        blocks.append(block if found is None else block.model_copy(update={"statements": found}))
    remark = Finding(check="coherence", severity="info", section=section.id, message=say(lang, "finding.order_dropped"))
    return section.model_copy(update={"blocks": tuple(blocks)}), (remark,) if dropped else ()


def _ordered(block: Block, order: Any, faulted: frozenset[str]) -> tuple[Statement, ...] | None:
    by_id = {s.id: s for s in block.statements}
    groups = [g for g in order if g] if isinstance(order, list) else []
    named = [i for group in groups for i in group]
    if sorted(named) != sorted(by_id):
        return None
    statements = []
    for group in groups:
        members = [by_id[i] for i in group]
        is_one = len(members) > 1 and _may_join(members) and faulted.isdisjoint(group)
        statements.extend([_joined(members)] if is_one else members)
    return tuple(statements)


def _may_join(members: list[Statement]) -> bool:
    is_alike = len({m.basis for m in members}) == 1 and not any(m.computed or m.basis == "gap" for m in members)
    return is_alike and len(members) <= MOST_JOINED and sum(len(m.text) for m in members) <= LONGEST_JOINED


def _joined(members: list[Statement]) -> Statement:
    """The texts one after the other, unchanged, with the citations of all."""
    citations = tuple(dict.fromkeys(c for m in members for c in m.citations))
    return members[0].model_copy(update={"text": " ".join(m.text for m in members), "citations": citations})
