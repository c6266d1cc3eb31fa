"""Text that would like to be a program, very long or very strange text: it is printed as text, in every form."""

from __future__ import annotations

import io
import re

import docx
import pytest
from pypdf import PdfReader

from app.export.docx import to_docx
from app.export.files import export_bytes
from app.export.pdf import to_pdf
from app.export.timeline import gates
from app.export.timeline_picture import timeline_png
from tests.export.builders import MADE_AT, block, document, part, section, st, text_of, words

HOSTILE = (
    '#let x = read("document.json")',
    '#image("/etc/passwd") $ x^2 $ @ref <label> \\ // comment',
    "<script>alert(1)</script> & <w:p/> ]]>",
    "{{ 7*7 }} {% for a in b %} {# c #} {_{ title }_}",
    "[x](javascript:alert(1)) `code`",
    "=cmd|' /C calc'!A0",
    "\ue000title\ue001",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands_in_word(text: str) -> None:
    data = to_docx(words(text))
    root = part(data, "word/document.xml")
    assert text_of(root).count(text) >= 5
    assert "49" not in text_of(root)
    codes = [i.text or "" for i in root.iter() if i.tag.endswith("}instrText")]
    assert all(code.split()[0] in ("PAGEREF", "NOTEREF") for code in codes)
    assert docx.Document(io.BytesIO(data)).core_properties.title.endswith(text)


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_hostile_text_is_printed_as_it_stands_in_pdf(text: str) -> None:
    whole = "".join(p.extract_text() for p in PdfReader(io.BytesIO(to_pdf(words(text)))).pages)
    assert re.sub(r"\s", "", whole).count(re.sub(r"\s", "", text)) >= 4


def test_formulas_in_gate_names_do_not_break_the_picture() -> None:
    row = st("g", "7 Dec 2026 | 0 | $\\frac{1} and \\alpha_{ | B | x")
    assert timeline_png(gates(block("timeline", row)), "en", MADE_AT.date())


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf", ".json"])
@pytest.mark.parametrize(
    "text",
    [
        "T" * 400,
        "Directora " * 40,
        "مدير المصنع في خواريز",
        "מנהל מפעל – Juárez",
        "🚀 Launch 👩‍👩‍👧 lead 🇲🇽",
        "工場長",
        "e\u0301" * 30,
        "\u202eesrever\x00\x0b",
    ],
)
def test_long_right_to_left_and_emoji_text_give_a_sound_file(suffix: str, text: str) -> None:
    data = export_bytes(words(text), suffix)
    if suffix == ".docx":
        assert docx.Document(io.BytesIO(data)).paragraphs
    elif suffix == ".pdf":
        reader = PdfReader(io.BytesIO(data))
        assert len(reader.pages) >= 3
        assert "Proyecto Encino" in reader.pages[0].extract_text()
    else:
        assert text.strip("\u202e\x00\x0b")[:3] in data.decode("utf-8")


def test_a_title_of_400_characters_stays_on_the_cover() -> None:
    title = ("Vicepresidencia de Operaciones y Cadena de Suministro " * 8)[:400].strip()
    made = words("x").model_copy(update={"intake": words(title).intake})
    reader = PdfReader(io.BytesIO(to_pdf(made)))
    assert re.sub(r"\s", "", title) in re.sub(r"\s", "", reader.pages[0].extract_text())
    opened = docx.Document(io.BytesIO(to_docx(made)))
    cover = next(p for p in opened.paragraphs if p.text == title)
    assert cover.runs[0].font.size is not None
    assert cover.runs[0].font.size.pt <= 14


def test_right_to_left_words_are_runs_of_their_own_in_word() -> None:
    root = part(to_docx(words("Plant مدير المصنع Juárez")), "word/document.xml")
    marked = [text_of(r) for r in root.iter() if r.tag.endswith("}r") and r.find("{*}rPr/{*}rtl") is not None]
    assert "مدير المصنع" in marked


def test_a_document_of_sixty_outcomes_is_whole() -> None:
    rows = [st(f"r{i}", f"Outcome {i} | measured by the same figure at both plants") for i in range(60)]
    made = document(section("a", "Outcomes", block("table", *rows, header=("Result", "Measure"))))
    assert text_of(part(to_docx(made), "word/document.xml")).count("Outcome ") == 60


def test_a_statement_id_that_comes_twice_has_one_bookmark() -> None:
    made = document(section("a", "A", block("paragraph", st("same", "One."), st("same", "Two."))))
    root = part(to_docx(made), "word/document.xml")
    marks = [b.get(b.keys()[1]) for b in root.iter() if b.tag.endswith("}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert "Two." in text_of(root)
