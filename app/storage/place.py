"""Where the store lies: the database address taken apart, private folders and files, paths that stay inside. Knows no table."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import StoreError
from app.storage.faults import of_disk

DATABASE_NAME = "puente.db"
RUNS_NAME = "runs.db"
UPLOADS_NAME = "uploads"
BACKUPS_NAME = "backups"
SETTING = "PUENTE_DATABASE_URL"
POSTGRESQL = "postgresql+psycopg"


@dataclass(frozen=True)
class Place:
    """A database address that Puente can use; `path` is the SQLite file, None for PostgreSQL."""

    url: URL
    path: Path | None

    @property
    def shown(self) -> str:
        """The file, or the address without its password: for messages."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    @property
    def is_new(self) -> bool:
        """True when there is no SQLite file yet, or an empty one."""
        if self.path is None:
            return False
        try:
            return self.path.stat().st_size == 0
        except FileNotFoundError:
            return True
        except OSError as error:
            raise of_disk(error, self.path) from error


def place_of(url: str) -> Place:
    """The place that an address names: `sqlite:///file` or `postgresql+psycopg://…`; a database in memory is refused.

    Raises: StoreError `store.url`.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("store.url", where=SETTING) from error
    if parsed.drivername == POSTGRESQL and parsed.database:
        return Place(parsed, None)
    name = parsed.database or ""
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and name and not name.startswith((":", "file:")):
        return Place(parsed, Path(name))
    raise StoreError("store.url", where=SETTING)


def is_same_file(one: str, other: str) -> bool:
    """True when two addresses name the same SQLite file; an address that cannot be used is the same as none."""
    try:
        paths = [place_of(url).path for url in (one, other)]
    except StoreError:
        return False
    return None not in paths and len({path.resolve() for path in paths if path}) == 1


def make_private_folder(folder: Path) -> None:
    """The folder exists afterwards; if it was made here, only its user may look into it. One that exists is left as it is.

    Raises: StoreError `store.unwritable` or `store.full`.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise of_disk(error, folder) from error


def make_private_file(path: Path) -> None:
    """An empty file that only its user may read, unless there is a file already. SQLite gives its side files the same rights.

    Raises: StoreError `store.unwritable` or `store.full`.
    """
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        # Told now rather than at the first write: SQLite would open such a file for reading without a word.
        if not os.access(path, os.W_OK):
            raise PermissionError(path)
    except OSError as error:
        raise of_disk(error, path) from error


def is_inside(name: str) -> bool:
    """True for a relative path with `/` between its parts that stays in its folder on every platform."""
    if "\\" in name or "\0" in name or ":" in name:
        return False
    return all(part not in ("", ".", "..") for part in name.split("/"))
