"""Papers read by a model: it names path, value and quote; code keeps what stands in the paper and is borne out by its own words.

The model sees what the rules see: no quoted messages, no orders, nothing private. What it concludes without words is dropped and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import FieldSpec, TypeSpec, intake_schema
from app.catalog.intake_words import from_typed
from app.catalog.paper_rules import PaperRule, paper_rules
from app.catalog.prompt_files import prompt
from app.chains.closed_lists import fenced
from app.chains.paper_doubts import affirmed, doubt_of, is_denied
from app.chains.paper_money import monies, read_pay
from app.chains.paper_parts import Part, Said
from app.domain.date_reading import dates
from app.domain.document import ModelCall
from app.domain.figures import figures
from app.llm.ports import Chat, ChatRequest

MOST_CHARACTERS = 24_000
"""Of a paper in one request; a longer paper is read in several."""
MOST_TOKENS = 6000
NOT_ASKED = frozenset(
    {"candidate.lawful_criteria_check", "engagement.fee_model", "engagement.confidential_terms", "compensation.candidate_expectation"}
)
"""Answers that are the firm's own to give, or that concern one person."""
_READER = {"money": "money", "pay": "pay", "date": "date", "int": "count", "number": "count"}
_LANGUAGES = {"English": r"english|ingl[ée]s", "Spanish": r"spanish|espa[ñn]ol"}


def read_with_model(chat: Chat, parts: Sequence[Part]) -> tuple[list[Said], int, list[ModelCall]]:
    """What a model found and its quotes bear out, how many answers were dropped, and the calls.

    Raises: EndpointError; BadSetting when the drafter has no model.
    """
    said: list[Said] = []
    dropped = 0
    calls: list[ModelCall] = []
    for some in _portions(parts):
        reply = chat.complete(reading_request(some))
        calls.append(reply.call)
        for item in reply.data["values"]:
            found = borne(some, str(item["path"]), str(item["value"]), str(item["quote"]))
            if found is None:
                dropped += 1
            else:
                said.append(found)
    return said, dropped, calls


def _portions(parts: Sequence[Part]) -> Iterator[list[Part]]:
    some: list[Part] = []
    size = 0
    for part in parts:
        if some and size + len(part.text) > MOST_CHARACTERS:
            yield some
            some, size = [], 0
        some.append(part)
        size += len(part.text)
    if some:
        yield some


def asked_fields() -> dict[str, FieldSpec]:
    """The questions that a model may answer from a paper, by path."""
    return {path: spec for path, spec in intake_schema().fields.items() if path not in NOT_ASKED and not path.startswith("privacy.")}


def reading_request(parts: Sequence[Part]) -> ChatRequest:
    """What is asked of the drafter for one portion of a paper: the same for the same words."""
    step = prompt("steps/read_paper")
    fields = asked_fields()
    words = intake_fields()
    questions = "\n".join(f"- {path}: {words.label(path, 'en')} ({_form(spec.type)})" for path, spec in fields.items())
    item = {
        "type": "object",
        "properties": {"path": {"type": "string", "enum": list(fields)}, "value": {"type": "string"}, "quote": {"type": "string"}},
        "required": ["path", "value", "quote"],
        "additionalProperties": False,
    }
    return ChatRequest(
        role="drafter",
        prompt_ref=step.ref,
        messages=(("user", step.fill(questions=questions, paper="\n".join(fenced(p.text) for p in parts))),),
        schema={
            "type": "object",
            "properties": {"values": {"type": "array", "items": item}},
            "required": ["values"],
            "additionalProperties": False,
        },
        schema_name="values",
        max_output_tokens=MOST_TOKENS,
    )


def _form(spec: TypeSpec) -> str:
    if spec.kind == "list" and spec.item is not None:
        return f"list of {_form(spec.item)}"
    if spec.kind == "record":
        return " | ".join(spec.keys)
    return " or ".join(spec.choices) if spec.kind == "enum" else "yes or no" if spec.kind == "bool" else spec.kind


def borne(parts: Sequence[Part], path: str, value: str, quote: str) -> Said | None:
    """One answer of a model as something said, or None: no such question, no such words, or words that do not bear the value out."""
    spec = asked_fields().get(path)
    at = _found(parts, quote)
    if spec is None or at is None:
        return None
    part, words = at
    said = from_typed(spec.type, value)
    if said is None or not _bears(spec.type, said, words) or not _agrees(path, said, words):
        return None
    reads = _READER.get(spec.type.kind, spec.type.kind)
    doubt = doubt_of("sentence" if reads == "text" else reads, part.text, part.text.find(words))
    if spec.type.kind == "bool" and said is False:
        if not is_denied(part.text, part.text.find(words)):
            return None
        doubt = None if doubt == "negated" else doubt
    return Said(path, part, None if doubt else said, doubt, "model")


def _found(parts: Sequence[Part], quote: str) -> tuple[Part, str] | None:
    """The part that holds a quote, and the quote as it stands there; white space counts as one blank."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return next(((part, m.group()) for part in parts if (m := pattern.search(part.text))), None)


def _agrees(path: str, said: Any, words: str) -> bool:
    """False when a choice is another one than the rules find affirmed in the same words."""
    rule: PaperRule | None = next((r for r in paper_rules().rules if r.path == path and r.options), None)
    if rule is None:
        return True
    rest = affirmed(rule, words)
    found = {name for name, pattern in rule.options if pattern.search(rest)}
    return not found or said in found


def _bears(spec: TypeSpec, said: Any, words: str) -> bool:
    """True when every part of a value stands in the quote's words."""
    if spec.kind == "list" and spec.item is not None:
        return isinstance(said, list) and bool(said) and all(_bears(spec.item, item, words) for item in said)
    if spec.kind == "record":
        return isinstance(said, dict) and bool(said) and all(k in spec.keys and _bears(spec.keys[k], v, words) for k, v in said.items())
    if spec.kind == "pay":
        found = read_pay(None, words, words, True)
        return bool(found.value == said)
    if spec.kind == "money":
        held = {(m.amount, m.currency) for m in monies(words)}
        return isinstance(said, dict) and any(m[0] == said.get("amount") and m[1] == said.get("currency") for m in held)
    if spec.kind == "date":
        days = [d for d in dates(words) if d.day and d.year and not d.is_either]
        return len(days) == 1 and said == f"{days[0].year:04}-{days[0].month:02}-{days[0].day:02}"
    if spec.kind in ("int", "number"):
        return isinstance(said, int | float) and any(said in f.values for f in figures(words, articles=True))
    if spec.kind == "bool":
        return isinstance(said, bool)
    if spec.kind == "enum":
        return said in spec.choices and (spec.choices[:1] != ("A1",) or bool(re.search(rf"\b{said}\b", words)))
    return isinstance(said, str) and _stands(said, words)


def _stands(said: str, words: str) -> bool:
    plain = " ".join(words.split()).casefold()
    named = _LANGUAGES.get(said)
    return " ".join(said.split()).casefold() in plain or bool(named and re.search(rf"\b(?:{named})\b", plain))
