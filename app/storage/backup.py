"""Backups of a data folder into one archive, and back. Knows the order in which things are safe; the archive's own rules are elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.domain.base import Value
from app.errors import StoreError
from app.storage.archive import ArchivedFile, Manifest, add_file, add_manifest, unpack
from app.storage.atomic_files import TEMPORARY_PREFIX, settle_folder, writing_whole
from app.storage.faults import mapped, of_database, of_disk
from app.storage.migrating import data_dir_lock, refuse_unknown
from app.storage.place import DATABASE_NAME, RUNS_NAME, UPLOADS_NAME, Place, is_inside, make_private_folder, place_of
from app.storage.restoring import marked, refuse_unfinished
from app.storage.sqlite_copy import copy_database, free_name, stamp_text

_LOGS = ("-wal", "-journal")
_SIDE_FILES = (*_LOGS, "-shm")


class Restored(Value):
    """What a restore did. `replaced` is the dated copy of the database that was there, None when there was none."""

    revision: str
    files: int
    replaced: Path | None = None


def _now() -> datetime:
    return datetime.now(UTC)


def backup(store_url: str, data_dir: Path, target: Path, *, runs_url: str = "", today_stamp: Callable[[], datetime] = _now) -> Manifest:
    """Writes one archive of the database, as it stands at one moment, of the steps of runs and of the uploads; returns its manifest.

    Puente may be running. The archive appears whole or not at all and only its user may read it. Steps of runs that lie
    on a server (`runs_url`) are left to it.

    Raises: StoreError; `store.backup_server` for PostgreSQL, which has its own tools.
    """
    place = place_of(store_url)
    database = _sqlite_file(place)
    if place.is_new:
        raise StoreError("store.nothing", where=str(database))
    refuse_unfinished(data_dir)
    with _folder_beside(target) as working:
        steps = _runs_file(runs_url, data_dir)
        if steps is not None and steps.exists() and steps.stat().st_size:
            # Before the rows: a run whose steps are a moment behind goes on after them; one whose steps were ahead would hang.
            copy_database(steps, working / RUNS_NAME)
        copy = working / DATABASE_NAME
        copy_database(database, copy)
        revision = _revision_of(copy, database)
        with writing_whole(target, private=True) as handle, zipfile.ZipFile(handle, "w", allowZip64=True) as archive:
            files = [add_file(archive, path, path.name) for path in (copy, working / RUNS_NAME) if path.exists()]
            files += _add_uploads(archive, data_dir / UPLOADS_NAME)
            moment = today_stamp()
            manifest = Manifest(
                puente=__version__,
                revision=revision,
                created_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
                files=tuple(files),
            )
            add_manifest(archive, manifest)
    return manifest


def restore(
    archive: Path,
    data_dir: Path,
    *,
    store_url: str | None = None,
    runs_url: str = "",
    today_stamp: Callable[[], datetime] = _now,
) -> Restored:
    """Puts an archive's database, steps of runs and uploads in the place of those in the data folder; what was there stays beside, dated.

    Everything is unpacked and checked first: on a refusal nothing has changed. An older revision is migrated when the
    store is next opened. The addresses tell where the databases lie if not in the data folder. Steps of runs that are
    here are set aside also where the archive has none: they would belong to other rows. A restore that is cut off
    in the middle is told when the folder is next used, until it is done again.

    Raises: StoreError `store.archive_*`, `store.newer`, `store.in_use` while Puente runs on this folder; Held.
    """
    database = _sqlite_file(place_of(store_url)) if store_url else data_dir / DATABASE_NAME
    is_made_here = not os.path.exists(data_dir)
    make_private_folder(data_dir)
    is_done = False
    try:
        with _folder_beside(data_dir / DATABASE_NAME) as staging:
            manifest = unpack(archive, staging)
            _check_database(staging / DATABASE_NAME, manifest, archive)
            with data_dir_lock(data_dir), marked(data_dir, archive):
                replaced = _swap(staging, data_dir, (database, _runs_file(runs_url, data_dir)), stamp_text(today_stamp()))
        is_done = True
    finally:
        if is_made_here and not is_done:
            with suppress(OSError):
                data_dir.rmdir()
    return Restored(revision=manifest.revision, files=len(manifest.files), replaced=replaced)


def _runs_file(url: str, data_dir: Path) -> Path | None:
    """Where the steps of runs lie; None for a server."""
    return place_of(url).path if url else data_dir / RUNS_NAME


def _sqlite_file(place: Place) -> Path:
    if place.path is None:
        raise StoreError("store.backup_server", where=place.shown)
    return place.path


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=path.parent))
    except OSError as error:
        raise of_disk(error, path) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _add_uploads(archive: zipfile.ZipFile, folder: Path) -> Iterator[ArchivedFile]:
    for path in sorted(folder.rglob("*")):
        is_ours = path.is_file() and not path.is_symlink() and not path.name.startswith(TEMPORARY_PREFIX)
        if is_ours:
            with suppress(FileNotFoundError):  # removed by its user meanwhile
                yield add_file(archive, path, f"{UPLOADS_NAME}/{path.relative_to(folder).as_posix()}")


def _revision_of(database: Path, shown: Path) -> str:
    with mapped(str(shown)), closing(sqlite3.connect(database)) as connection:
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        found = connection.execute(query).fetchone() and connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if not found or len(found) != 1:
        raise StoreError("store.foreign", where=str(shown))
    return str(found[0][0])


def _check_database(database: Path, manifest: Manifest, archive: Path) -> None:
    """The unpacked databases are sound, that of the rows is of a revision known here and points at no file outside the data folder."""
    try:
        if (database.parent / RUNS_NAME).exists():
            with closing(sqlite3.connect(database.parent / RUNS_NAME)) as steps:
                steps.execute("PRAGMA trusted_schema=OFF")
                if steps.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise StoreError("store.archive_broken", where=f"{archive}: {RUNS_NAME}")
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            is_sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            revision = _revision_of(database, archive)
            refuse_unknown(revision, str(archive))
            outside = [row[0] for row in connection.execute("SELECT stored_path FROM uploads") if not is_inside(str(row[0]))]
    except sqlite3.Error as error:
        raise StoreError("store.archive_broken", where=f"{archive}: {DATABASE_NAME}") from error
    if not is_sound or revision != manifest.revision:
        raise StoreError("store.archive_broken", where=f"{archive}: {DATABASE_NAME}")
    if outside:
        raise StoreError("store.archive_name", where=f"{archive}: {outside[0]}")


def _swap(staging: Path, data_dir: Path, databases: tuple[Path, Path | None], stamp: str) -> Path | None:
    """Sets the old things aside and the new ones in place; whatever fails on the way is undone."""
    uploads, fresh_uploads = data_dir / UPLOADS_NAME, staging / UPLOADS_NAME
    database, steps = databases
    make_private_folder(database.parent)
    replaced = _set_aside(database, staging, stamp) if os.path.exists(database) else None
    kept_steps = _set_aside(steps, staging, stamp) if steps is not None and os.path.exists(steps) else None
    try:
        with ExitStack() as undo:
            if uploads.exists():
                old = free_name(data_dir / f"{UPLOADS_NAME}-replaced-{stamp}")
                os.replace(uploads, old)
                undo.callback(os.replace, old, uploads)
            if fresh_uploads.exists():
                os.replace(fresh_uploads, uploads)
                undo.callback(os.replace, uploads, fresh_uploads)
            if steps is not None:
                if kept_steps is not None:
                    undo.callback(shutil.copy2, kept_steps, steps)
                _put_in_place(staging / RUNS_NAME, steps)
            _put_in_place(staging / DATABASE_NAME, database)
            undo.pop_all()
    except OSError as error:
        raise of_disk(error, data_dir) from error
    settle_folder(data_dir)
    return replaced


def _put_in_place(fresh: Path, database: Path) -> None:
    """The fresh file where the old one was; no file where there is no fresh one."""
    for suffix in _SIDE_FILES:  # of a damaged database; they would be read into the new one
        _beside(database, suffix).unlink(missing_ok=True)
    if not fresh.exists():
        database.unlink(missing_ok=True)
        return
    with fresh.open("rb") as reading, writing_whole(database, private=True) as writing:
        shutil.copyfileobj(reading, writing)  # not a rename: the database may lie on another disk


def _set_aside(database: Path, staging: Path, stamp: str) -> Path:
    """A dated copy of the database that is there, with its logs if it is too damaged to take them in.

    Raises: StoreError `store.in_use` when some process has it open.
    """
    # The logs are saved before SQLite looks at them: it throws away what does not fit a damaged database.
    logs = [(_beside(database, suffix), staging / f"{database.stem}-log{suffix}", suffix) for suffix in _LOGS]
    _copy_those_there(((source, kept) for source, kept, _ in logs), staging)
    is_sound = True
    try:
        with closing(sqlite3.connect(database, timeout=0.2)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # refused unless nobody else has it open; leaves one file
    except sqlite3.DatabaseError as error:
        # Anything else says that it is damaged, and replacing a damaged database is what a restore is for.
        if of_database(error, "").key == "store.locked":
            raise StoreError("store.in_use", where=str(database)) from error
        is_sound = False
    copy = free_name(database.with_name(f"{database.stem}-replaced-{stamp}{database.suffix}"))
    aside = [(database, copy)]
    if not is_sound:
        aside += [(kept, _beside(copy, suffix)) for _, kept, suffix in logs]
    _copy_those_there(aside, copy)
    return copy


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _copy_those_there(pairs: Iterable[tuple[Path, Path]], named: Path) -> None:
    try:
        for source, target in pairs:
            if source.exists():
                shutil.copy2(source, target)
    except OSError as error:
        raise of_disk(error, named) from error
