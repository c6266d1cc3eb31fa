"""What others may ask of a model: `Chat`, its request and its reply. Knows no vendor, no endpoint and no retry."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from app.domain.document import ModelCall
from app.errors import EndpointError
from app.llm.roles import Role

if TYPE_CHECKING:
    from app.llm.purse import Purse

Speaker = Literal["system", "user", "assistant"]
Outcome = Literal["ok", "repaired", "refused", "truncated", "filtered", "garbled", "down", "timeout"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class ChatRequest:
    """One thing asked of a role. With a `schema` the reply carries `data`; without one, text only.

    `prompt_ref` names the prompt with its sha and goes into the ModelCall. `temperature` None leaves it to the model.
    """

    role: Role
    prompt_ref: str
    messages: tuple[tuple[Speaker, str], ...]
    schema: Mapping[str, Any] | None = None
    schema_name: str = "answer"
    max_output_tokens: int = 4096
    temperature: float | None = 0.0
    purse: Purse | None = None
    """What the request's run may still spend; None limits nothing."""


@dataclass(frozen=True)
class ChatReply:
    """What came back. `data` satisfies the request's schema, and is None when none was asked for."""

    text: str
    data: Any
    call: ModelCall


class Chat(Protocol):
    """Answers requests; safe to share between threads."""

    def complete(self, request: ChatRequest) -> ChatReply:
        """The whole answer; `reply.call.outcome` is ok or repaired.

        Raises: BadSetting for a role without a model; EndpointDown, EndpointRefused, EndpointGarbled (see `failed_call`).
        """
        ...

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """Pieces of text as they come; the generator's return value (`yield from`) is the ModelCall.

        Raises: as `complete`; a stream that is cut ends in EndpointGarbled, never in silence.
        ValueError when the request has a schema.
        """
        ...


def failed_call(error: EndpointError) -> ModelCall | None:
    """The ModelCall that an error carries, for the document's list of calls; None when the error met no model."""
    call = error.params.get("call")
    return ModelCall.model_validate(call) if isinstance(call, Mapping) else None
