"""Opening a store: fresh, again, refused; and how its connections behave."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StoreError
from app.storage import connecting
from app.storage.engine import Store, open_store
from app.storage.migrating import HEAD
from app.storage.place import place_of

from .builders import ANA, mandate, noon, opened, sqlite_url


def refusal(url: str, data_dir: Path) -> StoreError:
    """The error with which this address is refused."""
    with pytest.raises(StoreError) as refused:
        open_store(url, data_dir=data_dir, today_stamp=noon)
    return refused.value


def run_sql(path: Path, statement: str) -> None:
    """Changes a database behind Puente's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_a_fresh_store_is_made_at_the_newest_revision_without_a_copy(data_dir: Path) -> None:
    store = opened(data_dir)
    assert store.migration is not None
    assert (store.migration.before, store.migration.after, store.migration.copy) == (None, HEAD, None)
    assert not (data_dir / "backups").exists()
    with store.transaction() as work:
        work.mandates.add(mandate())
    store.close()


def test_a_store_opened_again_has_nothing_to_do_and_holds_what_it_held(data_dir: Path) -> None:
    first = opened(data_dir)
    with first.transaction() as work:
        work.mandates.add(mandate())
    first.close()
    again = opened(data_dir)
    assert again.migration is None
    with again.reading() as work:
        assert work.mandates.get("m1", owner_id=ANA) == mandate()
    again.close()


def test_an_up_to_date_store_is_opened_without_alembic(data_dir: Path) -> None:
    opened(data_dir).close()
    script = (
        "import sys; from datetime import datetime; from pathlib import Path; from app.storage.engine import open_store\n"
        "store = open_store(sys.argv[1], data_dir=Path(sys.argv[2]), today_stamp=datetime.now)\n"
        "print([name for name in ('alembic', 'filelock', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script, sqlite_url(data_dir), str(data_dir)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_writing_files_and_naming_errors_need_no_database_library() -> None:
    script = "import sys, app.storage.atomic_files, app.storage.faults; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - as above
    assert done.stdout.strip() == "False"


def test_connections_are_durable_wait_and_hold_foreign_keys(data_dir: Path) -> None:
    store = opened(data_dir)
    with store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has permission bits")
def test_folder_and_database_are_for_their_user_alone(data_dir: Path) -> None:
    store = opened(data_dir)
    with store.transaction() as work:
        work.mandates.add(mandate())
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (data_dir, *data_dir.iterdir())}
    store.close()
    assert modes["data"] == 0o700
    assert {modes[name] for name in ("puente.db", "puente.db-wal", "migrate.lock")} == {0o600}


def test_a_folder_that_exists_keeps_its_permissions(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o755)
    before = data_dir.stat().st_mode
    opened(data_dir).close()
    assert data_dir.stat().st_mode == before


def test_a_data_folder_below_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    data_dir = tmp_path / "file" / "data"
    error = refusal(sqlite_url(data_dir), data_dir)
    assert (error.key, error.where) == ("store.unwritable", str(data_dir))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes into any folder, and Windows has no such bit")
def test_a_read_only_folder_is_refused(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o500)
    assert refusal(sqlite_url(data_dir), data_dir).key == "store.unwritable"


def test_a_database_that_may_not_be_written_is_refused_at_once(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(data_dir).close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    error = refusal(sqlite_url(data_dir), data_dir)
    assert (error.key, error.where) == ("store.unwritable", str(data_dir / "puente.db"))


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "puente.db").write_bytes(b"Dear client, " * 100)
    error = refusal(sqlite_url(data_dir), data_dir)
    assert (error.key, error.where) == ("store.not_a_database", str(data_dir / "puente.db"))
    assert (data_dir / "puente.db").read_bytes() == b"Dear client, " * 100


def test_a_folder_in_the_place_of_the_database_is_refused(data_dir: Path) -> None:
    (data_dir / "puente.db").mkdir(parents=True)
    assert refusal(sqlite_url(data_dir), data_dir).key == "store.unwritable"


