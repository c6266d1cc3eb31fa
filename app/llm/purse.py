"""What one run may still spend: a ceiling in tokens and in US dollars, held before each request and settled after. Knows no endpoint."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.base import Value
from app.domain.document import ModelCall
from app.errors import OverBudget
from app.llm.providers import Provider
from app.llm.tokens import count_messages

LEAST_OUTPUT = 1500
"""Tokens that an answer must be given room for; with less left, the request is not made."""


class Budget(Value):
    """The ceilings of a run; None is no ceiling. US dollars hold only where the model's price is known."""

    tokens: int | None = None
    usd: Decimal | None = None

    @property
    def is_open(self) -> bool:
        """True when nothing limits the run."""
        return self.tokens is None and self.usd is None


@dataclass(frozen=True)
class Hold:
    """Room taken for one request: `output_tokens` is the most that its answer may have."""

    prompt_tokens: int
    output_tokens: int
    tokens: int
    usd: Decimal


class Purse:
    """Shared by the threads of one run. A request that might not fit waits for those under way, whose true cost is mostly lower."""

    def __init__(self, budget: Budget, spent: Sequence[ModelCall] = ()) -> None:
        self._budget = budget
        self._changed = threading.Condition()
        self._tokens = sum((c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in spent)
        self._usd = sum((c.cost_usd or Decimal(0) for c in spent), Decimal(0))
        self._held: list[Hold] = []

    def hold(self, texts: Sequence[str], most_output: int, model: str, provider: Provider) -> Hold:
        """Room for a request and its longest answer, cut to what is left where that is still enough for an answer.

        Raises: OverBudget when there is no such room, and none will come.
        """
        prompt = count_messages(texts, model=model).tokens
        with self._changed:
            while True:
                room = self._room(prompt, model, provider)
                if room is None or room >= most_output or (room >= min(most_output, LEAST_OUTPUT) and not self._held):
                    output = most_output if room is None else min(most_output, room)
                    held = Hold(prompt, output, prompt + output, provider.cost_usd(model, prompt, output) or Decimal(0))
                    self._held.append(held)
                    return held
                if not self._held:
                    raise OverBudget("model.over_budget", tokens=self._tokens, usd=str(self._usd))
                self._changed.wait()

    def settle(self, held: Hold, prompt_tokens: int | None, completion_tokens: int | None, model: str, provider: Provider) -> None:
        """What a request cost in the end; what the endpoint does not report counts as what was held for it."""
        prompt = held.prompt_tokens if prompt_tokens is None else prompt_tokens
        output = held.output_tokens if completion_tokens is None else completion_tokens
        with self._changed:
            self._held.remove(held)
            self._tokens += prompt + output
            self._usd += provider.cost_usd(model, prompt, output) or Decimal(0)
            self._changed.notify_all()

    def release(self, held: Hold) -> None:
        """Gives the room of a request back that got no answer."""
        with self._changed:
            self._held.remove(held)
            self._changed.notify_all()

    def _room(self, prompt: int, model: str, provider: Provider) -> int | None:
        """The tokens that an answer could have; None without a ceiling, and below zero when not even the prompt fits."""
        rooms: list[int] = []
        if self._budget.tokens is not None:
            rooms.append(self._budget.tokens - self._tokens - sum(h.tokens for h in self._held) - prompt)
        if self._budget.usd is not None:
            asked = provider.cost_usd(model, prompt, 0)
            each = provider.cost_usd(model, 0, 1_000_000)
            if asked is not None and each is not None:
                left = self._budget.usd - self._usd - sum((h.usd for h in self._held), Decimal(0)) - asked
                rooms.append(int(left * 1_000_000 / each) if each else (10**9 if left >= 0 else -1))
        return min(rooms) if rooms else None
