"""Backup and restore: a round trip, while a writer is at work, and what stays when either fails."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StoreError
from app.storage import backup as backup_room
from app.storage.backup import backup, restore
from app.storage.migrating import HEAD

from .archives import brought_back, contents, entries_of, filled, refused, saved, titles
from .builders import ANA, document, mandate, noon, opened, upload


def test_a_data_folder_comes_back_elsewhere_as_it_was(archive: Path, data_dir: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another machine" / "data"
    done = brought_back(archive, elsewhere)
    assert (done.revision, done.files, done.replaced) == (HEAD, 3, None)
    store = opened(elsewhere)
    assert store.migration is None
    with store.reading() as work:
        assert work.mandates.get("m1", owner_id=ANA) == mandate(title="Planta Querétaro")
        assert work.documents.get("d1", owner_id=ANA) == document()
        assert work.uploads.get("u1", owner_id=ANA) == upload(mandate_id="m1")
    store.close()
    assert contents(elsewhere / "uploads") == contents(data_dir / "uploads") == {"u1.pdf": b"%PDF organigrama", "m1/año.txt": b""}


def test_what_a_restore_replaces_stays_beside_with_a_date(archive: Path, data_dir: Path) -> None:
    store = opened(data_dir)
    with store.transaction() as work:
        work.mandates.update(mandate(title="Later"))
    store.close()
    (data_dir / "uploads" / "later.txt").write_bytes(b"later")
    done = brought_back(archive, data_dir)
    assert done.replaced == data_dir / "puente-replaced-20261121T120000.db"
    with closing(sqlite3.connect(done.replaced)) as replaced:
        assert replaced.execute("SELECT title FROM mandates").fetchall() == [("Later",)]
    assert titles(data_dir) == ["Planta Querétaro"]
    assert (data_dir / "uploads-replaced-20261121T120000" / "later.txt").exists()
    assert not (data_dir / "uploads" / "later.txt").exists()
    again = brought_back(archive, data_dir)
    assert again.replaced == data_dir / "puente-replaced-20261121T120000-2.db"


def test_a_damaged_database_is_replaced_and_kept(archive: Path, data_dir: Path) -> None:
    (data_dir / "puente.db").write_bytes(b"ruined" * 1000)
    (data_dir / "puente.db-wal").write_bytes(b"ruined too")
    done = brought_back(archive, data_dir)
    assert done.replaced is not None
    assert done.replaced.read_bytes() == b"ruined" * 1000
    assert done.replaced.with_name(done.replaced.name + "-wal").read_bytes() == b"ruined too"
    assert titles(data_dir) == ["Planta Querétaro"]


def test_a_backup_is_taken_while_a_writer_is_at_work_and_holds_what_was_committed(data_dir: Path, tmp_path: Path) -> None:
    filled(data_dir)
    store = opened(data_dir)
    with store.transaction() as work:
        work.mandates.add(mandate("m2", title="Committed, still in the WAL"))
    with store.transaction() as work:
        work.mandates.add(mandate("m3", title="Not committed"))
        saving = threading.Thread(target=saved, args=(data_dir, tmp_path / "live.zip"))
        saving.start()
        saving.join()
    store.close()
    brought_back(tmp_path / "live.zip", tmp_path / "copy")
    assert sorted(titles(tmp_path / "copy")) == ["Committed, still in the WAL", "Planta Querétaro"]


def test_the_manifest_names_every_file_with_its_hash(archive: Path) -> None:
    manifest, entries = entries_of(archive)
    assert manifest["files"] == [
        {"name": n, "size": len(entries[n]), "sha256": hashlib.sha256(entries[n]).hexdigest()}
        for n in ("puente.db", "uploads/m1/año.txt", "uploads/u1.pdf")
    ]
    assert (manifest["revision"], manifest["format"], manifest["created_at"]) == (HEAD, "puente-backup", "2026-11-21T12:00:00Z")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has permission bits and such links")
def test_a_backup_is_for_its_user_alone_and_follows_no_link(data_dir: Path, tmp_path: Path) -> None:
    filled(data_dir)
    (tmp_path / "secret").write_bytes(b"secret")
    (data_dir / "uploads" / "link").symlink_to(tmp_path / "secret")
    manifest = saved(data_dir, tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert "uploads/link" not in [file.name for file in manifest.files]


def test_a_backup_that_fails_leaves_the_older_archive(archive: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("half-way")

    monkeypatch.setattr(backup_room, "add_manifest", fail)
    with pytest.raises(StoreError) as caught:
        saved(data_dir, archive)
    assert (caught.value.key, caught.value.where) == ("store.unwritable", str(archive))
    assert archive.read_bytes() == before
    assert [p.name for p in archive.parent.iterdir() if p.name.startswith(".puente-")] == []


def test_without_a_database_there_is_nothing_to_back_up(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        saved(data_dir, tmp_path / "b.zip")
    assert caught.value.key == "store.nothing"
    assert not data_dir.exists()


def test_another_programs_database_is_not_backed_up(data_dir: Path, tmp_path: Path) -> None:
    data_dir.mkdir()
    with closing(sqlite3.connect(data_dir / "puente.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(StoreError) as caught:
        saved(data_dir, tmp_path / "b.zip")
    assert caught.value.key == "store.foreign"
    assert not (tmp_path / "b.zip").exists()


def test_a_database_on_a_server_is_left_to_its_own_tools(data_dir: Path, tmp_path: Path) -> None:
    url = "postgresql+psycopg://u:secret@h/d"
    for attempt in (
        lambda: backup(url, data_dir, tmp_path / "b.zip"),
        lambda: restore(tmp_path / "b.zip", data_dir, store_url=url),
    ):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.key == "store.backup_server"
        assert "secret" not in str(caught.value)


def test_a_restore_is_refused_while_puente_runs(archive: Path, data_dir: Path) -> None:
    store = opened(data_dir)
    with store.reading() as work:
        work.users.everyone()
    assert refused(archive, data_dir) == "store.in_use"
    store.close()
    assert brought_back(archive, data_dir).replaced is not None


def test_a_restore_that_fails_at_the_last_step_is_undone(archive: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(data_dir / "uploads")

    def fail(*_: object) -> None:
        raise OSError("disk gone")

    monkeypatch.setattr(shutil, "copyfileobj", fail)
    with pytest.raises(StoreError):
        brought_back(archive, data_dir)
    assert contents(data_dir / "uploads") == before
    assert titles(data_dir) == ["Planta Querétaro"]


def test_a_restore_elsewhere_than_the_data_folder_goes_to_the_named_database(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "disk two" / "other.db"
    restore(archive, tmp_path / "fresh", store_url=f"sqlite:///{other}", today_stamp=noon)
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT count(*) FROM mandates").fetchone() == (1,)
    assert not (tmp_path / "fresh" / "puente.db").exists()
