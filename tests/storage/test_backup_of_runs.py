"""The steps of runs in a backup: there, back again with the rows that they belong to, never mixed with those of other days."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .archives import brought_back, entries_of, filled, listed, packed, refused, saved


def _with_steps(data_dir: Path, words: str) -> Path:
    """A database of runs, with one stored step and a log that was not yet taken in."""
    path = data_dir / "runs.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS operation_outputs (workflow_uuid TEXT, output TEXT)")
        connection.execute("INSERT INTO operation_outputs VALUES ('run-1.1', ?)", (words,))
    return path


def _steps(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT output FROM operation_outputs")]


def test_the_steps_of_runs_are_in_the_archive_and_come_back(data_dir: Path, tmp_path: Path) -> None:
    filled(data_dir)
    runs = _with_steps(data_dir, "section one")
    manifest = saved(data_dir, tmp_path / "b.zip")
    assert "runs.db" in [file.name for file in manifest.files]
    _with_steps(data_dir, "section two")
    brought_back(tmp_path / "b.zip", data_dir)
    assert _steps(runs) == ["section one"]
    assert _steps(data_dir / "runs-replaced-20261121T120000.db") == ["section one", "section two"]


def test_steps_of_other_days_are_set_aside_where_the_archive_has_none(archive: Path, data_dir: Path) -> None:
    _with_steps(data_dir, "of another day")
    brought_back(archive, data_dir)
    assert not (data_dir / "runs.db").exists()
    assert _steps(data_dir / "runs-replaced-20261121T120000.db") == ["of another day"]


def test_steps_of_runs_that_are_damaged_are_refused_with_nothing_changed(data_dir: Path, tmp_path: Path) -> None:
    filled(data_dir)
    _with_steps(data_dir, "section one")
    saved(data_dir, tmp_path / "b.zip")
    manifest, entries = entries_of(tmp_path / "b.zip")
    entries["runs.db"] = b"ruined" * 1000
    assert refused(packed(tmp_path / "bad.zip", manifest | {"files": listed(entries)}, entries), data_dir) == "store.archive_broken"
