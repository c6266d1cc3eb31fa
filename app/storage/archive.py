"""The backup archive: a manifest and the files it names, each with its hash. Trusts no name, size or content in an archive.

Knows the zip and the manifest; knows neither the live database nor where the files go in the end.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from pydantic import AwareDatetime, NonNegativeInt, ValidationError

from app.domain.base import Value
from app.errors import StoreError
from app.storage.atomic_files import writing_whole
from app.storage.place import DATABASE_NAME, RUNS_NAME, UPLOADS_NAME, is_inside, make_private_folder

MANIFEST_NAME = "manifest.json"
_MANIFEST_LIMIT = 64 * 1024 * 1024
_BLOCK = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


class ArchivedFile(Value):
    """A file of the archive: its name below the data folder, its bytes' number and hash."""

    name: str
    size: NonNegativeInt
    sha256: str


class Manifest(Value):
    """What an archive says about itself. `revision` is the database's."""

    format: Literal["puente-backup"] = "puente-backup"
    format_version: Literal[1] = 1
    puente: str
    revision: str
    created_at: AwareDatetime
    files: tuple[ArchivedFile, ...]


def add_file(archive: zipfile.ZipFile, source: Path, name: str) -> ArchivedFile:
    """Puts a file into the archive and says what went in (the bytes that were hashed are the bytes that were kept).

    Raises: StoreError `store.archive_name` for a name that could not be restored everywhere; `store.unreadable`;
    FileNotFoundError when the file is gone.
    """
    if not is_inside(name):
        raise StoreError("store.archive_name", where=str(source))
    digest, size = hashlib.sha256(), 0
    try:
        reading = source.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError("store.unreadable", where=str(source)) from error
    with reading, archive.open(_entry(name), "w", force_zip64=True) as writing:
        while block := _read(reading, source):
            writing.write(block)
            digest.update(block)
            size += len(block)
    return ArchivedFile(name=name, size=size, sha256=digest.hexdigest())


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Puts the manifest in, last: an archive without one is unfinished."""
    archive.writestr(_entry(MANIFEST_NAME), manifest.model_dump_json(indent=1).encode())


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpacks the archive into a folder of its own, having checked every name, size and hash; returns its manifest.

    On an error the folder may hold some files; the caller throws it away.

    Raises: StoreError `store.unreadable`, `store.archive_broken`, `store.archive_foreign`, `store.archive_name`, `store.full`.
    """
    with _reading(path), zipfile.ZipFile(path) as archive:
        manifest = _manifest(archive, path)
        _check_names(archive, manifest, path)
        if sum(file.size for file in manifest.files) > shutil.disk_usage(folder).free:
            raise StoreError("store.full", where=str(folder))
        for file in manifest.files:
            _unpack_one(archive, file, folder, path)
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _read(reading: IO[bytes], source: Path) -> bytes:
    try:
        return reading.read(_BLOCK)
    except OSError as error:
        raise StoreError("store.unreadable", where=str(source)) from error


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What the zip module may raise on a damaged or hostile file, as StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError("store.unreadable", where=str(path)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError) as error:
        raise StoreError("store.archive_broken", where=str(path)) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST_NAME)
    except KeyError as error:
        raise StoreError("store.archive_foreign", where=str(path)) from error
    if entry.file_size > _MANIFEST_LIMIT or entry.compress_type not in _METHODS:
        raise StoreError("store.archive_foreign", where=str(path))
    with archive.open(entry) as reading:
        data = reading.read(_MANIFEST_LIMIT + 1)
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise StoreError("store.archive_foreign", where=str(path)) from error


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    """Every entry is named by the manifest, once, and is a plain file that stays inside; nothing else is there."""
    entries = [entry for entry in archive.infolist() if entry.filename != MANIFEST_NAME]
    names = [file.name for file in manifest.files]
    for name in (*names, *(entry.orig_filename for entry in entries)):
        if not is_inside(name) or not (name in (DATABASE_NAME, RUNS_NAME) or name.startswith(f"{UPLOADS_NAME}/")):
            raise StoreError("store.archive_name", where=f"{path}: {name}")
    # Two names that differ in case only are one file on some platforms.
    if len({name.casefold() for name in names}) != len(names) or DATABASE_NAME not in names:
        raise StoreError("store.archive_broken", where=str(path))
    if sorted(names) != sorted(entry.filename for entry in entries) or len(archive.infolist()) != len(names) + 1:
        raise StoreError("store.archive_broken", where=str(path))
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.is_dir():
            raise StoreError("store.archive_name", where=f"{path}: {entry.filename}")
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise StoreError("store.archive_broken", where=str(path))


def _unpack_one(archive: zipfile.ZipFile, file: ArchivedFile, folder: Path, path: Path) -> None:
    target = folder.joinpath(*file.name.split("/"))
    digest, size = hashlib.sha256(), 0
    make_private_folder(target.parent)
    with archive.open(file.name) as reading, writing_whole(target, private=True) as writing:
        while size <= file.size and (block := _read(reading, path)):  # an entry may unpack to far more than it says
            writing.write(block)
            digest.update(block)
            size += len(block)
        if size != file.size or digest.hexdigest() != file.sha256:
            raise StoreError("store.archive_broken", where=f"{path}: {file.name}")