@pytest.mark.parametrize("revision", ["0999", "f00ba7"])
def test_a_database_from_a_newer_puente_is_refused_untouched(data_dir: Path, revision: str) -> None:
    opened(data_dir).close()
    run_sql(data_dir / "puente.db", f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - our own words
    before = (data_dir / "puente.db").read_bytes()
    error = refusal(sqlite_url(data_dir), data_dir)
    assert (error.key, dict(error.params)) == ("store.newer", {"revision": revision, "head": HEAD})
    assert (data_dir / "puente.db").read_bytes() == before
    assert not (data_dir / "backups").exists()


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE users (login TEXT)", "CREATE TABLE alembic_version AS SELECT 'a' AS version_num UNION SELECT 'b'"],
    ids=["our table names", "two revisions"],
)
def test_another_programs_database_is_refused(data_dir: Path, statement: str) -> None:
    data_dir.mkdir()
    run_sql(data_dir / "puente.db", statement)
    assert refusal(sqlite_url(data_dir), data_dir).key == "store.foreign"


def test_tables_that_do_not_clash_are_no_hindrance(data_dir: Path) -> None:
    data_dir.mkdir()
    run_sql(data_dir / "puente.db", "CREATE TABLE workflow_status (id TEXT)")
    store = opened(data_dir)
    assert store.migration is not None
    store.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "puente.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=ro&uri=true",
        "mysql://u:secret@h/d",
        "postgresql://u:secret@h/d",
        "postgresql+psycopg://u:secret@h:port/d",
        "postgresql+psycopg://u:secret@h",
        "nonsense+driver://x/y",
    ],
)
def test_an_address_that_cannot_be_used_names_the_setting_and_no_secret(url: str, data_dir: Path) -> None:
    error = refusal(url, data_dir)
    assert (error.key, error.where) == ("store.url", "PUENTE_DATABASE_URL")
    assert "secret" not in str(error)
    assert not data_dir.exists()


def test_a_server_that_does_not_answer_is_named_without_its_password(data_dir: Path) -> None:
    error = refusal("postgresql+psycopg://u:secret@127.0.0.1:1/d", data_dir)
    assert error.key == "store.unreachable"
    assert "127.0.0.1" in error.where
    assert "secret" not in error.where


def test_a_database_held_by_another_program_is_reported_as_locked(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_S", 0.05)
    store = opened(data_dir)
    with closing(sqlite3.connect(data_dir / "puente.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as refused, store.transaction() as work:
            work.mandates.add(mandate())
        with store.reading() as work:
            assert work.mandates.every(owner_id=ANA) == (), "a reader waits for no writer"
        again = opened(data_dir)
        assert again.migration is None, "opening waits for no writer either"
        again.close()
    assert refused.value.key == "store.locked"
    store.close()


def test_a_full_disk_is_reported_and_keeps_nothing_half_written(data_dir: Path) -> None:
    store = opened(data_dir)

    def too_much() -> None:
        with store.transaction() as work:
            pages = work.mandates._session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
            work.mandates._session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
            work.mandates.add(mandate("small"))
            work.mandates.add(mandate("large", intake={"notes": "x" * 100_000}))

    with pytest.raises(StoreError) as refused:
        too_much()
    assert refused.value.key == "store.full"
    with store.reading() as work:
        assert work.mandates.every(owner_id=ANA) == ()
    store.close()


def test_client_words_stay_out_of_the_errors(store: Store) -> None:
    with store.transaction() as work:
        work.mandates.add(mandate(title="Proyecto Confidencial"))
    with pytest.raises(StoreError) as refused, store.transaction() as work:
        work.mandates.add(mandate(title="Proyecto Confidencial"))
    assert "Confidencial" not in f"{refused.value} {refused.value.__cause__}"


def test_the_address_is_shown_without_its_password() -> None:
    assert place_of("postgresql+psycopg://u:secret@h/d").shown == "postgresql+psycopg://u:***@h/d"
