"""The client's texts that exist in one language only: found, translated by a model, checked. A person decides; nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.catalog.prompt_files import prompt
from app.catalog.text import say
from app.chains.closed_lists import fenced
from app.chains.model_writer import LANGUAGE, one_line
from app.checks.wording import wording_differs
from app.domain.base import Value
from app.domain.document import ModelCall
from app.domain.intake import Intake
from app.domain.lang import Lang, LocalText, other
from app.llm.ports import Chat, ChatRequest

MOST_AT_ONCE = 20
MOST_TOKENS = 6000


class Untranslated(Value):
    """A text of one language, by its path down to the text itself ("role.outcomes[0].result")."""

    path: str
    lang: Lang
    text: str


class Translated(Value):
    """A proposed translation; `doubts` says in words what does not agree with the source, empty when everything does."""

    source: Untranslated
    lang: Lang
    text: str
    doubts: tuple[str, ...] = ()


def untranslated(intake: Intake, into: Lang) -> tuple[Untranslated, ...]:
    """Every text that `into` lacks, in the order of the intake; notes are evidence and stay as they are."""
    own = other(into)
    found = [(path, text) for path, field in intake.fields.items() for path, text in _texts(path, field.value)]
    return tuple(Untranslated(path=path, lang=own, text=text.foreign(into) or "") for path, text in found if text.foreign(into))


def _texts(path: str, value: Any) -> Iterator[tuple[str, LocalText]]:
    if isinstance(value, LocalText):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(f"{path}[{index}]", item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(f"{path}.{key}", item)


def translate(chat: Chat, texts: tuple[Untranslated, ...], into: Lang) -> tuple[tuple[Translated, ...], tuple[ModelCall, ...]]:
    """A translation of each text that the model gave one for; ids that were not shown are dropped.

    Raises: EndpointError; BadSetting when the drafter has no model.
    """
    made: list[Translated] = []
    calls: list[ModelCall] = []
    for start in range(0, len(texts), MOST_AT_ONCE):
        part = texts[start : start + MOST_AT_ONCE]
        reply = chat.complete(translation_request(part, into))
        calls.append(reply.call)
        shown = {f"I.{t.path}": t for t in part}
        for item in reply.data["translations"]:
            source = shown.pop(next(iter(item["ids"]), "").strip("[] "), None)
            text = one_line(item["text"])
            if source is not None and text:
                doubts = tuple(say(into, f"finding.drift_{key}", **params) for key, params in wording_differs(source.text, text, into))
                made.append(Translated(source=source, lang=into, text=text, doubts=doubts))
    return tuple(made), tuple(calls)


def translation_request(texts: tuple[Untranslated, ...], into: Lang) -> ChatRequest:
    """What is asked of the drafter: the same for the same texts."""
    step = prompt("steps/translate")
    answers = "\n".join(f"[I.{t.path}] {fenced(t.text)}" for t in texts)
    item = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "ids": {"type": "array", "items": {"type": "string"}}},
        "required": ["text", "ids"],
        "additionalProperties": False,
    }
    return ChatRequest(
        role="drafter",
        prompt_ref=step.ref,
        messages=(("user", step.fill(language=LANGUAGE[into], source_language=LANGUAGE[other(into)], answers=answers)),),
        schema={
            "type": "object",
            "properties": {"translations": {"type": "array", "items": item}},
            "required": ["translations"],
            "additionalProperties": False,
        },
        schema_name="translations",
        max_output_tokens=MOST_TOKENS,
    )
