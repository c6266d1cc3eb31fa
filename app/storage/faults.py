"""Where every failure of a disk or a database driver becomes one StoreError. Knows error numbers; knows no table.

Drivers are told apart by what their errors carry: sqlite3 by result code, PostgreSQL by SQLSTATE. What carries neither is
placed by its SQLAlchemy class. Nothing here imports SQLAlchemy until a database is in use.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import StoreError

_DISK_FULL = frozenset({errno.ENOSPC, errno.EFBIG} | ({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set()))

_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes keep the plain one in the lowest byte."""

_BY_SQLITE_CODE: dict[int, str] = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_PROTOCOL: "store.locked",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_NOTADB: "store.not_a_database",
    sqlite3.SQLITE_CORRUPT: "store.corrupt",
    sqlite3.SQLITE_READONLY: "store.unwritable",
    sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_PERM: "store.unwritable",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_CONSTRAINT: "store.conflict",
    sqlite3.SQLITE_TOOBIG: "store.value",
    sqlite3.SQLITE_MISMATCH: "store.value",
}

_BY_SQLSTATE: tuple[tuple[str, str], ...] = (
    ("53100", "store.full"),
    ("55P03", "store.locked"),
    ("57014", "store.locked"),
    ("40", "store.locked"),
    ("42501", "store.denied"),
    ("25006", "store.denied"),
    ("08", "store.unreachable"),
    ("28", "store.unreachable"),
    ("3D", "store.unreachable"),
    ("53", "store.unreachable"),
    ("57P", "store.unreachable"),
    ("22", "store.value"),
    ("23", "store.conflict"),
)
"""First match wins: a whole SQLSTATE stands before its class."""


def of_disk(error: OSError, path: Path) -> StoreError:
    """The StoreError for a file operation that failed: `store.full` when no space is left, else `store.unwritable`."""
    return StoreError("store.full" if error.errno in _DISK_FULL else "store.unwritable", where=str(path))


def of_database(error: Exception, where: str) -> StoreError:
    """The StoreError for a SQLAlchemy or driver exception; `store.failed` when nothing more is known about it."""
    driver = getattr(error, "orig", None) or error
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", None)
        if code is not None:
            return StoreError(_BY_SQLITE_CODE.get(code & _PRIMARY_CODE, "store.failed"), where=where)
    state = getattr(driver, "sqlstate", None)
    if isinstance(state, str):
        return StoreError(next((key for start, key in _BY_SQLSTATE if state.startswith(start)), "store.failed"), where=where)
    return StoreError(_by_class(error), where=where)


def _by_class(error: Exception) -> str:
    from sqlalchemy import exc

    by_class: tuple[tuple[type[Exception], str], ...] = (
        (exc.TimeoutError, "store.locked"),
        (exc.IntegrityError, "store.conflict"),
        (exc.DataError, "store.value"),
        (exc.OperationalError, "store.unreachable"),
        (exc.InterfaceError, "store.unreachable"),
    )
    return next((key for kind, key in by_class if isinstance(error, kind)), "store.failed")


@contextmanager
def mapped(where: str) -> Iterator[None]:
    """Turns what SQLAlchemy and the drivers raise inside the block into StoreError; `where` names the database.

    Raises: StoreError.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise of_database(error, where) from error
    except (UnicodeEncodeError, OverflowError) as error:
        # Half a surrogate pair, or a number beyond 64 bits: the driver refuses it before the database sees it.
        raise StoreError("store.value", where=where) from error


@contextmanager
def reading_row(table: str, row_id: str) -> Iterator[None]:
    """Turns a stored row that no longer fits its value into StoreError `store.row`.

    Raises: StoreError.
    """
    try:
        yield
    except (ValueError, TypeError, ArithmeticError) as error:  # pydantic's and json's are ValueErrors, decimal's arithmetic
        raise StoreError("store.row", where=f"{table} {row_id}") from error
