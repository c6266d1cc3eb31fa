"""What a run works with, built by bootstrap before anything is launched, and what services may ask of whoever executes runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.chains.gather_evidence import Look
from app.domain.actor import Actor
from app.domain.guidance import Source
from app.llm.ports import Chat
from app.llm.purse import Budget
from app.storage.engine import Store


@dataclass(frozen=True)
class RunPorts:
    """The ports of one process. The callables open what they name on first use. `budget` limits each run by itself."""

    store: Callable[[], Store]
    chat: Callable[[], Chat]
    look: Callable[[Actor, str], Look]
    firm_sources: Callable[[Actor], Mapping[str, Source]]
    now: Callable[[], datetime]
    budget: Budget


class Runner(Protocol):
    """Executes runs that wait in the store, durably, where no other process of this data folder does."""

    def attend(self, run_id: str | None = None) -> bool:
        """True when this process executes runs now: of all (None), or of this one only. Costs little when asked again.

        Raises: StoreError when the database of runs cannot be used.
        """
        ...

    def close(self) -> None:
        """Lets go: what is under way here goes on in the next process that attends."""
        ...
