"""Times whole commands and calls. Knows medians; knows nothing of what it times."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def command_s(command: Sequence[str], *, repeat: int = 5, env: dict[str, str] | None = None) -> float:
    """Median seconds of a whole command, one warm-up left out."""
    subprocess.run(command, check=True, capture_output=True, env=env or dict(os.environ))
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=env or dict(os.environ))
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def call_s(work: Callable[[], object], *, repeat: int = 5) -> float:
    """Median seconds of a call, one warm-up left out."""
    work()
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)
