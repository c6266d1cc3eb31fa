"""Which fault meets which request: queued, standing, or one in so many. Knows no socket."""

from __future__ import annotations

import threading
from collections import deque

from tests.standin import faults


class Schedule:
    """Safe to use from any thread."""

    def __init__(self) -> None:
        self._next: deque[str] = deque()
        self._always = ""
        self._each = 0
        self._count = 0
        self._lock = threading.Lock()

    def next_faults(self, *specs: str) -> None:
        """Faults for the coming requests, one each; "ok" is a request without."""
        for spec in specs:
            faults.parsed(spec)
        with self._lock:
            self._next.extend(specs)

    def always(self, spec: str) -> None:
        """A fault for every request for which none is queued or named otherwise; "" ends it."""
        self.one_in(1, spec)

    def one_in(self, each: int, spec: str) -> None:
        """The same for one request in so many, the first of them to begin with."""
        faults.parsed(spec)
        with self._lock:
            self._always, self._each, self._count = spec, each, 0

    def clear(self) -> None:
        """Forget every fault."""
        with self._lock:
            self._next.clear()
            self._always = ""

    def faults_for(self, named: str, model: str) -> faults.Faults:
        """The faults of one request: by header, else the next in the queue, else by model name, else the standing one."""
        with self._lock:
            queued = self._next.popleft() if self._next and not named else ""
            standing = self._always if self._count == 0 else ""
            self._count = (self._count + 1) % max(1, self._each)
            return faults.parsed(named or queued or faults.of_model(model) or standing)
