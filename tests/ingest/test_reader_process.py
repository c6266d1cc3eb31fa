"""The reader process: whatever it does, the parent gets text or one key, and the process is gone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.ingest import reading
from app.ingest.limits import Limits
from app.ingest.reading import read_file
from app.ingest.refusals import IngestError

STARTED: list[subprocess.Popen[bytes]] = []


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small text file; every process that reading starts is noted."""
    STARTED.clear()
    real = subprocess.Popen

    def noting(*args: Any, **said: Any) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = real(*args, **said)
        STARTED.append(process)
        return process

    monkeypatch.setattr(subprocess, "Popen", noting)
    path = tmp_path / "words"
    path.write_text("Some words to read here.", "utf-8")
    return path


def misread(path: Path, manner: str, **limits: Any) -> str:
    """The key that a misbehaving reader ends in."""
    with pytest.raises(IngestError) as caught:
        read_file(path, limits=Limits(**limits), reader=(sys.executable, "-P", "-m", "tests.ingest.bad_readers", manner))
    assert all(process.poll() is not None for process in STARTED), "no process is left"
    return caught.value.key


@pytest.mark.parametrize("manner", ["hang", "close-and-hang"])
def test_a_reader_that_hangs_is_stopped(words: Path, manner: str) -> None:
    assert misread(words, manner, seconds=1.5) == "ingest.too_slow"


def test_a_reader_that_dies_is_no_crash_of_ours(words: Path) -> None:
    assert misread(words, "die") == "ingest.reader_died"


@pytest.mark.parametrize("manner", ["babble", "empty-success", "foreign-key"])
def test_nonsense_is_no_success(words: Path, manner: str) -> None:
    assert misread(words, manner) == "ingest.reader_garbled"


def test_a_flood_is_stopped(words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ANSWER_BYTES", 1_000_000)
    assert misread(words, "flood") in ("ingest.reader_garbled", "ingest.reader_died")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the parent watches the memory, which the next test shows")
def test_a_reader_gets_no_more_memory_than_allowed(words: Path) -> None:
    assert misread(words, "hoard", memory_bytes=300_000_000) == "ingest.broken"


def test_where_the_system_holds_no_limit_the_parent_watches_the_memory(words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_HOLDS_MEMORY", False)
    assert misread(words, "hang", memory_bytes=1_000, seconds=30) == "ingest.memory"


def test_a_parser_that_runs_out_of_memory_says_so(words: Path) -> None:
    words.write_bytes(b"word " * 4_900_000)
    with pytest.raises(IngestError) as caught:
        read_file(words, limits=Limits(memory_bytes=90_000_000))
    assert caught.value.key in ("ingest.memory", "ingest.broken"), "the second where not even an answer could be made"


def test_the_reader_is_given_no_key_and_no_setting(words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-private")
    monkeypatch.setenv("PUENTE_DATABASE_URL", "sqlite:///x.db")
    extract = read_file(words, reader=(sys.executable, "-P", "-m", "tests.ingest.bad_readers", "environment"))
    seen = set(json.loads(extract.blocks[0].text))
    assert not {name for name in seen if name.startswith(("OPENAI", "PUENTE"))}


def test_the_reader_reaches_no_network_and_starts_no_program(words: Path) -> None:
    extract = read_file(words, reader=(sys.executable, "-P", "-m", "tests.ingest.bad_readers", "reach-out"))
    assert extract.blocks[0].text == "socket lookup program shell"


def test_a_module_in_the_folder_that_puente_is_called_from_is_not_imported(
    words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)", "utf-8")
    (tmp_path / "pydantic.py").write_text("raise SystemExit(7)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_file(words).blocks[0].text == "Some words to read here."
