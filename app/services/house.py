"""What the use cases work with: ports and settings' values, built once by bootstrap. Knows no framework and opens nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.chains.estimate import Price
from app.domain.lang import Lang
from app.llm.ports import Chat
from app.llm.purse import Budget
from app.retrieval.ports import Search
from app.runs.ports import Runner
from app.storage.engine import Store


@dataclass(frozen=True)
class House:
    """The ports of one process. The callables open what they name on first use and give the same thing again after."""

    data_dir: Path
    lang: Lang
    today: Callable[[], date]
    now: Callable[[], datetime]
    store: Callable[[], Store]
    search: Callable[[], Search]
    reindex: Callable[[Callable[[int, int], None] | None], int]
    chat: Callable[[], Chat]
    runner: Callable[[], Runner]
    price: Price
    run_budget: Budget
    is_model_configured: bool
    configured_roles: frozenset[str]
    model_host: str
    embedder_name: str
    database_url: str
    operator: str = ""
    """Who runs this instance, as people are told where they type; empty when nobody has said."""
    runs_database_url: str = ""
    template: Path | None = None
    """The firm's own Word template; None takes the one that ships."""
    model_names: tuple[tuple[str, str], ...] = ()
    """The model of each role that has one, as the state bar tells them."""
    examinations: Path | None = None
    """The folder that `python -m evals` writes to; None where the examinations are not installed beside the app."""
