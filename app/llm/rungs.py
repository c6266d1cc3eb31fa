"""The ladder of structured output: what each rung adds to a request, and when an endpoint says that it lacks a rung.

Knows the chat-completions body; knows no transport. The words below are of the protocol, not of a role's prompt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import EndpointError
from app.llm.capabilities import Capability, Rung
from app.llm.ports import ChatRequest, Speaker
from app.llm.schemas import strict_form

Messages = tuple[tuple[Speaker, str], ...]

_IN_WORDS: frozenset[Rung] = frozenset({"json_object", "prompt"})
_LACKS_RUNG = re.compile(r"(?i)response_format|json[_ ]?schema|json[_ ]?object|json mode|structured|schema|\btools?\b|tool_choice|function")
_UNSUPPORTED_STATUS = frozenset({400, 404, 422, 501})
_PARAMETERS = ("temperature", "stream_options")
_LIMITS = ("max_completion_tokens", "max_tokens")


def body_of(request: ChatRequest, known: Capability, rung: Rung | None) -> dict[str, Any]:
    """The part of the request body beside model and messages; `rung` None asks for plain text."""
    body: dict[str, Any] = {known.output_limit: request.max_output_tokens}
    if request.temperature is not None:
        body["temperature"] = request.temperature
    schema = request.schema
    if schema is not None and rung == "json_schema":
        strict = strict_form(schema)
        shape = {"name": request.schema_name, "schema": strict or dict(schema), "strict": strict is not None}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif schema is not None and rung == "tool":
        strict = strict_form(schema)
        function: dict[str, Any] = {
            "name": request.schema_name,
            "description": "Give the answer in this shape.",
            "parameters": strict or dict(schema),
        }
        if strict is not None:
            function["strict"] = True
        body["tools"] = [{"type": "function", "function": function}]
        body["tool_choice"] = {"type": "function", "function": {"name": request.schema_name}}
    elif schema is not None and rung == "json_object":
        body["response_format"] = {"type": "json_object"}
    return {name: value for name, value in body.items() if name not in known.without}


def messages_for(request: ChatRequest, rung: Rung | None) -> Messages:
    """The messages; on the plainer rungs the schema joins the system message (some chat templates take only one)."""
    if request.schema is None or rung not in _IN_WORDS:
        return request.messages
    order = in_words(request.schema)
    first = request.messages[:1]
    if first and first[0][0] == "system":
        return (("system", f"{first[0][1]}\n\n{order}"), *request.messages[1:])
    return (("system", order), *request.messages)


def in_words(schema: Mapping[str, Any]) -> str:
    """The schema as an instruction."""
    return (
        "Answer with one JSON object and nothing else: no code fence, no remark before or after it. "
        "It must satisfy this JSON schema:\n" + json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    )


def repair_messages(asked: Messages, answer: str, fault: str, request: ChatRequest, rung: Rung) -> Messages:
    """The conversation that asks once for a repair, quoting what is wrong; the schema is said where it was not seen yet."""
    order = f"Your answer cannot be used: {fault}. Give the whole answer again, corrected, as one JSON object and nothing else."
    # An endpoint may take a response_format and pass it on to nobody.
    if request.schema is not None and rung == "json_schema":
        order = f"{order}\n{in_words(request.schema)}"
    return (*asked, ("assistant", answer or "(empty)"), ("user", order))


def lacks_rung(error: EndpointError, rung: Rung) -> bool:
    """True when the endpoint declined because of what the rung added to the request."""
    if rung == "prompt" or error.params.get("status") not in _UNSUPPORTED_STATUS:
        return False
    return bool(_LACKS_RUNG.search(str(error.params.get("detail", ""))))


def faults_schema(error: EndpointError) -> bool:
    """True when this one schema was declined, which says nothing of the rung for the next."""
    return "invalid schema" in str(error.params.get("detail", "")).lower()


def without_parameter(error: EndpointError, known: Capability, sent: Sequence[str]) -> Capability | None:
    """What to try next when the endpoint declined a parameter that was sent, or None when it declined something else."""
    if error.params.get("status") not in (400, 422):
        return None
    detail = str(error.params.get("detail", ""))
    named = next((name for name in _LIMITS if name in detail and name in sent), None)
    if named is not None:
        other = next(name for name in _LIMITS if name != named)
        return known.model_copy(update={"output_limit": other})
    named = next((name for name in _PARAMETERS if name in detail and name in sent), None)
    return known.model_copy(update={"without": (*known.without, named)}) if named else None
