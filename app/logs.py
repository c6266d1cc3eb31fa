"""Log lines for the doors, as text or as JSON, with the ids of the request and the run. Knows the forms; importing it configures nothing.

A line of JSON holds no sentence of a user's: of an exception its class and where it was raised, never its text.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

Form = Literal["text", "json"]
_IDS: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("puente_log_ids", default=())
FIELDS = "puente_fields"
"""Where `note` puts its fields on a record."""


def configure(level: str = "WARNING", form: Form = "text") -> None:
    """Send log lines to standard error, one a line; a second call changes level and form."""
    root = logging.getLogger("puente")
    if not root.handlers:
        root.addHandler(logging.StreamHandler(sys.stderr))
        root.propagate = False
    for handler in root.handlers:
        handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root.setLevel(level)


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Every line within the block carries these ids (`request`, `run`), beside those of the blocks around it."""
    token = _IDS.set((*_IDS.get(), *ids.items()))
    try:
        yield
    finally:
        _IDS.reset(token)


def note(event: str, *, level: int = logging.INFO, **fields: str | int | float | bool | None) -> None:
    """One line: a short name of what happened, and ids, names of ours and numbers; never words of a user's."""
    logging.getLogger("puente").log(level, event, extra={FIELDS: fields})


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {**dict(_IDS.get()), **getattr(record, FIELDS, {})}


class TextLines(logging.Formatter):
    """Time, level, name, message and fields, for a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without an exception's traceback, which the base class adds."""
        return " ".join([super().formatMessage(record), *(f"{k}={v}" for k, v in _fields(record).items())])


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, event, pid, then ids and fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            "pid": os.getpid(),
            **_fields(record),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__
            line["raised_at"] = [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)[-6:]]
        return json.dumps(line, ensure_ascii=False, default=str)
