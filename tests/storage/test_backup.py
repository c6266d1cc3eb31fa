"""Backup and restore: a round trip, and archives that nobody should trust."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError
from app.storage import backup as backup_room
from app.storage.archive import Manifest
from app.storage.backup import Restored, backup, restore
from app.storage.migrating import HEAD

from .builders import ANA, document, mandate, noon, opened, sqlite_url, upload

Entries = dict[str, bytes]


def filled(data_dir: Path, title: str = "Planta Querétaro") -> None:
    """A data folder with a mandate, a document and two uploads, one in a folder below."""
    store = opened(data_dir)
    with store.transaction() as work:
        work.mandates.add(mandate(title=title))
        work.documents.add(document(), owner_id=ANA)
        work.uploads.add(upload(mandate_id="m1"))
    store.close()
    (data_dir / "uploads" / "m1").mkdir(parents=True)
    (data_dir / "uploads" / "u1.pdf").write_bytes(b"%PDF organigrama")
    (data_dir / "uploads" / "m1" / "año.txt").write_bytes(b"")


def saved(data_dir: Path, target: Path) -> Manifest:
    """A backup of a data folder."""
    return backup(sqlite_url(data_dir), data_dir, target, today_stamp=noon)


def brought_back(archive: Path, data_dir: Path) -> Restored:
    """A restore into a data folder."""
    return restore(archive, data_dir, today_stamp=noon)


def titles(data_dir: Path) -> list[str]:
    """The mandates of a data folder."""
    store = opened(data_dir)
    with store.reading() as work:
        found = [m.title for m in work.mandates.every(owner_id=ANA)]
    store.close()
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def archive(data_dir: Path, tmp_path: Path) -> Path:
    """A good archive; the data folder it was made from is still there."""
    filled(data_dir)
    saved(data_dir, tmp_path / "good.zip")
    return tmp_path / "good.zip"


def entries_of(archive: Path) -> tuple[dict[str, Any], Entries]:
    """The manifest and the other files of an archive."""
    with zipfile.ZipFile(archive) as opened_archive:
        entries = {name: opened_archive.read(name) for name in opened_archive.namelist()}
    return json.loads(entries.pop("manifest.json")), entries


def packed(target: Path, manifest: dict[str, Any] | bytes | None, entries: Entries) -> Path:
    """An archive made by hand."""
    with zipfile.ZipFile(target, "w") as writing:
        for name, data in entries.items():
            writing.writestr(name, data)
        if manifest is not None:
            writing.writestr("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest))
    return target


def listed(entries: Entries) -> list[dict[str, Any]]:
    """The manifest's lines for files that are truly there: a forger keeps the hashes right."""
    return [{"name": n, "size": len(d), "sha256": hashlib.sha256(d).hexdigest()} for n, d in entries.items()]


def refused(archive: Path, data_dir: Path) -> str:
    """The key with which a restore is refused; asserts that nothing at all has changed."""
    before = contents(data_dir)
    with pytest.raises(StoreError) as caught:
        brought_back(archive, data_dir)
    after = contents(data_dir)
    after.pop("migrate.lock", None)
    before.pop("migrate.lock", None)
    assert after == before
    assert not list(data_dir.rglob(".puente-*"))
    return caught.value.key


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


ESCAPES = ["../evil", "uploads/../../evil", "/etc/evil", "uploads/./x", "uploads//x", "C:/evil", "uploads\\..\\evil", "uploads/c:x", "evil"]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_that_leads_elsewhere_is_refused(archive: Path, data_dir: Path, tmp_path: Path, name: str) -> None:
    manifest, entries = entries_of(archive)
    entries[name] = b"evil"
    assert refused(packed(tmp_path / "evil.zip", manifest | {"files": listed(entries)}, entries), data_dir) == "store.archive_name"
    assert not (tmp_path / "evil").exists()


def test_a_name_with_a_hidden_end_is_refused(archive: Path, data_dir: Path) -> None:
    raw = archive.read_bytes().replace(b"uploads/u1.pdf", b"uploads/u1\x00pdf")
    archive.write_bytes(raw)
    assert refused(archive, data_dir) in ("store.archive_name", "store.archive_broken")


