"""Where files from browsers arrive: a folder of this process's own, so that several processes of one data folder do not sweep each other's.

What a process left that is gone is erased when the next one starts. Knows no page.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

LOCK = ".lock"
_held: list[FileLock] = []
"""The locks of this process; the system lets go of them when it ends."""


def own_folder(root: Path) -> Path:
    """A new folder under `root` that is this process's own while it lives; the folders of processes that are gone are erased."""
    root.mkdir(parents=True, exist_ok=True)
    with FileLock(root.with_name(f"{root.name}{LOCK}"), timeout=30, mode=0o600):  # two that start at once must not sweep each other
        return _made(root)


def _made(root: Path) -> Path:
    for left in root.iterdir():
        if left.suffix == LOCK:
            _erase_if_dead(root, left)
        elif not left.with_name(left.name + LOCK).exists():
            shutil.rmtree(left, ignore_errors=True)
    name = f"{os.getpid()}-{uuid4().hex[:8]}"
    lock = FileLock(root / f"{name}{LOCK}", mode=0o600)
    lock.acquire(timeout=5)
    _held.append(lock)
    made = root / name
    made.mkdir(mode=0o700)
    return made


def _erase_if_dead(root: Path, lock_file: Path) -> None:
    lock = FileLock(lock_file, timeout=0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return
    try:
        shutil.rmtree(root / lock_file.name.removesuffix(LOCK), ignore_errors=True)
        lock_file.unlink(missing_ok=True)
    finally:
        lock.release()
