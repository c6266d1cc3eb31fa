"""Whole files: there or not, never half."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import StoreError
from app.storage.atomic_files import write_whole, writing_whole


def test_a_file_holds_what_was_written_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    write_whole(path, b"first")
    write_whole(path, "año".encode())
    assert path.read_bytes() == "año".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "empty", b"")
    assert (tmp_path / "empty").read_bytes() == b""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "half-way")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(StoreError) as refused:
        write_whole(path, b"new")
    assert (refused.value.key, refused.value.where) == ("store.unwritable", str(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_killed_half_way_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"old")
    script = (
        "import os, sys; from pathlib import Path; from app.storage.atomic_files import write_whole\n"
        f"os.{step} = lambda *_: os._exit(9)\n"
        "write_whole(Path(sys.argv[1]), b'new' * 100_000)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)  # noqa: S603 - our own interpreter and script
    assert done.returncode == 9
    assert path.read_bytes() == b"old"


def test_an_error_of_the_writer_itself_passes_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"old")

    def write_and_fail() -> None:
        with writing_whole(path) as handle:
            handle.write(b"new")
            raise KeyError("mine")

    with pytest.raises(KeyError):
        write_and_fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError) as refused:
        write_whole(tmp_path / "x", b"new")
    assert (refused.value.key, refused.value.where) == ("store.full", str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["absent/x.md", "file/x.md", "folder", "x" * 300])
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError) as refused:
        write_whole(tmp_path / name, b"x")
    assert (refused.value.key, refused.value.where) == ("store.unwritable", str(tmp_path / name))
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file", "folder"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has permission bits")
def test_permissions_are_kept_or_usual_or_private(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    usual, kept, private = tmp_path / "usual", tmp_path / "kept", tmp_path / "private"
    usual_before = tmp_path / "by-hand"
    usual_before.write_bytes(b"")
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    write_whole(usual, b"x")
    write_whole(kept, b"x")
    write_whole(private, b"x", private=True)
    assert (mode(usual), mode(kept), mode(private)) == (mode(usual_before), 0o640, 0o600)
