"""`puente draft`: exit codes, what is printed, languages and where they come from, files, versions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import FULL, SMALL, Run

CLASH = SMALL.replace("kickoff_date: 2027-01-11", "kickoff_date: 2027-01-11, deadline: 2026-12-01")


def with_language(path: Path, lang: str) -> Path:
    """The small intake with a brief_language."""
    path.write_text(f"{SMALL}engagement: {{brief_language: {lang}}}\n", "utf-8")
    return path


def test_a_draft_with_gaps_is_written_and_exits_0(run: Run, small: Path) -> None:
    ran = run("draft", small, "--json")
    assert (ran.code, ran.err) == (0, "")
    document = ran.json()
    assert document["status"] == "draft"
    assert document["gaps"]
    assert not [f for f in document["findings"] if f["severity"] == "block"]


def test_a_contradiction_exits_1_and_both_output_and_file_still_come(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clash.yaml").write_text(CLASH, "utf-8")
    ran = run("draft", "clash.yaml", "--json", "-o", "clash.out.json")
    assert ran.code == 1
    assert ran.json()["status"] == "needs_review"
    assert any(f["check"] == "intake_contradiction" and f["severity"] == "block" for f in ran.json()["findings"])
    assert json.loads((tmp_path / "clash.out.json").read_text("utf-8"))["status"] == "needs_review"


def test_without_json_the_draft_is_told_in_words_of_the_readers_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clash.yaml").write_text(CLASH, "utf-8")
    english, spanish = run("draft", "clash.yaml"), run("draft", "clash.yaml", PUENTE_LANG="es")
    assert "findings" in english.out
    assert "block: " in english.out
    assert "hallazgos" in spanish.out
    assert "findings" not in spanish.out.splitlines()[0]


def test_json_is_one_object_and_a_line_end(run: Run, small: Path) -> None:
    ran = run("draft", small, "--json")
    assert ran.out.startswith("{\n")
    assert ran.out.endswith("}\n")


def test_both_languages_print_as_a_list_of_two_and_write_a_file_each(run: Run, small: Path, tmp_path: Path) -> None:
    ran = run("draft", small, "--lang", "both", "--json", "-o", "x.json", "-o", "notes.v2.md")
    assert list(ran.json()) == ["documents"]
    assert [d["lang"] for d in ran.json()["documents"]] == ["en", "es"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.v2.en.md", "notes.v2.es.md", "small.yaml", "x.en.json", "x.es.json"]
    for lang in ("en", "es"):
        assert json.loads((tmp_path / f"x.{lang}.json").read_text("utf-8"))["lang"] == lang


def test_a_file_of_json_holds_what_is_printed(run: Run, small: Path, tmp_path: Path) -> None:
    ran = run("draft", small, "--json", "-o", "x.json")
    assert json.loads((tmp_path / "x.json").read_text("utf-8")) == ran.json()


@pytest.mark.parametrize(
    ("flag", "in_intake", "setting", "expected"),
    [
        ("es", "en", "en", ["es"]),
        ("both", "en", "en", ["en", "es"]),
        (None, "es", "en", ["es"]),
        (None, "both", "es", ["en", "es"]),
        (None, None, "es", ["es"]),
        (None, None, None, ["en"]),
    ],
)
def test_the_language_is_that_of_flag_then_intake_then_setting_then_english(
    run: Run, tmp_path: Path, flag: str | None, in_intake: str | None, setting: str | None, expected: list[str]
) -> None:
    intake = tmp_path / "i.yaml"
    intake.write_text(SMALL, "utf-8")
    if in_intake:
        with_language(intake, in_intake)
    ran = run("draft", intake, *(("--lang", flag) if flag else ()), "--json", PUENTE_LANG=setting)
    documents = ran.json().get("documents", [ran.json()])
    assert [d["lang"] for d in documents] == expected


def test_an_open_brief_language_falls_to_the_setting(run: Run, tmp_path: Path) -> None:
    intake = with_language(tmp_path / "i.yaml", "{status: tbc}")
    assert run("draft", intake, "--json", PUENTE_LANG="es").json()["lang"] == "es"


def test_an_intake_may_be_json_or_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "i.json").write_text('{"role": {"title_en": "Plant manager"}}', "utf-8")
    from_file = run("draft", "i.json", "--json").json()
    piped = run("draft", "-", "--json", stdin=b'{"role": {"title_en": "Plant manager"}}').json()
    assert from_file["intake"] == piped["intake"]
    assert from_file["mandate_id"] == piped["mandate_id"]


def test_a_second_draft_of_the_same_intake_is_the_next_version_of_the_same_document(run: Run, tmp_path: Path) -> None:
    intake = tmp_path / "i.yaml"
    intake.write_text(SMALL.replace("Plant manager", "Plant manager, second shift"), "utf-8")
    first, second, client = (run("draft", intake, "--json", *more).json() for more in ((), (), ("--variant", "client")))
    assert (first["version"], second["version"], client["version"]) == (1, 2, 1)
    assert first["id"] == second["id"] != client["id"]
    assert first["mandate_id"] == second["mandate_id"] == client["mandate_id"]
    assert first["sections"] == second["sections"]


def test_the_clients_variant_leaves_out_intake_findings_and_calls(run: Run, small: Path) -> None:
    document = run("draft", small, "--variant", "client", "--json").json()
    assert "intake" not in document
    assert (document["variant"], document["findings"], document["calls"]) == ("client", [], [])


def test_every_form_of_file_is_written_by_one_command(run: Run, small: Path, tmp_path: Path) -> None:
    ran = run("draft", small, "--lang", "es", *(f for ending in ("json", "md", "docx", "pdf") for f in ("-o", f"x.{ending}")))
    assert (ran.code, ran.err) == (0, "")
    heads = {ending: (tmp_path / f"x.{ending}").read_bytes()[:4] for ending in ("docx", "pdf", "json")}
    assert heads == {"docx": b"PK\x03\x04", "pdf": b"%PDF", "json": b"{\n  "}
    assert "Gerencia de planta" in (tmp_path / "x.md").read_text("utf-8")
    assert all(f"→ x.{ending}" in ran.out for ending in ("json", "md", "docx", "pdf"))


def test_a_file_that_exists_is_replaced_whole(run: Run, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    target.write_text("old " * 100_000, "utf-8")
    ran = run("draft", small, "--json", "-o", target)
    assert ran.code == 0
    assert json.loads(target.read_text("utf-8")) == ran.json()


def test_a_write_that_fails_keeps_the_old_file_and_leaves_nothing_beside_it(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.json"
    target.write_text("old", "utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    ran = run("draft", small, "--json", "-o", target)
    assert (ran.code, ran.out) == (2, "")
    assert "x.json" in ran.err
    assert target.read_text("utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["small.yaml", "x.json"]


def test_an_output_that_would_overwrite_the_intake_is_refused(run: Run, tmp_path: Path) -> None:
    intake = tmp_path / "i.json"
    intake.write_text('{"role": {"title_en": "Plant manager"}}', "utf-8")
    before = intake.read_bytes()
    ran = run("draft", "i.json", "-o", tmp_path / "i.json")
    assert ran.code == 2
    assert "i.json" in ran.err
    assert intake.read_bytes() == before


def test_every_kind_of_document_can_be_drafted(run: Run) -> None:
    from app.catalog.kinds import document_kinds

    for kind in document_kinds():
        ran = run("draft", FULL, "--kind", kind, "--lang", "en", "--json")
        assert ran.json()["kind"] == kind
        assert ran.code == (1 if ran.json()["status"] == "needs_review" else 0)
