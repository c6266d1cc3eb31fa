"""Looks at a disk and at a database address without changing either. For the doctor; knows no table."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from app.storage.connecting import build_engine
from app.storage.faults import mapped
from app.storage.place import place_of

NETWORK_KINDS = frozenset("nfs nfs4 cifs smb3 smbfs 9p afs ceph glusterfs fuse.sshfs fuse.glusterfs fuse.s3fs".split())
"""File systems on which locks, and with them SQLite, cannot be trusted."""
WAIT_S = 1.0
MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True)
class Disk:
    """Where a folder lies; `kind` is empty where the system does not say."""

    kind: str
    free_mb: int

    @property
    def is_network(self) -> bool:
        """True when other machines may hold the same files."""
        return self.kind in NETWORK_KINDS


def disk_of(folder: Path) -> Disk:
    """The disk under an existing folder."""
    return Disk(_kind(folder.resolve()), shutil.disk_usage(folder).free // 1_000_000)


def _kind(folder: Path) -> str:
    try:
        lines = [line.split() for line in MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    mounts = [(Path(parts[1].replace("\\040", " ")), parts[2]) for parts in lines if len(parts) > 2]
    under = [(len(at.parts), kind) for at, kind in mounts if folder.is_relative_to(at)]
    return max(under, key=lambda each: each[0])[1] if under else ""


def writable(url: str) -> None:
    """Nothing happens when a writer could have this database now; a SQLite file that is not there yet is fine.

    Raises: StoreError `store.locked`, `store.unreachable`, `store.url` or whatever else the database answers.
    """
    place = place_of(url)
    with mapped(place.shown):
        if place.path is None:
            engine = build_engine(place)
            try:
                with engine.connect() as connection:
                    connection.execute(text("SELECT 1"))
            finally:
                engine.dispose()
        elif place.path.exists():
            with closing(sqlite3.connect(place.path, timeout=WAIT_S, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")


def readable(url: str) -> None:
    """Nothing happens when this database answers; one that is not there yet is fine. Takes no lock, so that it may be asked often.

    Raises: StoreError.
    """
    place = place_of(url)
    with mapped(place.shown):
        if place.path is None:
            writable(url)
        elif place.path.exists():
            with closing(sqlite3.connect(f"{place.path.resolve().as_uri()}?mode=ro", timeout=WAIT_S, uri=True)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def server_seconds_ahead(url: str) -> float:
    """How far the clock of the database server is ahead of ours; 0 for SQLite, which has none of its own.

    Raises: StoreError.
    """
    place = place_of(url)
    if place.path is not None:
        return 0.0
    with mapped(place.shown):
        engine = build_engine(place)
        try:
            with engine.connect() as connection:
                told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        finally:
            engine.dispose()
    return (told.astimezone(UTC) - datetime.now(UTC)).total_seconds()
