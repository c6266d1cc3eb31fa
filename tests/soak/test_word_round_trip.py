"""Thirty edits, saved by LibreOffice, come back: at least 95 % on the right statement, the others listed, none dropped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.export.docx import to_docx
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from app.services.word_return import import_word
from tests.services.builders import ANA
from tests.services.builders import house as built
from tests.services.test_word_return import matched
from tests.services.thirty_edits import THIRTY
from tests.services.word_scripts import WordScript

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of its own."""
    return built(tmp_path / "data")


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The file opened and saved again."""
    (folder / "in").mkdir()
    source = folder / "in" / "edited.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - our own file, a fixed command
    return (folder / "edited.docx").read_bytes()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_export_saved_by_libreoffice_without_an_edit_proposes_nothing(house: House, tmp_path: Path, lang: str) -> None:
    path = examples_dir() / "juarez-operations.yaml"
    (document,) = draft(house, ANA, DraftRequest(data=path.read_bytes(), name=path.name, lang=lang, writer="guided"))  # type: ignore[arg-type]
    assert import_word(house, ANA, saved_by_libreoffice(to_docx(document), tmp_path), name="e.docx").proposals == ()


def test_thirty_edits_saved_by_libreoffice_come_back(house: House, tmp_path: Path) -> None:
    path = examples_dir() / "monterrey-cfo.yaml"
    (document,) = draft(house, ANA, DraftRequest(data=path.read_bytes(), name=path.name, lang="en", writer="guided"))
    script = WordScript(document)
    for edit in THIRTY:
        edit(script)
    made = import_word(house, ANA, saved_by_libreoffice(script.saved(), tmp_path), name="edited.docx")
    assert len(made.proposals) == len(THIRTY), "none dropped, none made up"
    missing = matched(script.expected, made.proposals)
    assert len(missing) <= 0.05 * len(THIRTY), missing
