"""`puente document`: what is kept is listed, shown, changed, compared, approved, exported, and comes back from Word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused

INTAKE = """\
mandate_type: border_corridor_operations
engagement:
  confidential_search: true
  client_codename: Project Mezquite
  client_entity_legal: "Zeltano Bearings, Inc."
  confidential_terms: [Zeltano]
role:
  title_en: Plant manager
  title_es: Gerencia de planta
  mission: {en: "Run Zeltano's plant", es: "Dirigir la planta de Zeltano"}
  direct_reports: 9
process: {kickoff_date: 2027-01-11}
"""


@pytest.fixture
def doc(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kept document's id, in a data folder of its own."""
    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "i.yaml").write_text(INTAKE, "utf-8")
    drafted = run("draft", "i.yaml", "--lang", "en", "-o", "d.docx", "--json")
    return str(drafted.json()["id"])


def test_a_documents_life_on_the_command_line(run: Run, doc: str) -> None:
    assert [d["id"] for d in run("document", "list", "--json").json()["documents"]] == [doc]
    made = run("document", "edit", doc, "role.reports", "Direct reports | 9, in both plants", "--by", "Ana", "--json")
    assert (made.code, made.json()["version"]) == (0, 2)
    (change,) = run("document", "diff", f"{doc}@1", doc, "--json").json()["changes"]
    assert (change["kind"], change["statement_id"]) == ("changed", "role.reports")
    assert "{+, in both plants+}" in run("document", "diff", f"{doc}@1", doc).out
    refused(run("document", "approve", doc, "role"), "role.location")
    assert run("document", "lock", doc, "role", "--json").json()["version"] == 3
    refused(run("document", "edit", doc, "role.reports", "Direct reports | 8"), "role", "locked")
    assert run("document", "unlock", doc, "role").code == 0
    assert run("document", "restore", f"{doc}@1", "--json").json()["version"] == 5
    assert run("document", "regenerate", doc, "role", "--json").json()["version"] == 6
    assert run("document", "settle", doc, "role.location", "Reynosa", "--source", "call", "--json").json()["version"] == 7
    assert run("document", "comment", doc, "role.reports", "Which nine?").code == 0
    shown = run("document", "show", doc, "--json").json()
    kinds = [e["kind"] for e in shown["events"]]
    assert kinds == ["edited", "locked", "unlocked", "restored", "regenerated", "settled", "commented"]
    assert "Which nine?" in run("document", "show", doc).out
    assert run("document", "clone", doc).out.startswith("man-")


def test_an_edited_file_comes_back(run: Run, doc: str, tmp_path: Path) -> None:
    from app.domain.document import Document
    from tests.services.word_scripts import WordScript

    kept = Document.model_validate(run("document", "show", doc, "--json").json()["document"])
    script = WordScript(kept)
    script.replace("role.reports", "9", "9 plus a deputy", tracked=True, cell=1)
    script.comment("role.title", "Is this the title?")
    (tmp_path / "edited.docx").write_bytes(script.saved())
    made = run("document", "import", "edited.docx", "--json").json()
    assert [p["kind"] for p in made["proposals"]] == ["comment", "change"]
    assert run("document", "proposals", doc).out.count("#") == 2
    assert run("document", "proposals", doc, "--reject", "1").code == 0
    accepted = run("document", "proposals", doc, "--accept", "2", "--json").json()
    assert accepted["version"] == 2
    assert run("document", "proposals", doc, "--json").json() == {"proposals": []}
    (tmp_path / "broken.docx").write_bytes(b"nothing")
    refused(run("document", "import", "broken.docx"), "broken.docx")
    refused(run("document", "import", "i.yaml"), "i.yaml")


@pytest.mark.parametrize("variant", ["client", "candidate", "codename"])
def test_copies_for_others_are_exported_without_what_is_confidential(run: Run, doc: str, tmp_path: Path, variant: str) -> None:
    assert run("document", "export", doc, "--variant", variant, "-o", "c.md", "-o", "c.json").code == 0
    text = (tmp_path / "c.md").read_text("utf-8")
    assert ("Zeltano" in text) == (variant == "client")
    assert "Project Mezquite" in text
    assert run("check", "c.json", "--intake", "i.yaml").code == 0


def test_a_leak_typed_into_a_copy_is_found_by_check(run: Run, doc: str, tmp_path: Path) -> None:
    assert run("document", "export", doc, "--variant", "codename", "-o", "c.json").code == 0
    path = tmp_path / "c.json"
    path.write_text(path.read_text("utf-8").replace("Direct reports", "Zeltano’s reports"), "utf-8")
    found = run("check", "c.json")
    assert found.code == 1
    assert "Zeltano" not in found.out


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("show", "doc-nothing"), "doc-nothing"),
        (("edit", "DOC", "nowhere", "x"), "nowhere"),
        (("approve", "DOC", "nowhere"), "nowhere"),
        (("settle", "DOC", "role.nowhere", "x", "--source", "y"), "role.nowhere"),
        (("export", "DOC", "--variant", "press", "-o", "x.md"), "press"),
        (("restore", "DOC@99"), "DOC@99"),
        (("clone", "man-nothing"), "man-nothing"),
        (("proposals", "DOC", "--accept", "7"), "7"),
        (("translate", "DOC"), "PUENTE_MODEL"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(run: Run, doc: str, words: tuple[str, ...], names: str) -> None:
    refused(run("document", *(w.replace("DOC", doc) for w in words)), names.replace("DOC", doc))
