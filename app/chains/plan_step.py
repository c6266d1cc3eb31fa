"""The planner's step: reads a whole intake for answers that cannot both be true, and for at most five questions. Answers none of them."""

from __future__ import annotations

from typing import Any

from app.catalog.gaps import as_gaps
from app.catalog.prompt_files import prompt
from app.catalog.text import say
from app.chains.closed_lists import every_answer, fenced, id_lines
from app.chains.model_steps import StepResult, failed
from app.chains.model_writer import LANGUAGE, SHOWN, closed, one_line
from app.domain.document import Finding
from app.domain.facts import Facts
from app.domain.lang import Lang
from app.errors import EndpointError
from app.llm.ports import Chat, ChatRequest

STEP = "plan"
MOST_QUESTIONS = 5
MOST_CONTRADICTIONS = 5
MOST_TOKENS = 3000
LONGEST = 400


def plan_request(facts: Facts, lang: Lang) -> ChatRequest:
    """What is asked of the planner: the same for the same intake."""
    step = prompt("steps/plan")
    gaps = as_gaps(facts.open_points, lang)
    known = "\n".join(f"- {fenced(g.question)}" for g in gaps) or "(none)"
    user = step.fill(language=LANGUAGE[lang], answers=id_lines(every_answer(facts, lang).items()), known=known)
    return ChatRequest(
        role="planner",
        prompt_ref=step.ref,
        messages=(("user", user),),
        schema=_schema(),
        schema_name="reading",
        max_output_tokens=MOST_TOKENS,
    )


def plan_step(facts: Facts, lang: Lang, chat: Chat) -> StepResult:
    """Contradictions as warnings, questions as such; never a fact, and nothing that rests on an answer which was not shown."""
    try:
        reply = chat.complete(plan_request(facts, lang))
    except EndpointError as error:
        return failed(STEP, error)
    shown = every_answer(facts, lang)
    remarks = [
        Finding(check="contradiction", severity="warn", message=say(lang, "finding.reads_contradiction", text=text, answers=_named(ids)))
        for text, ids in _kept(reply.data["contradictions"], shown, least=2)[:MOST_CONTRADICTIONS]
    ]
    remarks += [
        Finding(check="question", severity="info", message=say(lang, "finding.question", text=text, answers=_named(ids)))
        for text, ids in _kept(reply.data["questions"], shown, least=1)[:MOST_QUESTIONS]
        if text.endswith("?")
    ]
    return StepResult(step=STEP, calls=(reply.call,), remarks=tuple(remarks))


def _schema() -> dict[str, Any]:
    texts = {"type": "array", "items": {"type": "string"}}
    noted = closed({"text": {"type": "string"}, "ids": texts})
    return closed({"contradictions": {"type": "array", "items": noted}, "questions": {"type": "array", "items": noted}})


def _kept(noted: list[dict[str, Any]], shown: dict[str, str], *, least: int) -> list[tuple[str, tuple[str, ...]]]:
    """What rests on enough answers of the list shown; one text is kept once."""
    found: dict[str, tuple[str, ...]] = {}
    for item in noted:
        ids = tuple(i for i in dict.fromkeys(item["ids"]) if i in shown)
        text = one_line(item["text"])[:LONGEST]
        if text and len(ids) >= least:
            found.setdefault(text, ids)
    return list(found.items())


def _named(ids: tuple[str, ...]) -> str:
    return ", ".join(i.removeprefix("I.")[:SHOWN] for i in ids)
