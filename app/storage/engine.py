"""The door of the store: opens it, up to date and with sane manners, and hands out transactions. Knows no query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.storage.connecting import READ_ONLY, build_engine
from app.storage.faults import mapped
from app.storage.migrating import Migration, bring_to_head
from app.storage.place import Place, make_private_file, make_private_folder, place_of
from app.storage.restoring import refuse_unfinished
from app.storage.unit_of_work import UnitOfWork


class Store:
    """An open database. Safe to share between threads; each transaction has a connection of its own."""

    def __init__(self, engine: Engine, place: Place, migration: Migration | None) -> None:
        self._engine = engine
        self._reading_engine = engine.execution_options(**READ_ONLY)
        self.place = place
        self.migration = migration
        """What opening had to do; None when the database was up to date."""

    @contextmanager
    def transaction(self) -> Iterator[UnitOfWork]:
        """All of the block is kept, or, if anything is raised in it, none of it. Keep it short: SQLite has one writer at a time.

        Raises: StoreError.
        """
        with mapped(self.place.shown), Session(self._engine) as session, session.begin():
            yield UnitOfWork(session)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """One moment's view, which waits for no writer and can write nothing: for pages that look often.

        Raises: StoreError, also on an attempt to write.
        """
        with mapped(self.place.shown), Session(self._reading_engine) as session, session.begin():
            yield UnitOfWork(session)

    def scrub(self) -> None:
        """Writes the database anew without what was erased from it: SQLite leaves deleted rows in its free pages and its log.

        Raises: StoreError, `store.locked` while somebody else has a transaction under way.
        """
        if self.place.path is None:
            return
        with mapped(self.place.shown), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None, "a connection that was just made has a driver"
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Gives every idle connection back; the store must not be used afterwards."""
        self._engine.dispose()


def open_store(url: str, *, data_dir: Path, today_stamp: Callable[[], datetime]) -> Store:
    """The store at an address, migrated to the newest revision; folders and a SQLite file are made when absent.

    `today_stamp` dates the copy that is taken before a migration.

    Raises: StoreError, of which `store.newer` says that a newer Puente wrote the database; Held when another process is
    migrating it and does not finish.
    """
    place = place_of(url)
    make_private_folder(data_dir)
    refuse_unfinished(data_dir)
    if place.path is not None:
        make_private_folder(place.path.parent)
        if not place.is_new:
            make_private_file(place.path)
    with mapped(place.shown):
        engine = build_engine(place)
        try:
            migration = bring_to_head(engine, place, data_dir, today_stamp)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine, place, migration)
