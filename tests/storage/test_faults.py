"""Every failure of a driver or disk has a key, and every key has a sentence in both languages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import exc

from app.catalog.text import table
from app.errors import StoreError
from app.storage import faults
from app.storage.faults import mapped, of_database

ROOM = Path(faults.__file__).parent
KEYS = sorted({key for file in ROOM.glob("*.py") for key in re.findall(r'"(store\.[a-z_]+)"', file.read_text("utf-8"))})


def below(kind: type[Exception]) -> Iterator[type[Exception]]:
    """A class of exceptions and all that descend from it."""
    yield kind
    for child in kind.__subclasses__():
        yield from below(child)


def made(kind: type[Exception]) -> Exception:
    """An exception of this class, without the arguments that its constructor wants."""
    return kind.__new__(kind)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_a_sentence_in_both_languages_with_the_same_parameters(key: str) -> None:
    english, spanish = (table(lang)[f"error.{key}"] for lang in ("en", "es"))
    assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", spanish))
    assert english != spanish


def test_no_sentence_is_left_over() -> None:
    assert [name.removeprefix("error.") for name in sorted(table("en")) if name.startswith("error.store.")] == KEYS


@pytest.mark.parametrize("kind", sorted(set(below(exc.SQLAlchemyError)) | set(below(sqlite3.Error)), key=str))
def test_no_exception_of_sqlalchemy_or_sqlite_passes_unmapped(kind: type[Exception]) -> None:
    error = made(kind)
    with pytest.raises(StoreError) as caught, mapped("here"):
        raise error
    assert caught.value.key in KEYS
    assert (caught.value.where, caught.value.__cause__) == ("here", error)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.locked"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, "store.locked"),
        (sqlite3.SQLITE_FULL, "store.full"),
        (sqlite3.SQLITE_IOERR_FSYNC, "store.disk"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "store.unwritable"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "store.unwritable"),
        (sqlite3.SQLITE_NOTADB, "store.not_a_database"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "store.corrupt"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, "store.conflict"),
        (sqlite3.SQLITE_TOOBIG, "store.value"),
        (sqlite3.SQLITE_NOMEM, "store.failed"),
    ],
)
def test_sqlite_codes_are_told_apart_also_inside_sqlalchemy(code: int, key: str) -> None:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    assert of_database(error, "here").key == key
    assert of_database(exc.OperationalError("SELECT", {}, error), "here").key == key


@pytest.mark.parametrize(
    ("state", "key"),
    [
        ("53100", "store.full"),
        ("53300", "store.unreachable"),
        ("40P01", "store.locked"),
        ("55P03", "store.locked"),
        ("57014", "store.locked"),
        ("57P01", "store.unreachable"),
        ("28P01", "store.unreachable"),
        ("3D000", "store.unreachable"),
        ("42501", "store.denied"),
        ("25006", "store.denied"),
        ("22021", "store.value"),
        ("23505", "store.conflict"),
        ("XX001", "store.failed"),
    ],
)
def test_postgresql_states_are_told_apart(state: str, key: str) -> None:
    class Raised(psycopg.Error):
        sqlstate = state

    assert of_database(exc.DBAPIError("SELECT", {}, Raised()), "here").key == key


def test_every_sqlstate_that_psycopg_knows_is_mapped() -> None:
    states = {str(kind.__dict__["sqlstate"]) for kind in below(psycopg.Error) if kind.__dict__.get("sqlstate")}
    assert len(states) > 200
    for state in states:

        class Raised(psycopg.Error):
            sqlstate = state

        assert of_database(exc.DBAPIError("SELECT", {}, Raised()), "here").key in KEYS
