"""The forms by their endings, and what opening them elsewhere shows."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.catalog.text import error_line, languages
from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.errors import BadInput
from app.export.files import SUFFIXES, export_bytes
from app.export.layout import layout


def test_json_holds_the_whole_document_and_ends_in_a_line(samples: dict[Lang, Document]) -> None:
    data = export_bytes(samples["es"], ".json")
    assert data.endswith(b"}\n")
    assert b'"withheld"' not in data
    assert Document.model_validate_json(data) == samples["es"]


@pytest.mark.parametrize("suffix", [s.upper() for s in SUFFIXES])
def test_the_case_of_an_ending_does_not_matter(samples: dict[Lang, Document], suffix: str) -> None:
    assert export_bytes(samples["en"], suffix)


@pytest.mark.parametrize("suffix", [".odt", "", "docx"])
def test_an_unknown_ending_is_refused_and_the_known_ones_are_named(samples: dict[Lang, Document], suffix: str) -> None:
    with pytest.raises(BadInput) as caught:
        export_bytes(samples["en"], suffix)
    assert caught.value.key == "export.suffix"
    for lang in languages():
        assert ".docx" in error_line(lang, caught.value)


def test_asking_for_forms_loads_no_writer() -> None:
    code = "import sys, app.export.files; print([m for m in ('docx', 'docxtpl', 'typst', 'matplotlib') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert said.stdout.strip() == "[]"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_shows_headings_tables_and_every_footnote_in_order(
    samples: dict[Lang, Document], word_files: dict[Lang, bytes], tmp_path: Path, lang: Lang
) -> None:
    (tmp_path / "sample.docx").write_bytes(word_files[lang])
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "sample.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    reader = PdfReader(io.BytesIO((tmp_path / "sample.pdf").read_bytes()))
    whole = re.sub(r"\s+", " ", " ".join(p.extract_text() for p in reader.pages))
    made = layout(samples[lang])
    assert all(whole.count(h.text) >= 2 for h in made.headings())
    places = [whole.find(n.line) for n in made.notes]
    assert -1 not in places
    assert places == sorted(places)
