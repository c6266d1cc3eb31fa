"""What one request to a role cost, over its repair and its rungs, and the ModelCall made of it. Knows prices; asks nobody."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.document import ModelCall
from app.errors import EndpointError
from app.llm.ports import ChatRequest, Outcome
from app.llm.providers import Provider
from app.llm.transport import Answer


@dataclass
class Tally:
    """What one request to a role has cost so far, over its repair and its rungs."""

    request: ChatRequest
    model: str
    provider: Provider

    def __post_init__(self) -> None:
        self._began_s = time.perf_counter()
        self._answered_by: str | None = None
        self._prompt: int | None = None
        self._completion: int | None = None

    def add(self, answer: Answer) -> None:
        """Count one answer; an endpoint that reports no usage leaves the counts None."""
        self._answered_by = answer.model or self._answered_by
        if answer.prompt_tokens is not None:
            self._prompt = (self._prompt or 0) + answer.prompt_tokens
        if answer.completion_tokens is not None:
            self._completion = (self._completion or 0) + answer.completion_tokens

    def call(self, outcome: Outcome) -> ModelCall:
        """The ModelCall; its model is the one that says it answered, else the one that was asked."""
        return ModelCall(
            role=self.request.role,
            prompt_ref=self.request.prompt_ref,
            model=self._answered_by or self.model,
            prompt_tokens=self._prompt,
            completion_tokens=self._completion,
            latency_ms=round((time.perf_counter() - self._began_s) * 1000),
            cost_usd=self._cost_usd(),
            outcome=outcome,
        )

    def stamped(self, error: EndpointError) -> EndpointError:
        """The error with its ModelCall, for `failed_call`."""
        outcome: Any = error.params.get("outcome", "garbled")
        call = self.call(outcome).model_dump(mode="json")
        return type(error)(error.key, where=error.where, **{**error.params, "role": self.request.role, "call": call})

    def _cost_usd(self) -> Decimal | None:
        if self._prompt is None or self._completion is None:
            return None
        return self.provider.cost_usd(self.model, self._prompt, self._completion)
