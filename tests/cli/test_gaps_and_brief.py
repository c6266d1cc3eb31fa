"""`puente gaps` and `puente draft-all`: what is open, and whole folders of intakes, drafted only where something changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.catalog.kinds import document_kinds
from app.cli.brief import STAMPS
from tests.cli.conftest import SMALL, Run, refused


def test_gaps_are_those_of_the_document_in_order_of_rank(run: Run, small: Path) -> None:
    found = run("gaps", small, "--json").json()["gaps"]
    assert found == run("draft", small, "--json").json()["gaps"]
    assert [g["rank"] for g in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("form", ["register", "email", "call-sheet"])
def test_every_form_of_the_gaps_is_written_in_each_language(run: Run, small: Path, tmp_path: Path, form: str) -> None:
    english, spanish = (run("gaps", small, "--as", form, "--lang", lang) for lang in ("en", "es"))
    assert (english.code, spanish.code, english.err, spanish.err) == (0, 0, "", "")
    assert english.out != spanish.out
    assert "?" in english.out
    assert "¿" in spanish.out
    assert "¿" not in english.out
    assert run("gaps", small, "--as", form, "--lang", "es", "-o", "gaps.md").out == ""
    assert (tmp_path / "gaps.md").read_text("utf-8") == spanish.out


@pytest.mark.parametrize("kind", list(document_kinds()))
def test_gaps_of_a_kind_are_those_of_its_document(run: Run, small: Path, kind: str) -> None:
    found = run("gaps", small, "--kind", kind, "--json").json()["gaps"]
    assert found
    assert found == run("draft", small, "--kind", kind, "--json").json()["gaps"]
    for lang, word in (("en", "Who decides"), ("es", "Quién decide")):
        assert word in run("gaps", small, "--kind", kind, "--lang", lang, "--as", "call-sheet").out
        assert ("?" if lang == "en" else "¿") in run("gaps", small, "--kind", kind, "--lang", lang, "--as", "email").out


@pytest.mark.parametrize("lang", ["en", "es"])
def test_gaps_of_a_bad_call_are_refused(run: Run, small: Path, lang: str) -> None:
    refused(run("gaps", small, "--as", "song", PUENTE_LANG=lang), "--as", "song", "call-sheet")
    refused(run("gaps", small, "--kind", "song", PUENTE_LANG=lang), "song", "client-update")
    refused(run("gaps", small, "--lang", "fr", PUENTE_LANG=lang), "--lang", "fr")
    refused(run("gaps", "gone.yaml", PUENTE_LANG=lang), "gone.yaml")
    refused(run("gaps", small, "-o", "gone/gaps.md", PUENTE_LANG=lang), "gaps.md")


@pytest.fixture
def intakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two intakes; only the quick forms are written."""
    monkeypatch.setattr("app.cli.brief.SUFFIXES", (".json", ".md"))
    folder = tmp_path / "intakes"
    folder.mkdir()
    (folder / "a.yaml").write_text(SMALL, "utf-8")
    (folder / "b.json").write_text('{"role": {"title_en": "Plant manager"}}', "utf-8")
    (folder / "remarks.txt").write_text("no intake", "utf-8")
    return folder


def test_a_folder_becomes_both_languages_and_afterwards_only_what_changed_is_drafted(run: Run, intakes: Path) -> None:
    out = Path("out")
    assert run("draft-all", intakes, "--out", out).code == 0
    names = {f"{stem}.{lang}.{ending}" for stem in "ab" for lang in ("en", "es") for ending in ("json", "md")}
    assert {p.name for p in out.iterdir()} == {*names, STAMPS}
    again = run("draft-all", intakes, "--out", out, PUENTE_LANG="es")
    assert (again.code, again.out) == (0, "a.yaml: al día\nb.json: al día\n")
    (intakes / "a.yaml").write_text(SMALL.replace("2027-01-11", "2027-01-18"), "utf-8")
    (out / "b.es.md").unlink()
    assert "up to date" not in run("draft-all", intakes, "--out", out).out
    assert json.loads((out / "a.es.json").read_text("utf-8"))["intake"]["process"]["kickoff_date"]["value"] == "2027-01-18"
    assert (out / "b.es.md").exists()


@pytest.mark.parametrize("record", ["{damaged", "[]"])
def test_a_damaged_record_of_what_was_drafted_only_means_drafting_again(run: Run, intakes: Path, record: str) -> None:
    (intakes / "a.yaml").unlink()
    Path("out").mkdir()
    (Path("out") / STAMPS).write_text(record, "utf-8")
    ran = run("draft-all", intakes, "--out", "out")
    assert ran.code == 0
    assert "up to date" not in ran.out


def test_an_intake_that_blocks_is_written_exits_1_and_is_tried_again(run: Run, intakes: Path) -> None:
    clash = SMALL.replace("kickoff_date: 2027-01-11", "kickoff_date: 2027-01-11, deadline: 2026-12-01")
    (intakes / "a.yaml").write_text(clash, "utf-8")
    for _ in range(2):
        ran = run("draft-all", intakes, "--out", "out")
        assert ran.code == 1
        assert "a.yaml: up to date" not in ran.out
    assert (Path("out") / "a.en.json").exists()


def test_a_folder_without_intakes_and_an_output_that_is_a_file_are_refused(run: Run, intakes: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(run("draft-all", "empty"), "empty")
    refused(run("draft-all", "gone"), "gone")
    (tmp_path / "file").write_text("", "utf-8")
    refused(run("draft-all", intakes, "--out", "file"), "file")
    assert not os.path.exists("out")
