"""A firm's own Word template: whole ones are used, broken ones are refused in plain words."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from app.catalog.text import error_line, languages
from app.errors import BadInput
from app.export.docx import to_docx
from app.export.make_house_template import HOUSE, house_template
from tests.export.builders import W, document, names, part, section, text_of
from tests.export.sample import sample


def firm_template(folder: Path, *lines: str, header: str = "") -> Path:
    """A template as Word's own defaults make it, with a few lines of text."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    made.core_properties.author = "Jane Template"
    path = folder / "firm.docx"
    made.save(str(path))
    return path


def test_the_committed_house_template_is_what_its_script_makes() -> None:
    assert HOUSE.read_bytes() == house_template()


def test_a_firms_template_keeps_its_page_and_gets_the_document(tmp_path: Path) -> None:
    path = firm_template(tmp_path, "Firm & Partners", "{{ title }}", "{{ body }}", "Closing words", header="{{ running }}")
    made = docx.Document(io.BytesIO(to_docx(sample(), template=path)))
    texts = [p.text for p in made.paragraphs]
    assert texts[0] == "Firm & Partners"
    assert texts[1] == "Plant Director – Saltillo and Laredo"
    assert texts[-1] == "Closing words"
    assert "1. The mandate on one page" in texts
    assert "Plant Director" in made.sections[0].header.paragraphs[0].text
    assert made.core_properties.author == "Puente"


def test_styles_that_a_template_lacks_are_lent_and_lists_stay_lists(tmp_path: Path) -> None:
    data = to_docx(sample(), template=firm_template(tmp_path, "{{ body }}"))
    known = {s.get(f"{W}styleId") for s in part(data, "word/styles.xml").iter(f"{W}style")}
    root = part(data, "word/document.xml")
    used = {e.get(f"{W}val") for e in root.iter() if e.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known
    assert "word/footnotes.xml" in names(data)


def test_a_placeholder_that_word_tore_apart_is_still_found(tmp_path: Path) -> None:
    made = docx.Document()
    line = made.add_paragraph("{{ bo")
    line.add_run("dy").bold = True
    line.add_run(" }}")
    path = tmp_path / "torn.docx"
    made.save(str(path))
    assert "1. The mandate on one page" in text_of(part(to_docx(sample(), template=path), "word/document.xml"))


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("Nothing here",), "export.template_broken.body"),
        (("Text before {{ body }}",), "export.template_broken.body"),
        (("{{ body }}", "{{ fee }}"), "export.template_broken.placeholder"),
        (("{{ body }}", "{{ title.__class__ }}"), "export.template_broken.placeholder"),
        (("{{ body }}", "{% for x in y %}"), "export.template_broken.command"),
        (("{{ body }}", "{{ title"), "export.template_broken.command"),
        (("{{ body }}", "{# hidden #}"), "export.template_broken.command"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_by_name(tmp_path: Path, lines: tuple[str, ...], key: str) -> None:
    path = firm_template(tmp_path, *lines)
    with pytest.raises(BadInput) as caught:
        to_docx(document(section("a", "A")), template=path)
    assert caught.value.key == key
    assert "firm.docx" in caught.value.where


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off", HOUSE.read_bytes()[:3000]])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        to_docx(document(), template=path)
    assert caught.value.key == "export.template_broken"


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "zip.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(BadInput, match=r"zip\.docx"):
        to_docx(document(), template=path)


def test_a_part_with_broken_xml_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "xml.docx"
    with zipfile.ZipFile(HOUSE) as given, zipfile.ZipFile(path, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, b"<w:document" if name == "word/document.xml" else given.read(name))
    with pytest.raises(BadInput, match=r"xml\.docx"):
        to_docx(document(), template=path)


def test_a_template_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        to_docx(document(), template=tmp_path / "nowhere.docx")
    assert caught.value.key == "export.template_broken"


@pytest.mark.parametrize("lang", languages())
def test_each_refusal_has_a_sentence_in_each_language(tmp_path: Path, lang: str) -> None:
    for lines in (("x",), ("{{ body }}", "{{ fee }}"), ("{{ body }}", "{% x %}")):
        with pytest.raises(BadInput) as caught:
            to_docx(document(), template=firm_template(tmp_path, *lines))
        line = error_line(lang, caught.value)
        assert "export." not in line
        assert "firm.docx" in line


def test_a_template_with_notes_and_comments_of_its_own_keeps_them(tmp_path: Path) -> None:
    own = docx.Document(io.BytesIO(to_docx(sample("es"))))
    own.add_paragraph("{{ body }}")
    path = tmp_path / "annotated.docx"
    own.save(str(path))
    data = to_docx(sample("en"), template=path)
    notes = [n.get(f"{W}id") for n in part(data, "word/footnotes.xml")]
    comments = [c.get(f"{W}id") for c in part(data, "word/comments.xml")]
    root = part(data, "word/document.xml")
    assert len(notes) == len(set(notes)) == 2 * 7 + 2
    assert len(comments) == len(set(comments))
    assert {r.get(f"{W}id") for r in root.iter(f"{W}footnoteReference")} <= set(notes)
    assert {r.get(f"{W}id") for r in root.iter(f"{W}commentReference")} == set(comments)
    marks = [(b.get(f"{W}id"), b.get(f"{W}name")) for b in root.iter(f"{W}bookmarkStart")]
    assert len({number for number, _ in marks}) == len({name for _, name in marks}) == len(marks)
