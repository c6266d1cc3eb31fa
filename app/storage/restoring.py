"""Tells a restore that was cut off in the middle: until it is done again, uploads and database may be of two times. Knows no archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import StoreError
from app.storage.atomic_files import settle_folder, write_whole
from app.storage.faults import of_disk

MARK = "restore-unfinished.txt"


@contextmanager
def marked(data_dir: Path, archive: Path) -> Iterator[None]:
    """A mark with the archive's name that stays only where the process dies inside; a failure inside must have undone what it did.

    Raises: StoreError `store.unwritable` or `store.full`.
    """
    mark = data_dir / MARK
    write_whole(mark, str(archive.absolute()).encode(), private=True)
    settle_folder(data_dir)
    try:
        yield
    finally:
        try:
            mark.unlink(missing_ok=True)
            settle_folder(data_dir)
        except OSError as error:
            raise of_disk(error, mark) from error


def refuse_unfinished(data_dir: Path) -> None:
    """Nothing for a folder that is whole.

    Raises: StoreError `store.restore_unfinished` naming the archive to restore again.
    """
    try:
        archive = (data_dir / MARK).read_text("utf-8", errors="replace")
    except OSError:
        return
    raise StoreError("store.restore_unfinished", where=str(data_dir), archive=archive)
