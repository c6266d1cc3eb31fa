"""Archives of a data folder for the tests: made, unpacked, packed by hand, brought back. Decides nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError
from app.storage.archive import Manifest
from app.storage.backup import Restored, backup, restore

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


def forged(archive: Path, target: Path, statement: str, **manifest: str) -> Path:
    """An archive whose database was changed by a statement of SQL, with hashes that are right and what the manifest says instead."""
    said, entries = entries_of(archive)
    database = target.with_suffix(".db")
    database.write_bytes(entries["puente.db"])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)
    entries["puente.db"] = database.read_bytes()
    return packed(target, said | {"files": listed(entries)} | manifest, entries)


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
