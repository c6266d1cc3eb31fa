"""The bodies of /v1/chat/completions: one answer, whole or as the events of a stream. Knows no socket."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.standin.faults import Faults, bend_data, bend_text
from tests.standin.filling import fill
from tests.standin.judging import judged
from tests.standin.reading import Prompt, content_of, read_prompt, schema_of

MODEL = "puente-standin"
CREATED = 1_795_219_200
REFUSAL = "I cannot help with that."


@dataclass(frozen=True)
class Said:
    """What the stand-in says, before it is put into a body."""

    text: str
    tool: str | None
    refusal: str | None
    finish_reason: str
    usage: dict[str, int] | None


def say(body: Mapping[str, Any], faults: Faults) -> Said:
    """The answer to a chat request, bent by the faults."""
    prompt = read_prompt(body.get("messages") or ())
    schema = schema_of(body)
    tools = body.get("tools") or ()
    tool = str(tools[0]["function"]["name"]) if tools else None
    if schema is None:
        text = prompt.order if "injected" in faults and prompt.order else _plain(prompt)
    else:
        filled = judged(prompt.asked) if "judging" in faults and prompt.pairs else fill(schema, prompt)
        text = json.dumps(bend_data(filled, faults, prompt.order), ensure_ascii=False)
    text = bend_text(text, faults)
    finish = "length" if "truncated" in faults else "tool_calls" if tool else "stop"
    refusal = None
    if "refusal" in faults:
        text, tool, refusal, finish = "", None, REFUSAL, "stop"
    if "content_filter" in faults:
        text, tool, finish = "", None, "content_filter"
    asked = sum(len(content_of(m)) for m in body.get("messages") or ())
    counts = {"prompt_tokens": asked // 4 + 1, "completion_tokens": len(text) // 4 + 1}
    usage = None if "no_usage" in faults else {**counts, "total_tokens": sum(counts.values())}
    return Said(text, tool, refusal, finish, usage)


def whole(said: Said, faults: Faults) -> dict[str, Any]:
    """The body of an answer that is not streamed."""
    message: dict[str, Any] = {"role": "assistant", "content": said.text, "refusal": said.refusal}
    if said.refusal is not None:
        message["content"] = None
    if said.tool is not None:
        message["content"] = None
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": {"name": said.tool, "arguments": said.text}}]
    choices = [] if "no_choices" in faults else [{"index": 0, "message": message, "finish_reason": said.finish_reason, "logprobs": None}]
    body = {"id": "chatcmpl-standin", "object": "chat.completion", "created": CREATED, "model": MODEL, "choices": choices}
    return body if said.usage is None else {**body, "usage": said.usage}


def events(said: Said, *, with_usage: bool) -> Iterator[str]:
    """The data of each server-sent event, without the closing [DONE]."""
    yield _event({"role": "assistant", "content": ""}, None)
    if said.refusal is not None:
        yield _event({"refusal": said.refusal}, None)
    for at, piece in enumerate(re.findall(r"\s*\S+", said.text)):
        if said.tool is not None:
            function: dict[str, Any] = {"arguments": piece, **({"name": said.tool} if at == 0 else {})}
            call = {"index": 0, "function": function, **({"id": "call_1", "type": "function"} if at == 0 else {})}
            yield _event({"tool_calls": [call]}, None)
        else:
            yield _event({"content": piece}, None)
    yield _event({}, said.finish_reason)
    if with_usage and said.usage is not None:
        yield json.dumps({**_frame(), "choices": [], "usage": said.usage})


def _event(delta: Mapping[str, Any], finish_reason: str | None) -> str:
    choice = {"index": 0, "delta": dict(delta), "finish_reason": finish_reason, "logprobs": None}
    return json.dumps({**_frame(), "choices": [choice]}, ensure_ascii=False)


def _frame() -> dict[str, Any]:
    return {"id": "chatcmpl-standin", "object": "chat.completion.chunk", "created": CREATED, "model": MODEL}


def _plain(prompt: Prompt) -> str:
    if prompt.lines:
        return " ".join(line.text for line in prompt.lines[:3])
    return "Stand-in answer to: " + " ".join(prompt.asked.split()[:12])
