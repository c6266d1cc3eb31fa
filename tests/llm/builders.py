"""Builders for the model room's tests: a chat against a stand-in, a request with evidence, a sleep that only notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.llm.openai_compatible import openai_chat
from app.llm.ports import Chat, ChatRequest
from app.llm.roles import Roles, roles_table
from tests.standin import StandIn

MODEL = "puente-standin"
KEY = "sk-test-very-private-1234567890"
EVIDENCE = """Write the section from these sentences only.
[G1.1] A trial period may last at most 30 days, or 180 days for directors.
[G1.2-es] El aguinaldo es de al menos 15 días de salario.
[I.role.reports_to_solid] Reports to the Group COO in Chicago.
[C.dates.start] 3 May 2027
"""
IDS = ["G1.1", "G1.2-es", "I.role.reports_to_solid", "C.dates.start"]
STATEMENTS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {"type": "array", "minItems": 2, "maxItems": 4, "items": {"$ref": "#/$defs/Statement"}},
        "tags": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "remark": {"type": "string"},
    },
    "required": ["statements", "tags"],
    "additionalProperties": False,
    "$defs": {
        "Statement": {
            "type": "object",
            "properties": {
                "text": {"type": "string", "minLength": 1},
                "basis": {"enum": ["guidance", "client", "judgement", "gap"]},
                "ids": {"type": "array", "minItems": 1, "items": {"enum": IDS}},
            },
            "required": ["text", "basis", "ids"],
            "additionalProperties": False,
        }
    },
}


def request(schema: Mapping[str, Any] | None = STATEMENTS, **changed: Any) -> ChatRequest:
    """A drafter's request that shows two guidance sentences, one client statement and one computed value."""
    given = {
        "role": "drafter",
        "prompt_ref": "brief/role.v1@abc",
        "messages": (("system", "You draft."), ("user", EVIDENCE)),
        "schema": schema,
    }
    return ChatRequest(**{**given, **changed})


def chat(
    server: StandIn | str,
    data_dir: Path,
    *,
    model: str = MODEL,
    models: Roles | None = None,
    api_key: str | None = None,
    timeout_s: float = 5,
    sleep: Callable[[float], None] = lambda _: None,
) -> Chat:
    """The real adapter, pointed at a stand-in (or any base URL), with a sleep that does not sleep."""
    base_url = server if isinstance(server, str) else server.url
    table = models or roles_table({"PUENTE_MODEL": model})
    return openai_chat(base_url=base_url, api_key=api_key, models=table, data_dir=data_dir, timeout_s=timeout_s, sleep=sleep)


def asked_by(server: StandIn) -> list[str]:
    """Which rung each request seen used: json_schema, tool, json_object or words."""
    rungs = []
    for seen in server.requests():
        body = seen["body"]
        rungs.append((body.get("response_format") or {}).get("type") or ("tool" if body.get("tools") else "words"))
    return rungs
