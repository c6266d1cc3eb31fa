"""How a connection behaves: journal, durability, waiting, and who may write when. Knows no table and no migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from app.errors import StoreError
from app.storage.faults import mapped
from app.storage.place import SETTING, Place

BUSY_TIMEOUT_S = 10.0
"""How long a writer waits for another one before `store.locked`."""
CONNECT_TIMEOUT_S = 10
READ_ONLY = {"puente_reads_only": True, "postgresql_readonly": True}
"""Execution options of a transaction that only reads: on SQLite it takes no write lock, and on both it cannot write."""


def build_engine(place: Place, *, for_migration: bool = False) -> Engine:
    """An engine for the place; nothing is connected yet.

    For a migration foreign keys are off (SQLite rebuilds a table by dropping it, and its rows' children must not go with
    it) and no connection outlives its use. Parameters are kept out of exception texts: they are client data.

    Raises: StoreError `store.url` when the address names something that the driver does not know.
    """
    pool: dict[str, Any] = {"poolclass": NullPool} if for_migration else {}
    try:
        if place.path is None:
            limits = {} if "connect_timeout" in place.url.query else {"connect_timeout": CONNECT_TIMEOUT_S}
            return create_engine(place.url, hide_parameters=True, pool_pre_ping=True, connect_args=limits, **pool)
        engine = create_engine(place.url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S}, **pool)
    except (NoSuchModuleError, TypeError, ValueError) as error:
        raise StoreError("store.url", where=SETTING) from error
    _prepare_sqlite(engine, has_foreign_keys=not for_migration)
    return engine


def keep_ahead(path: Path) -> None:
    """A database file that somebody else's code opens keeps a write-ahead log from now on: a step is stored with one wait for the disk.

    The file remembers it. Raises: StoreError.
    """
    with mapped(str(path)), closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")


def _prepare_sqlite(engine: Engine, *, has_foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # the driver begins nothing by itself; _begin does
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA secure_delete=ON")  # what a user erases is overwritten, not left in a free page
        raw.execute(f"PRAGMA foreign_keys={'ON' if has_foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads_only = bool(connection.get_execution_options().get("puente_reads_only"))
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
        # A writer takes its lock at once: one that reads first and asks later is refused without waiting.
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
