"""The command line run in this process, through its one door, on a data folder and an index that the whole session shares."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.door import door
from app.cli.main import puente

ROOT = Path(__file__).parent.parent.parent
FULL = ROOT / "tests" / "data" / "intake_full.yaml"
SMALL = """\
mandate_type: border_corridor_operations
role:
  title_en: Plant manager
  title_es: Gerencia de planta
process: {kickoff_date: 2027-01-11}
"""


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for commands that may share one."""
    return tmp_path_factory.mktemp("puente-data")


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared_dir: Path) -> None:
    """No setting of the machine, no .env of the checkout; a day that stands still, an index without vectors."""
    for name in list(os.environ):
        if name.startswith(("PUENTE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PUENTE_TODAY", "2026-11-21")
    monkeypatch.setenv("PUENTE_DATA_DIR", str(shared_dir))
    monkeypatch.setenv("PUENTE_EMBEDDINGS", "none")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `puente ARGS…`; `stdin` is what stands on standard input, other keywords are settings (None takes one away)."""

    def ran(*args: str | Path, stdin: bytes = b"", **settings: str | None) -> Ran:
        capsys.readouterr()
        with monkeypatch.context() as here:
            for name, value in settings.items():
                if value is None:
                    here.delenv(name, raising=False)
                else:
                    here.setenv(name, value)
            here.setattr(sys, "argv", ["puente", *(str(a) for a in args)])
            here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            code = door(puente)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small intake file."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path


@pytest.fixture(scope="session")
def kept() -> dict[str, str]:
    """What the first test that needs it drafted."""
    return {}


@pytest.fixture
def document(run: Run, kept: dict[str, str]) -> dict[str, Any]:
    """The full intake's English document, fresh for each test."""
    if not kept:
        kept["json"] = run("draft", FULL, "--lang", "en", "--json").out
    loaded: dict[str, Any] = json.loads(kept["json"])
    return loaded


@pytest.fixture
def check(run: Run) -> Callable[[dict[str, Any]], Ran]:
    """`puente check - --json` on a document."""
    return lambda document: run("check", "-", "--json", stdin=json.dumps(document).encode())


def refused(ran: Ran, *names: str, code: int = 2) -> None:
    """One clear line on standard error that names each of `names`, and nothing on standard output."""
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert ran.err.startswith("puente: ")
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.endswith("\n")
    assert "Traceback" not in ran.err
    assert "Error" not in ran.err, "the name of a Python exception is no sentence"
    for name in names:
        assert name in ran.err
