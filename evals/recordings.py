"""Model answers kept on disk: replayed, recorded, counted against a budget. Knows requests and replies; knows no case and no prompt.

A recording's key is the sha256 of the whole request (role, messages, schema, model, parameters) and the epoch. A recording that nothing
asks for is an orphan: `orphans` names them for a lint; they never touch a comparison.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from app.domain.document import ModelCall
from app.llm.ports import Chat, ChatReply, ChatRequest
from app.llm.tokens import estimate_tokens
from evals.cost import MissingCall
from evals.faults import EvalFault, Undecided

FOLDER = Path(__file__).resolve().parent / "recordings"
IN_TEXT = "data_is_text"
WRITTEN_OF_MOST = 4
"""An answer takes about a quarter of what it may."""


def request_key(request: ChatRequest, model: str, epoch: int) -> str:
    """The key of an answer: any change of prompt, evidence, schema, model or parameter gives another."""
    told = [
        request.role,
        request.messages,
        request.schema,
        request.schema_name,
        request.max_output_tokens,
        request.temperature,
        model,
        epoch,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Recordings:
    """A folder of answers, one file a key. Raises EvalFault for one that cannot be read."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def get(self, key: str) -> ChatReply | None:
        """The answer, or None."""
        path = self.folder / key[:2] / f"{key}.json"
        self.used.add(key)
        if not path.exists():
            return None
        try:
            kept = json.loads(path.read_text("utf-8"))
            data = json.loads(kept["text"]) if kept.get(IN_TEXT) else kept["data"]
            return ChatReply(text=kept["text"], data=data, call=ModelCall.model_validate(kept["call"]))
        except (ValueError, KeyError) as bad:
            raise EvalFault(f"{path.name}: half-written recording ({type(bad).__name__}); delete it and record again") from None

    def put(self, key: str, request: ChatRequest, reply: ChatReply) -> None:
        """Keeps an answer, whole or not at all; without its latency, so that recording anew changes only what changed."""
        path = self.folder / key[:2] / f"{key}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {IN_TEXT: True} if _is_in_text(reply) else {"data": reply.data}
        kept = {
            "prompt_ref": request.prompt_ref,
            "text": reply.text,
            **data,
            "call": {**reply.call.model_dump(mode="json"), "latency_ms": 0},
        }
        part = path.with_suffix(".part")
        part.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
        part.replace(path)

    def orphans(self) -> tuple[str, ...]:
        """Keys on disk that nothing has asked for since this object was made."""
        return tuple(sorted(p.stem for p in self.folder.glob("*/*.json") if p.stem not in self.used))

    def drop(self, keys: Iterable[str]) -> int:
        """Takes answers away, and says how many."""
        gone = [self.folder / key[:2] / f"{key}.json" for key in keys]
        for path in gone:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return len(gone)


class Ledger:
    """What an examination has spent and what it lacks; shared between threads."""

    def __init__(self, budget_usd: float | None = None) -> None:
        self.budget_usd = budget_usd
        self.spent_usd = 0.0
        self.calls = 0
        self.missing: dict[str, MissingCall] = {}
        self._lock = Lock()

    def spend(self, call: ModelCall) -> None:
        """Adds a call's cost. Unknown prices count as nothing, and plan says so."""
        with self._lock:
            self.calls += 1
            self.spent_usd += float(call.cost_usd or 0)

    def lack(self, key: str, request: ChatRequest) -> None:
        """Notes a missing answer and about how many tokens it would take."""
        read = sum(estimate_tokens(text) for _, text in request.messages)
        with self._lock:
            self.missing[key] = MissingCall(
                prompt_ref=request.prompt_ref, role=request.role, read=read, written=request.max_output_tokens // WRITTEN_OF_MOST
            )

    def insist(self) -> None:
        """Raises Undecided once the budget is spent."""
        if self.budget_usd is not None and self.spent_usd >= self.budget_usd:
            raise Undecided(
                f"the budget of USD {self.budget_usd:.2f} is spent after {self.calls} calls; raise --budget-usd, or --resume later"
            )


class RecordedChat:
    """A Chat that answers from recordings. With `live`, what is missing is asked and kept; without, it is noted and answered blank."""

    def __init__(self, kept: Recordings, ledger: Ledger, model: str, epoch: int, live: Chat | None = None) -> None:
        self._kept, self._ledger, self._model, self._epoch, self._live = kept, ledger, model, epoch, live

    def complete(self, request: ChatRequest) -> ChatReply:
        """See `Chat.complete`."""
        key = request_key(request, self._model, self._epoch)
        if (found := self._kept.get(key)) is not None:
            return found
        if self._live is None:
            self._ledger.lack(key, request)
            return ChatReply(text="", data=blank(request.schema or {}), call=_no_call(request))
        self._ledger.insist()
        reply = self._live.complete(request)
        self._ledger.spend(reply.call)
        self._kept.put(key, request, reply)
        return reply

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """See `Chat.stream`: the recorded answer in one piece."""
        reply = self.complete(request)
        yield reply.text
        return reply.call


class MeteredChat:
    """A live Chat whose spending is counted and stopped at the budget."""

    def __init__(self, live: Chat, ledger: Ledger) -> None:
        self._live, self._ledger = live, ledger

    def complete(self, request: ChatRequest) -> ChatReply:
        """See `Chat.complete`. Raises Undecided once the budget is spent."""
        self._ledger.insist()
        reply = self._live.complete(request)
        self._ledger.spend(reply.call)
        return reply

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """See `Chat.stream`."""
        self._ledger.insist()
        call = yield from self._live.stream(request)
        self._ledger.spend(call)
        return call


def _is_in_text(reply: ChatReply) -> bool:
    """True when the data is what the text says, so that keeping one of them is enough."""
    try:
        return reply.data is not None and json.loads(reply.text) == reply.data
    except ValueError:
        return False


def _no_call(request: ChatRequest) -> ModelCall:
    return ModelCall(role=request.role, prompt_ref=request.prompt_ref, model="missing", latency_ms=0, outcome="missing")


def blank(schema: Mapping[str, Any]) -> Any:
    """The emptiest data that a schema allows; it stands for an answer that is missing, and is never scored."""
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: blank(sub) for name, sub in schema.get("properties", {}).items()}
    if kind == "array":
        return [blank(schema.get("items", {})) for _ in range(int(schema.get("minItems", 0)))]
    return {"string": "", "integer": schema.get("minimum", 0), "number": schema.get("minimum", 0), "boolean": False}.get(str(kind))
