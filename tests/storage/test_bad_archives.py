"""Archives that nobody should trust: refused, with nothing changed."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError

from .archives import Entries, brought_back, contents, entries_of, forged, listed, packed, refused

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
    outside = forged(archive, tmp_path / "forged.zip", "UPDATE uploads SET stored_path = '../../.ssh/id'")
    assert refused(outside, data_dir) == "store.archive_name"


def test_an_archive_of_a_newer_puente_is_refused(archive: Path, data_dir: Path, tmp_path: Path) -> None:
    newer = forged(archive, tmp_path / "newer.zip", "UPDATE alembic_version SET version_num = '0999'", revision="0999")
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
