"""A restore that is killed between its steps: told when the folder is next used, and whole when it is done again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import StoreError
from app.storage.backup import backup
from app.storage.restoring import MARK

from .archives import brought_back, contents, filled, saved, titles
from .builders import noon, opened, sqlite_url

KILLED = """
import importlib, os, signal, sys
from pathlib import Path
from tests.storage.archives import brought_back
archive, data_dir, module, name, call = sys.argv[1:]
room = importlib.import_module(module)
real, calls = getattr(room, name), iter(range(1000))
def deadly(*given, **named):
    if next(calls) == int(call):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(room, name, deadly)
brought_back(Path(archive), Path(data_dir))
"""
"""A restore in a process of its own that kills itself at the call of a function of that number, counted from 0."""


STEPS = {
    "new uploads come": ("os", "replace", 5),  # three unpacked files, the mark and the old uploads went before
    "the database": ("shutil", "copyfileobj", 0),
    "the end": ("app.storage.backup", "settle_folder", 0),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_is_killed_is_told_and_done_again(archive: Path, tmp_path: Path, step: str) -> None:
    module, name, call = STEPS[step]
    data_dir = tmp_path / "in use"
    filled(data_dir, title="Planta Saltillo")
    (data_dir / "uploads" / "u1.pdf").write_bytes(b"%PDF of Saltillo")
    told = subprocess.run([sys.executable, "-c", KILLED, str(archive), str(data_dir), module, name, str(call)], check=False, timeout=120)
    assert told.returncode == -signal.SIGKILL
    assert (data_dir / MARK).exists()
    for act in (lambda: opened(data_dir), lambda: backup(sqlite_url(data_dir), data_dir, tmp_path / "b.zip", today_stamp=noon)):
        with pytest.raises(StoreError) as caught:
            act()
        assert (caught.value.key, caught.value.params["archive"]) == ("store.restore_unfinished", str(archive))
    brought_back(archive, data_dir)
    assert not (data_dir / MARK).exists()
    assert titles(data_dir) == ["Planta Querétaro"]
    assert (data_dir / "uploads" / "u1.pdf").read_bytes() == b"%PDF organigrama"
    kept = contents(data_dir)
    assert any("uploads-replaced" in at and data == b"%PDF of Saltillo" for at, data in kept.items())
    assert any(at.startswith("puente-replaced") for at in kept)


def test_a_folder_that_was_restored_whole_has_no_mark(archive: Path, tmp_path: Path) -> None:
    brought_back(archive, tmp_path / "new")
    saved(tmp_path / "new", tmp_path / "again.zip")
    assert not (tmp_path / "new" / MARK).exists()
