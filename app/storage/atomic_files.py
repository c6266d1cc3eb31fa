"""Files that appear whole or not at all. Knows bytes and paths; knows no format. Every room writes its files through here."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.storage.faults import of_disk

TEMPORARY_PREFIX = ".puente-"
TEMPORARY_SUFFIX = ".tmp"


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """After this call the file holds exactly these bytes, also after a power cut; if it fails, the old file stands untouched.

    The folder must exist. A file that was there keeps its permissions; a new one gets the usual ones, or with `private`
    its user alone may read it (where the platform knows such a thing).

    Raises: StoreError `store.unwritable` or `store.full`, naming the path.
    """
    with writing_whole(path, private=private) as handle:
        handle.write(data)


@contextmanager
def writing_whole(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """The same promise for what is too large to hold in memory: write into the handle; the file appears when the block ends well.

    Raises: StoreError `store.unwritable` or `store.full`, naming the path, for any OSError inside the block.
    """
    temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    is_placed = False
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o600 if private else 0o666), "wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        if not private and path.is_file():
            with suppress(OSError):
                shutil.copymode(path, temporary)
        os.replace(temporary, path)
        is_placed = True
        settle_folder(path.parent)
    except OSError as error:
        raise of_disk(error, path) from error
    finally:
        if not is_placed:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Makes a rename in this folder survive a power cut, on platforms where a folder can be synced; elsewhere does nothing."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file is whole either way; some network disks cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
