"""The one place that tries again: what is down may come back, what refused will refuse again. Knows no vendor."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import TypeVar

from app.errors import EndpointDown

T = TypeVar("T")

TRIES = 3
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
"""An endpoint that asks for a longer pause is reported at once: a person would rather hear it than wait."""

_random = secrets.SystemRandom().random


class Retries:
    """Runs a call up to `TRIES` times in all, again only after EndpointDown (429, 5xx, time-outs, connections)."""

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = _random,
    ) -> None:
        self._sleep = sleep
        self._jitter = jitter

    def run(self, call: Callable[[], T]) -> T:
        """The first result.

        Raises: the last EndpointDown; every other error at once.
        """
        for tried in range(1, TRIES):
            try:
                return call()
            except EndpointDown as error:
                pause_s = self._pause_s(tried, error.params.get("retry_after_s"))
                if pause_s > LONGEST_PAUSE_S:
                    raise
                self._sleep(pause_s)
        return call()

    def _pause_s(self, tried: int, asked_s: object) -> float:
        # What the endpoint asks for is honoured to the letter; else the pause doubles, with up to half of it random,
        # so that the parallel sections of one draft do not come back in step.
        if isinstance(asked_s, int | float):
            return float(asked_s)
        longest: float = FIRST_PAUSE_S * 2 ** (tried - 1)
        return longest * (0.5 + 0.5 * self._jitter())
