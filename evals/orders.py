"""What is to be run. A value only."""

from __future__ import annotations

from app.domain.base import Value
from evals.values import WriterKind


class RunOrder(Value):
    """What is to be run. `only` names case ids, `most` takes the first so many."""

    suite: str
    writer: WriterKind = "guided"
    epochs: int = 1
    concurrency: int = 2
    budget_usd: float | None = None
    record: bool = False
    use_cache: bool = True
    embedder: str = "bundled"
    only: tuple[str, ...] = ()
    most: int | None = None
