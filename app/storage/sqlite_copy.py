"""Copies of a SQLite database taken while it is in use. Knows the online backup call; knows no table of ours."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from app.storage.connecting import BUSY_TIMEOUT_S
from app.storage.faults import mapped, of_disk
from app.storage.place import make_private_file, make_private_folder

KEPT_COPIES = 5


def copy_database(source: Path, target: Path) -> None:
    """A copy of the database as it stands at one moment, in a single file without side files. `target` must not exist.

    Raises: StoreError: the source is locked for longer than BUSY_TIMEOUT_S, is no database, or the disk refuses.
    """
    make_private_file(target)
    give_up_at = time.monotonic() + BUSY_TIMEOUT_S

    def patience(status: int, _remaining: int, _total: int) -> None:
        # The backup call itself would wait for ever on a source that somebody holds exclusively.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > give_up_at:
            locked = sqlite3.OperationalError("database is locked")
            locked.sqlite_errorcode = status
            raise locked

    address = f"{source.resolve().as_uri()}?mode=rw"
    with mapped(str(source)), closing(sqlite3.connect(address, uri=True)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing, progress=patience, sleep=0.05)
        writing.execute("PRAGMA journal_mode=DELETE")


def keep_copy(source: Path, folder: Path, revision: str, stamp: datetime) -> Path:
    """A copy `puente-<revision>-<stamp>.db` in the folder; of such copies the newest KEPT_COPIES stay, this one among them.

    A database that has not changed since its last copy is not copied again: trying in vain a sixth time would push out older copies.

    Raises: StoreError: the database or the folder refuses; no half copy stays under that name.
    """
    make_private_folder(folder)
    if standing := _still_good(source, folder, revision):
        return standing
    path = free_name(folder / f"puente-{revision}-{stamp_text(stamp)}.db")
    unfinished = path.with_suffix(".part")
    with suppress(FileNotFoundError):
        unfinished.unlink()
    try:
        copy_database(source, unfinished)
        os.replace(unfinished, path)
    except OSError as error:
        raise of_disk(error, path) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    # By the file's own time: the stamp may be fixed by PUENTE_TODAY, and then says nothing about order.
    for surplus in [p for p in _newest_first(folder) if p != path][KEPT_COPIES - 1 :]:
        with suppress(OSError):  # a copy that cannot be removed does no harm
            surplus.unlink()
    return path


def _newest_first(folder: Path, revision: str = "") -> list[Path]:
    return sorted(folder.glob(f"puente-{revision}*.db"), key=lambda p: p.stat().st_mtime_ns, reverse=True)


def _still_good(source: Path, folder: Path, revision: str) -> Path | None:
    """The newest copy of this revision, if nothing was written into the database since."""
    log = source.with_name(f"{source.name}-wal")
    written = [source.stat().st_mtime_ns, *([log.stat().st_mtime_ns] if log.exists() and log.stat().st_size else [])]
    newest = next(iter(_newest_first(folder, f"{revision}-")), None)
    return newest if newest and newest.stat().st_mtime_ns > max(written) else None


def stamp_text(stamp: datetime) -> str:
    """A moment as it stands in a file name."""
    return stamp.strftime("%Y%m%dT%H%M%S")


def free_name(path: Path) -> Path:
    """The path itself, or with -2, -3 … before its suffix when there is something already."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate
