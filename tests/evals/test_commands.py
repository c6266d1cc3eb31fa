"""The commands as a user types them: exit codes 0, 1, 2 and 3, one clear line on standard error, and files that appear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.cli import evals
from evals.suites import CASES

ONE = ("--only", "F-EN-01-softened", "--concurrency", "1")


def said(*words: str | Path) -> Result:
    return CliRunner().invoke(evals, [str(w) for w in words])


def test_run_promote_and_compare_pass_by_identity(tmp_path: Path) -> None:
    runs, baselines = tmp_path / "runs", tmp_path / "baselines"
    ran = said("run", "memos", *ONE, "--runs", runs, "--json")
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)["runs"][0]
    assert told["cases"] == 1
    assert "not tested" in told["not_tested"]
    assert said("baseline", "promote", "memos", "--runs", runs, "--baselines", baselines).exit_code == 2
    assert said("baseline", "promote", "memos", "--reason", "first", "--runs", runs, "--baselines", baselines).exit_code == 0
    page = tmp_path / "report.html"
    compared = said("compare", baselines / "memos" / "main", runs / "memos" / told["run"], "--html", page)
    assert compared.exit_code == 0
    assert "word for word" in compared.stdout
    assert "<svg" in page.read_text("utf-8")


def test_a_gate_without_a_baseline_and_one_of_other_cases_are_faults_of_integrity(tmp_path: Path) -> None:
    runs, baselines = tmp_path / "runs", tmp_path / "baselines"
    missing = said("gate", "memos", "--baseline", "nowhere", "--runs", runs)
    assert missing.exit_code == 2
    assert "there is no baseline nowhere; make it" in missing.stderr
    said("run", "memos", *ONE, "--runs", runs)
    said("baseline", "promote", "memos", "--reason", "first", "--runs", runs, "--baselines", baselines)
    manifest = baselines / "memos" / "main" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"dataset": "', '"dataset": "0'), "utf-8")
    told = said("compare", manifest.parent, next((runs / "memos").iterdir()))
    assert told.exit_code == 2
    assert "not comparable: dataset" in told.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "prose"), "no suite"),
        (("run", "memos", "--writer", "quill"), "--writer quill"),
        (("run", "memos", "--epochs", "0"), "at least 1"),
        (("compare", "a", "b"), "no run or baseline called a"),
        (("label", "brief_statement"), "--rater"),
        (("label", "taste", "--rater", "x"), "no rubric"),
        (("add-case", "nowhere.json", "--finding", "0", "--origin", "x"), "no such file"),
        (("import", "nowhere.csv", "--into", "x.yaml"), "no such file"),
    ],
)
def test_bad_input_is_exit_2_with_one_line_that_says_what_to_do(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    runs = ("--runs", tmp_path) if words[0] in ("run", "compare") else ()
    found = said(*words, *runs)
    assert found.exit_code == 2
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_a_plan_tells_clusters_and_the_smallest_fall_that_it_could_find(tmp_path: Path) -> None:
    found = said("plan", "briefs", "--runs", tmp_path, "--json")
    assert found.exit_code == 0
    plan = json.loads(found.stdout)["plans"][0]
    assert plan["clusters"] >= 16
    assert plan["calls"] == 0
    live = json.loads(said("plan", "briefs", "--writer", "standin", "--runs", tmp_path, "--json").stdout)["plans"][0]
    assert live["calls"] > 0


def test_calibration_is_exit_3_while_it_is_advisory() -> None:
    found = said("calibrate", "brief_statement")
    assert found.exit_code == 3
    assert "advisory" in found.stdout


def test_labelling_keeps_each_answer_and_stops_at_an_empty_line(tmp_path: Path) -> None:
    import shutil

    folder = shutil.copytree(CASES.parent / "judges", tmp_path / "judges")
    found = CliRunner().invoke(evals, ["label", "brief_statement", "--rater", "ana", "--folder", str(folder)], input="2\n9\n3\n\n")
    assert found.exit_code == 0
    assert "2 kept" in found.stdout
    assert "guided" not in found.stdout, "the writer stays hidden"


def test_lint_holds_every_file_and_finds_no_orphan() -> None:
    found = said("lint")
    assert found.exit_code == 0, found.stdout
    assert "orphan" not in found.stdout
