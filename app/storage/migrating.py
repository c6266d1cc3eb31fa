"""Brings a database to the newest revision, once, under a lock, after a copy. Knows revisions; knows no row.

Alembic is imported only when there is something to migrate: an up-to-date database costs one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from app.errors import Held, StoreError
from app.storage.connecting import READ_ONLY, build_engine
from app.storage.faults import of_database, of_disk
from app.storage.place import BACKUPS_NAME, Place, make_private_file
from app.storage.schema import METADATA
from app.storage.sqlite_copy import keep_copy

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"
"""The newest revision in the migrations folder (a test compares the two)."""
SCRIPTS = Path(__file__).resolve().parent / "migrations"
LOCK_NAME = "migrate.lock"
LOCK_TIMEOUT_S = 60.0
_POSTGRES_LOCK = 0x50554E54
"""Advisory lock number, for servers whose data folders differ but whose database is one."""


@dataclass(frozen=True)
class Migration:
    """What was done at opening: `before` is None for a new database, `copy` None where there was nothing to copy."""

    before: str | None
    after: str
    copy: Path | None


def bring_to_head(engine: Engine, place: Place, data_dir: Path, today_stamp: Callable[[], datetime]) -> Migration | None:
    """Migrates if needed and says what was done; None when the database is up to date.

    A SQLite database that holds something is copied to the backups folder first. A migration that fails leaves the
    database as it was.

    Raises: StoreError `store.newer`, `store.foreign`; Held when another process migrates for longer than LOCK_TIMEOUT_S.
    """
    # A file that is not there yet is made under the lock, too: two processes switching it to WAL would collide.
    if not place.is_new and stored_revision(engine, place) == HEAD:
        return None
    with data_dir_lock(data_dir):
        if place.path is not None:
            make_private_file(place.path)
        before = stored_revision(engine, place)
        if before == HEAD:
            return None
        if before is not None:
            refuse_unknown(before, place.shown)
        copy = None
        if before is not None and place.path is not None:
            copy = keep_copy(place.path, data_dir / BACKUPS_NAME, before, today_stamp())
        _upgrade(place, before, copy)
        return Migration(before, HEAD, copy)


def stored_revision(engine: Engine, place: Place) -> str | None:
    """The revision that the database says it has; None when it holds no table of ours.

    Raises: StoreError `store.foreign` when our tables are there without a revision, or with several.
    """
    reading = engine.execution_options(**READ_ONLY)
    try:
        with reading.connect() as connection:
            found = [str(row[0]) for row in connection.execute(text("SELECT version_num FROM alembic_version"))]
    except (OperationalError, ProgrammingError):
        if inspect(reading).has_table("alembic_version"):
            raise
        found = []
    if len(found) == 1:
        return found[0]
    if found or set(inspect(reading).get_table_names()) & set(METADATA.tables):
        raise StoreError("store.foreign", where=place.shown)
    return None


def refuse_unknown(revision: str, where: str) -> None:
    """Nothing happens when this Puente knows the revision.

    Raises: StoreError `store.newer` when it does not.
    """
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise StoreError("store.newer", where=where, revision=revision, head=HEAD) from error


@contextmanager
def data_dir_lock(data_dir: Path) -> Iterator[None]:
    """Held by whoever migrates or restores; the system lets go of it when that process dies.

    Raises: Held `store.held` after LOCK_TIMEOUT_S; StoreError `store.unwritable`.
    """
    from filelock import FileLock, Timeout

    path = data_dir / LOCK_NAME
    lock = FileLock(path, timeout=LOCK_TIMEOUT_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise Held("store.held", where=str(path)) from error
    except OSError as error:
        raise of_disk(error, path) from error
    try:
        yield
    finally:
        lock.release()


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def _upgrade(place: Place, before: str | None, copy: Path | None) -> None:
    from alembic.util import CommandError

    try:
        _take_steps(place)
    except (CommandError, DBAPIError, StoreError) as error:
        found = error if isinstance(error, StoreError) else of_database(error, place.shown)
        if found.key != "store.failed":
            raise found from error
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        detail = {"revision": before or "—", "head": HEAD, "reason": reason, "copy": str(copy or "—")}
        raise StoreError("store.not_migrated", where=place.shown, **detail) from error


def _take_steps(place: Place) -> None:
    from alembic import command

    engine = build_engine(place, for_migration=True)
    with engine.begin() as connection:  # one transaction: SQLite and PostgreSQL both take back a half-made schema
        if place.path is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _POSTGRES_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if place.path is not None and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreError("store.corrupt", where=place.shown)
