"""Who of a data folder executes runs, by file locks that the system lets go of when a process dies: one leads, each shows that it lives.

Knows files and locks; knows no run and no database.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import StoreError
from app.storage.place import make_private_folder

if TYPE_CHECKING:
    from filelock import FileLock

LEADER = "runs.lock"
FOLDER = "runners"


class Presence:
    """The locks of one process. Not safe to share between threads without a lock of the caller's."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._leading: FileLock | None = None
        self._living: FileLock | None = None

    @property
    def is_leader(self) -> bool:
        """True while this process is the one of its folder that reads what is wanted of runs."""
        return self._leading is not None

    def lead(self) -> bool:
        """True when this process leads now; False when another one does.

        Raises: StoreError `store.unwritable`.
        """
        if self._leading is None:
            make_private_folder(self._data_dir)
            self._leading = _taken(self._data_dir / LEADER)
        return self._leading is not None

    def show(self, executor_id: str) -> None:
        """From now on the others of this folder see that the executor lives.

        Raises: StoreError `store.unwritable`.
        """
        make_private_folder(self._data_dir / FOLDER)
        self._living = _taken(self._path(executor_id))

    def is_gone(self, executor_id: str) -> bool:
        """True when an executor of this folder lives no longer; its lock file goes with it."""
        path = self._path(executor_id)
        lock = _taken(path) if path.exists() else None
        if lock is None:
            return not path.exists()
        lock.release()
        path.unlink(missing_ok=True)
        return True

    def leave(self) -> None:
        """Lets go of both locks."""
        for lock in (self._leading, self._living):
            if lock is not None:
                lock.release()
        self._leading = self._living = None

    def _path(self, executor_id: str) -> Path:
        return self._data_dir / FOLDER / f"{executor_id}.lock"


def _taken(path: Path) -> FileLock | None:
    """The lock, or None while another process has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise StoreError("store.unwritable", where=str(path)) from error
    return lock
