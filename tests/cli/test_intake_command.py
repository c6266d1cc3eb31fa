"""`puente intake propose | accept`: from a paper to answers with their quotes, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.catalog.intake_reader import read_intake
from tests.cli.conftest import Run, refused

PAPER = {
    "en": "Position: Plant Manager\nStart date: 1 March 2027\nThe kick-off is on 09/10/2026.\n",
    "es": "Puesto: Gerente de Planta\nFecha de ingreso: 1 de marzo de 2027\nEl arranque es el 09/10/2026.\n",
}
HELD = "# remark\nrole:\n  start_date: 2027-05-03\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "profile.txt"
    path.write_text(PAPER["en"], "utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_paper_is_proposed_with_quotes_and_questions(run: Run, paper: Path, lang: str) -> None:
    paper.write_text(PAPER[lang], "utf-8")
    told = run("intake", "propose", paper, "--lang", lang)
    assert told.code == 0
    assert {"en": "Plant Manager", "es": "Gerente de Planta"}[lang] in told.out
    assert {"en": "day and month can be read either way", "es": "día y mes pueden leerse de dos maneras"}[lang] in told.out
    found = run("intake", "propose", paper, "--json").json()
    assert {p["path"]: p["value"] for p in found["proposals"]}["role.start_date"] == "2027-03-01"
    assert all(p["status"] == "inferred" and p["quote"]["text"] in PAPER[lang] for p in found["proposals"])
    assert [q["path"] for q in found["questions"]] == ["process.kickoff_date"]


def test_accepted_ones_enter_a_new_intake_and_draft(run: Run, paper: Path, tmp_path: Path) -> None:
    file, intake = tmp_path / "p.yaml", tmp_path / "new.yaml"
    run("intake", "propose", paper, "-o", file)
    assert run("intake", "accept", file, intake, "--paths", "role.title_en").code == 0
    assert "start_date" not in intake.read_text("utf-8")
    assert run("intake", "accept", file, intake, "--all").code == 0
    found = read_intake(intake.read_bytes(), name="new.yaml").fields
    assert {p: f.status for p, f in found.items()} == {"role.title_en": "inferred", "role.start_date": "inferred"}
    assert "profile.txt" in str(found["role.start_date"].source)
    assert run("gaps", intake).code == 0


def test_a_conflict_is_shown_and_left(run: Run, paper: Path, tmp_path: Path) -> None:
    file, intake, other = tmp_path / "p.json", tmp_path / "held.yaml", tmp_path / "other.yaml"
    intake.write_text(HELD, "utf-8")
    seen = run("intake", "propose", paper, "--intake", intake, "-o", file)
    assert "2027-05-03" in seen.out
    made = run("intake", "accept", file, intake, "--all", "-o", other)
    assert made.code == 1
    assert "2027-05-03" in made.out
    assert intake.read_text("utf-8") == HELD
    text = other.read_text("utf-8")
    assert "# remark" in text
    assert "  start_date: 2027-05-03" in text
    assert "Plant Manager" in text
    told = run("intake", "accept", file, intake, "--all", "--json").json()
    assert (told["taken"], [c["path"] for c in told["clashes"]]) == (["role.title_en"], ["role.start_date"])


@pytest.mark.parametrize("args", [(), ("--all", "--paths", "role.title_en"), ("--paths", "role.mission")])
def test_what_cannot_be_taken_is_refused_in_one_line(run: Run, paper: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    file = tmp_path / "p.yaml"
    run("intake", "propose", paper, "-o", file)
    refused(run("intake", "accept", file, tmp_path / "i.yaml", *args))
    assert not (tmp_path / "i.yaml").exists()


def test_broken_files_are_refused_in_one_line(run: Run, paper: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    run("intake", "propose", paper, "-o", file)
    raw = yaml.safe_load(file.read_text("utf-8"))
    for change in ({"path": "role.start_date"}, {"path": "role.nowhere"}, {"value": ["x"]}, {"status": "stated"}):
        file.write_text(yaml.safe_dump({**raw, "proposals": [{**raw["proposals"][0], **change}, raw["proposals"][1]]}), "utf-8")
        refused(run("intake", "accept", file, tmp_path / "i.yaml", "--all"))
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    refused(run("intake", "propose", scan), "scan.png")
    refused(run("intake", "propose", tmp_path / "none.pdf"))
    refused(run("intake", "propose", paper, "--writer", "model"))
