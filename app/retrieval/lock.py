"""The indexer's lock: one indexer per data dir, and a second one is told who holds it. Knows two small files."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.errors import Held, StoreError

LOCK = "index.lock"
HOLDER = "index.lock.holder"
"""A file of its own: on some systems a locked file cannot be read by others."""


def _holder(folder: Path) -> tuple[str, str]:
    try:
        held = json.loads((folder / HOLDER).read_text("utf-8"))
        return str(held["pid"]), str(held["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "?", "?"


@contextmanager
def indexing(folder: Path) -> Iterator[None]:
    """Hold the lock for the length of the block; the system lets go of it when a process dies.

    Raises: Held `index.held` with the holder's pid and the time of its start; StoreError `index.disk`.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        pid, since = _holder(folder)
        raise Held("index.held", where=str(folder / LOCK), pid=pid, since=since) from error
    except OSError as error:
        raise StoreError("index.disk", where=str(folder), reason=error.strerror or str(error)) from error
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        with contextlib.suppress(OSError):
            (folder / HOLDER).write_text(json.dumps({"pid": os.getpid(), "since": since}), "utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / HOLDER).unlink()
        lock.release()
