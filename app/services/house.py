"""What the use cases work with: ports and settings' values, built once by bootstrap. Knows no framework and opens nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.chains.ports import SectionWriter
from app.domain.lang import Lang
from app.llm.ports import Chat
from app.retrieval.ports import Search
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
    model_writer: Callable[[], SectionWriter]
    chat: Callable[[], Chat]
    is_model_configured: bool
    model_host: str
    embedder_name: str
