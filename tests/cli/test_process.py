"""The command as a process: what it imports, what it prints where, and that nothing of it is half there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import SMALL
from tests.cli.process import environment, puente

HEAVY = ("gradio", "chromadb", "langchain", "langchain_core", "langchain_openai", "sqlalchemy", "alembic", "numpy", "onnxruntime", "openai",
         "docx", "typst", "matplotlib", "dbos", "tantivy", "lingua", "pydantic_settings", "jinja2")  # fmt: skip


def imported(stderr: str) -> set[str]:
    """The packages that -X importtime names."""
    return {line.rpartition("|")[2].strip().split(".")[0] for line in stderr.splitlines() if line.startswith("import time:")}


def test_help_imports_no_heavy_package(tmp_path: Path) -> None:
    done = puente("--help", data_dir=tmp_path, python=("-X", "importtime"))
    assert done.returncode == 0
    seen = imported(done.stderr)
    assert "typer" in seen
    assert seen.isdisjoint(HEAVY)


def test_help_of_a_command_imports_no_heavy_package_either(tmp_path: Path) -> None:
    seen = imported(puente("draft", "--help", data_dir=tmp_path, python=("-X", "importtime")).stderr)
    assert seen.isdisjoint(HEAVY)


def test_a_guided_draft_imports_no_model_library_no_index_and_no_page(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    done = puente("draft", "small.yaml", "--json", data_dir=tmp_path, python=("-X", "importtime"))
    assert json.loads(done.stdout)["writer"] == "guided"
    assert imported(done.stderr).isdisjoint(("openai", "langchain_core", "chromadb", "tantivy", "onnxruntime", "gradio", "dbos", "docx"))


def test_a_document_pipes_from_draft_into_check_with_its_accents_in_utf_8(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    drafted = puente("draft", "small.yaml", "--lang", "es", "--json", data_dir=tmp_path, PYTHONIOENCODING="ascii")
    assert drafted.stderr == ""
    assert "ñ" in drafted.stdout
    assert "\\u00f1" not in drafted.stdout
    checked = puente("check", "-", "--json", data_dir=tmp_path, stdin=drafted.stdout)
    assert (checked.returncode, checked.stderr) == (drafted.returncode, "")
    assert json.loads(checked.stdout) == json.loads(drafted.stdout)


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    lines = subprocess.Popen(
        [sys.executable, "-m", "app", "library", "lint"],
        cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert lines.stdout is not None
    lines.stdout.close()
    _, errors = lines.communicate(timeout=60)
    assert lines.returncode == 0
    assert b"Traceback" not in errors


def test_a_bad_setting_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = puente("doctor", data_dir=tmp_path, PUENTE_TODAY="tomorrow")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "puente: PUENTE_TODAY: “tomorrow” is no date (year-month-day)\n"
