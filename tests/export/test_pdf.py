"""The PDF as its readers find it: pages, contents, language, tags, notes."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.errors import BadData
from app.export import pdf
from app.export.layout import layout
from app.export.pdf import to_pdf
from tests.export.builders import block, document, section, st
from tests.export.sample_opening import TITLE

Files = dict[Lang, bytes]


def pages(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", p.extract_text().replace("\u00a0", " ")) for p in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("lang", LANGS)
def test_all_headings_are_in_the_contents_with_their_page(pdf_files: Files, samples: dict[Lang, Document], lang: Lang) -> None:
    found = pages(pdf_files[lang])
    for heading in layout(samples[lang]).headings():
        shown = re.search(re.escape(heading.text) + r" ?(\d+)", found[1])
        assert shown, heading.text
        assert heading.text in found[int(shown.group(1)) - 1]


@pytest.mark.parametrize(("lang", "tag", "page_of"), [("en", "en-US", "Page 3 of"), ("es", "es-MX", "Página 3 de")])
def test_language_tags_and_page_numbers_are_there(pdf_files: Files, lang: Lang, tag: str, page_of: str) -> None:
    reader = PdfReader(io.BytesIO(pdf_files[lang]))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"]
    assert f"{page_of} {len(reader.pages)}" in pages(pdf_files[lang])[2]
    assert "Page" not in pages(pdf_files[lang])[0]


def test_pages_are_us_letter(pdf_files: Files) -> None:
    box = PdfReader(io.BytesIO(pdf_files["en"])).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_metadata_tells_title_and_puente_and_no_person(pdf_files: Files) -> None:
    said = PdfReader(io.BytesIO(pdf_files["es"])).metadata
    assert said is not None
    assert said.title == f"Perfil y alcance de búsqueda – {TITLE['es']}"
    assert said.author == "Puente"


def test_the_picture_has_alt_text(pdf_files: Files) -> None:
    reader = PdfReader(io.BytesIO(pdf_files["en"]))
    alts = [str(o["/Alt"]) for o in _objects(reader) if "/Alt" in o]
    assert any("Shortlist presented" in a for a in alts)


def test_table_heads_repeat_on_the_next_page() -> None:
    rows = [st(f"r{i}", f"Outcome {i} | " + "measure and more words " * 8) for i in range(60)]
    found = pages(to_pdf(document(section("a", "Sixty outcomes", block("table", *rows, header=("Result sought", "How measured"))))))
    holding = [p for p in found if "Outcome" in p]
    assert len(holding) > 1
    assert all("Result sought" in p for p in holding)
    assert all(f"Outcome {i} " in " ".join(found) for i in range(60))


@pytest.mark.parametrize("lang", LANGS)
def test_every_note_names_its_sentence_and_how_sure_it_is(pdf_files: Files, samples: dict[Lang, Document], lang: Lang) -> None:
    whole = " ".join(pages(pdf_files[lang]))
    for note in layout(samples[lang]).notes:
        assert note.sentence_id in whole
        assert note.state in whole


def test_accents_and_signs_are_text_in_the_house_typefaces(pdf_files: Files) -> None:
    signs = "áéíóúñü ¿¡ † – → “q” ▲ 6 %"
    data = to_pdf(document(section("a", "A", block("paragraph", st("a.1", signs)))))
    assert signs in " ".join(pages(data))
    fonts = {str(o["/BaseFont"]) for o in _objects(PdfReader(io.BytesIO(data))) if "/BaseFont" in o}
    assert any("Libertinus" in f for f in fonts)
    assert all(re.search("Libertinus|DejaVu|LastResort", f) for f in fonts), fonts


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(section("a", "A"))
    assert to_pdf(made) == to_pdf(made)


def test_a_missing_typeface_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TEXT_FONT", "No Such Face")
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(BadData) as caught:
            to_pdf(document())
    finally:
        pdf._fonts.cache_clear()
    assert caught.value.key == "export.font_missing"


def test_a_broken_page_template_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#let x = ", "utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", broken)
    with pytest.raises(BadData) as caught:
        to_pdf(document())
    assert caught.value.key == "export.pdf_failed"


def _objects(reader: PdfReader) -> list[Any]:
    found = [reader.get_object(i) for i in range(1, len(reader.xref_objStm) + sum(len(x) for x in reader.xref.values()) + 1)]
    return [o for o in found if hasattr(o, "keys")]