def test_a_link_in_an_archive_is_refused(archive: Path, data_dir: Path, tmp_path: Path) -> None:
    manifest, entries = entries_of(archive)
    packed(tmp_path / "link.zip", None, entries)
    link = zipfile.ZipInfo("uploads/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    entries["uploads/link"] = b"/etc"
    with zipfile.ZipFile(tmp_path / "link.zip", "a") as writing:
        writing.writestr(link, b"/etc")
        writing.writestr("manifest.json", json.dumps(manifest | {"files": listed(entries)}))
    assert refused(tmp_path / "link.zip", data_dir) == "store.archive_name"


BROKEN: dict[str, tuple[Callable[[dict[str, Any], Entries], object], str]] = {
    "a changed upload": (lambda m, e: e.update({"uploads/u1.pdf": b"%PDF 0rganigrama"}), "store.archive_broken"),
    "a longer upload": (lambda m, e: e.update({"uploads/u1.pdf": b"x" * 5_000_000}), "store.archive_broken"),
    "an upload that is not there": (lambda m, e: e.pop("uploads/u1.pdf"), "store.archive_broken"),
    "an upload that is not listed": (lambda m, e: e.update({"uploads/more": b""}), "store.archive_broken"),
    "no database": (lambda m, e: (e.pop("puente.db"), m.update(files=listed(e))), "store.archive_broken"),
    "a database that is none": (lambda m, e: (e.update({"puente.db": b"x" * 4096}), m.update(files=listed(e))), "store.archive_broken"),
    "an empty database": (lambda m, e: (e.update({"puente.db": b""}), m.update(files=listed(e))), "store.foreign"),
    "names that differ in case only": (
        lambda m, e: (e.update({"uploads/U1.pdf": b""}), m.update(files=listed(e))),
        "store.archive_broken",
    ),
    "a file in the place of a folder": (lambda m, e: (e.update({"uploads/m1": b""}), m.update(files=listed(e))), "store.unwritable"),
    "another revision than the database's": (lambda m, e: m.update(revision="0000"), "store.archive_broken"),
    "another program's manifest": (lambda m, e: m.update(format="winbackup"), "store.archive_foreign"),
    "a later format": (lambda m, e: m.update(format_version=2), "store.archive_foreign"),
    "a negative size": (lambda m, e: m["files"][0].update(size=-1), "store.archive_foreign"),
    "a size larger than the disk": (lambda m, e: m["files"][0].update(size=2**60), "store.full"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_archive_is_refused_with_nothing_changed(archive: Path, data_dir: Path, tmp_path: Path, name: str) -> None:
    manifest, entries = entries_of(archive)
    spoil, key = BROKEN[name]
    spoil(manifest, entries)
    assert refused(packed(tmp_path / "bad.zip", manifest, entries), data_dir) == key


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(archive: Path, data_dir: Path) -> None:
    with zipfile.ZipFile(archive, "a") as writing:
        writing.writestr("uploads/u1.pdf", b"%PDF organigrama")
    assert refused(archive, data_dir) == "store.archive_broken"


def test_rows_that_point_outside_the_data_folder_are_refused(archive: Path, data_dir: Path, tmp_path: Path) -> None:
    manifest, entries = entries_of(archive)
    database = tmp_path / "forged.db"
    database.write_bytes(entries["puente.db"])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE uploads SET stored_path = '../../.ssh/id'")
    entries["puente.db"] = database.read_bytes()
    forged = packed(tmp_path / "forged.zip", manifest | {"files": listed(entries)}, entries)
    assert refused(forged, data_dir) == "store.archive_name"


def test_an_archive_of_a_newer_puente_is_refused(archive: Path, data_dir: Path, tmp_path: Path) -> None:
    manifest, entries = entries_of(archive)
    database = tmp_path / "newer.db"
    database.write_bytes(entries["puente.db"])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    entries["puente.db"] = database.read_bytes()
    newer = packed(tmp_path / "newer.zip", manifest | {"files": listed(entries), "revision": "0999"}, entries)
    assert refused(newer, data_dir) == "store.newer"


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b"{", b"\xff\xfe", b'{"format": "puente-backup"}'])
def test_a_zip_without_a_manifest_of_ours_is_refused(archive: Path, data_dir: Path, tmp_path: Path, manifest: bytes | None) -> None:
    _, entries = entries_of(archive)
    assert refused(packed(tmp_path / "other.zip", manifest, entries), data_dir) == "store.archive_foreign"


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 50], ids=["empty", "two letters", "text"])
def test_a_file_that_is_no_archive_is_refused(archive: Path, data_dir: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "no.zip").write_bytes(data)
    assert refused(tmp_path / "no.zip", data_dir) == "store.archive_broken"


def test_an_archive_that_is_not_there_is_refused_and_no_folder_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        brought_back(tmp_path / "absent.zip", tmp_path / "data")
    assert (caught.value.key, caught.value.where) == ("store.unreadable", str(tmp_path / "absent.zip"))
    assert not (tmp_path / "data").exists()


def test_an_archive_cut_short_or_changed_anywhere_is_refused_or_restores_the_same(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive.read_bytes()
    spoiled = [whole[: len(whole) * part // 20] for part in range(20)]
    for place in range(3, len(whole), len(whole) // 60):
        spoiled.append(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
    monkeypatch.setattr(os, "fsync", lambda _: None)  # hundreds of files: the disk need not keep them
    _, good = entries_of(archive)
    for number, data in enumerate(spoiled):
        archive.write_bytes(data)
        target = tmp_path / f"t{number}"
        try:
            brought_back(archive, target)
        except StoreError:
            assert not target.exists()
        else:
            assert contents(target / "uploads") == {n.removeprefix("uploads/"): d for n, d in good.items() if n != "puente.db"}
