"""How long a draft by a model is expected to take: the longest way through its steps, at the pace of requests made before. Asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median

from app.chains.model_steps import AT_ONCE
from app.domain.base import Value
from app.domain.document import ModelCall
from app.domain.runs import Estimate

FEWEST = 5
"""Requests that must have been made before their pace is told as measured."""
ASSUMED_FIRST_S = 1.0
ASSUMED_TOKENS_S = 50.0
LONGEST_TO_MEAN = 2.5
"""The longest of the answers that are written side by side, over their mean."""
SIDE_BY_SIDE = 0.75
"""Of all requests, those that wait for no other: the plan and the sections."""
WAYS = 3
"""Steps that wait for each other: the slowest section, what verifies it, the reading of the whole."""
ANSWERED = ("ok", "repaired")


class Wait(Value):
    """Seconds from the click to the document. `measured` counts the requests they rest on; 0 where the pace is assumed."""

    seconds: int
    measured: int


def expected_wait(expected: Estimate, calls: Sequence[ModelCall]) -> Wait:
    """The wait for what an estimate asks for. `calls`: those made before to the same models, in any order; few, and a pace is assumed."""
    answered = [c.latency_ms / 1000 for c in calls if c.outcome in ANSWERED and c.latency_ms > 0]
    waves = max(1, ceil(SIDE_BY_SIDE * expected.calls / AT_ONCE))
    if len(answered) >= FEWEST:
        slowest = sorted(answered)[ceil(0.9 * len(answered)) - 1]
        return Wait(seconds=ceil(waves * slowest + (WAYS - 1) * median(answered)), measured=len(answered))
    mean = expected.completion_tokens / max(1, expected.calls) / ASSUMED_TOKENS_S
    return Wait(seconds=ceil(waves * (ASSUMED_FIRST_S + LONGEST_TO_MEAN * mean) + (WAYS - 1) * (ASSUMED_FIRST_S + mean)), measured=0)
