"""Stored steps of runs, in the database of runs: erased by run id. Knows that its tables name a workflow; knows nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import MetaData, Table, delete, inspect, or_
from sqlalchemy.exc import NoSuchTableError

from app.storage.connecting import build_engine
from app.storage.faults import mapped
from app.storage.place import place_of

WORKFLOW = "workflow_uuid"
SCHEMA = "dbos"
"""Where they lie on PostgreSQL; SQLite has no schemas."""


def forget_runs(url: str, run_ids: Iterable[str]) -> int:
    """Erases what is stored of these runs' steps and says how many rows went; 0 where nothing ever ran.

    Raises: StoreError.
    """
    place = place_of(url)
    names = tuple(run_ids)
    if not names or place.is_new:
        return 0
    gone = 0
    engine = build_engine(place)
    schema = None if place.path else SCHEMA
    try:
        with mapped(place.shown):
            with engine.begin() as connection:
                looked = inspect(connection)
                for name in looked.get_table_names(schema=schema):
                    if WORKFLOW not in {column["name"] for column in looked.get_columns(name, schema=schema)}:
                        continue
                    try:
                        table = Table(name, MetaData(), schema=schema, autoload_with=connection, resolve_fks=False)
                    except NoSuchTableError:
                        continue
                    mine = or_(*(table.c[WORKFLOW].startswith(run_id, autoescape=True) for run_id in names))
                    gone += connection.execute(delete(table).where(mine)).rowcount
            if place.path:
                with engine.connect() as connection:
                    raw = connection.connection.driver_connection
                    assert raw is not None, "a connection that was just made has a driver"
                    raw.execute("VACUUM")
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    return gone
