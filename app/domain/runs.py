"""What is asked of a durable run, what it is expected to cost, and the states it goes through. Plain values only."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from app.domain.base import Value, ValueWithNulls
from app.domain.document import Variant
from app.domain.lang import Lang

RunState = Literal["queued", "running", "done", "failed", "cancelled"]
Wanted = Literal["", "cancel", "resume"]


class Asked(Value):
    """A draft as it was asked for. `data` is the intake file's text; `choice` auto takes rules where no model answers."""

    data: str
    name: str
    kind: str
    langs: tuple[Lang, ...]
    variant: Variant
    choice: Literal["auto", "model"]


class Estimate(ValueWithNulls):
    """What a run is expected to cost before revisions; `cost_usd` is None where the price is not known.

    Tokens are the likeliest number, not the highest. `budget_*` are the ceilings it will be held to, None without.
    """

    NULLS: ClassVar[tuple[str, ...]] = ("cost_usd", "budget_tokens", "budget_usd")

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: Decimal | None = None
    budget_tokens: int | None = None
    budget_usd: Decimal | None = None
