"""The Word file, by its own XML: what Word and LibreOffice will find in it."""

from __future__ import annotations

import io
import re

import docx
import pytest

from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.export.bookmarks import MARK_STYLES, bookmark_names
from app.export.docx import to_docx
from app.export.inline import plain, runs
from app.export.layout import layout
from tests.export.builders import W, document, names, part, section, text_of
from tests.export.sample import sample
from tests.export.sample_opening import TITLE

Files = dict[Lang, bytes]
Samples = dict[Lang, Document]


@pytest.mark.parametrize("lang", LANGS)
def test_sections_are_real_headings_and_the_contents_name_them_all(word_files: Files, samples: Samples, lang: Lang) -> None:
    made = docx.Document(io.BytesIO(word_files[lang]))
    headings = [p.text for p in made.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [h.text for h in layout(samples[lang]).headings()]
    root = part(word_files[lang], "word/document.xml")
    marks = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    pages = [t.split()[1] for i in root.iter(f"{W}instrText") if (t := i.text or "").split()[:1] == ["PAGEREF"]]
    assert len(pages) == len(set(pages)) == len(headings)
    assert set(pages) <= marks
    entries = [
        text_of(p).strip() for p in root.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == "TOC1"
    ]
    assert entries == headings


def test_contents_entries_lead_to_bookmarks_that_are_there(word_files: Files) -> None:
    root = part(word_files["en"], "word/document.xml")
    marks = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    anchors = [a for h in root.iter(f"{W}hyperlink") if (a := h.get(f"{W}anchor"))]
    assert anchors
    assert set(anchors) <= marks


@pytest.mark.parametrize("lang", LANGS)
def test_every_citation_is_a_true_footnote_with_its_words(word_files: Files, samples: Samples, lang: Lang) -> None:
    root, notes = part(word_files[lang], "word/document.xml"), part(word_files[lang], "word/footnotes.xml")
    words = {n.get(f"{W}id"): text_of(n).strip() for n in notes.iter(f"{W}footnote")}
    referred = [words[r.get(f"{W}id")] for r in root.iter(f"{W}footnoteReference")]
    assert referred == [n.line for n in layout(samples[lang]).notes]


def test_a_sentence_cited_again_refers_to_its_first_note(word_files: Files) -> None:
    root = part(word_files["en"], "word/document.xml")
    fields = [i.text or "" for i in root.iter(f"{W}instrText") if "NOTEREF" in (i.text or "")]
    marks = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    assert fields
    assert all(field.split()[1] in marks for field in fields)


def test_comments_are_numbered_apart_from_footnotes(word_files: Files) -> None:
    """LibreOffice 7.4 takes a comment for the footnote of the same number and then prints wrong footnotes."""
    comments = {c.get(f"{W}id") for c in part(word_files["en"], "word/comments.xml")}
    notes = {n.get(f"{W}id") for n in part(word_files["en"], "word/footnotes.xml")}
    assert comments
    assert not comments & notes


def test_gaps_and_findings_are_comments_beside_their_statement(word_files: Files) -> None:
    made = docx.Document(io.BytesIO(word_files["en"]))
    said = [c.text for c in made.comments]
    assert sum("Which company employs this person?" in text for text in said) == 1
    assert any(text.startswith("To be mended: The figure has no source.") for text in said)
    assert {c.author for c in made.comments} == {"Puente"}
    root = part(word_files["en"], "word/document.xml")
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(root.iter(f"{W}{kind}"))) == len(said)


@pytest.mark.parametrize("lang", LANGS)
def test_each_statement_stands_between_the_ends_of_its_bookmark(word_files: Files, samples: Samples, lang: Lang) -> None:
    root = part(word_files[lang], "word/document.xml")
    styles = part(word_files[lang], "word/styles.xml")
    marks = {s.get(f"{W}styleId") for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val") in MARK_STYLES}
    found: dict[str, list[str]] = {}
    inside: dict[str, str] = {}
    for element in root.iter():
        if element.tag == f"{W}bookmarkStart" and str(element.get(f"{W}name")).startswith("st_"):
            inside[element.get(f"{W}id")] = element.get(f"{W}name")
            found[element.get(f"{W}name")] = []
        elif element.tag == f"{W}bookmarkEnd":
            inside.pop(element.get(f"{W}id"), None)
        elif element.tag == f"{W}t" and inside:
            style = element.getparent().find(f"{W}rPr/{W}rStyle")
            if style is None or style.get(f"{W}val") not in marks:
                for name in inside.values():
                    found[name].append(element.text or "")
    statements = [s for sec in samples[lang].sections for s in sec.statements()]
    bookmarks = bookmark_names(s.id for s in statements)
    for statement in statements:
        expected = "".join(plain(runs(c)) for c in statement.cells) if statement.cells else plain(runs(statement.text))
        assert "".join(found[bookmarks[statement.id]]) == expected


def test_tables_repeat_their_head_and_no_row_breaks_over_pages(word_files: Files) -> None:
    root = part(word_files["en"], "word/document.xml")
    tables = list(root.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
        widths = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
        assert 9200 <= sum(widths) <= 9400


@pytest.mark.parametrize(("lang", "tag"), [("en", "en-US"), ("es", "es-MX")])
def test_the_language_is_set_in_styles_settings_and_properties(word_files: Files, lang: Lang, tag: str) -> None:
    styles = part(word_files[lang], "word/styles.xml")
    assert {e.get(f"{W}val") for e in styles.iter(f"{W}lang")} == {tag}
    assert part(word_files[lang], "word/settings.xml").find(f"{W}themeFontLang").get(f"{W}val") == tag
    assert docx.Document(io.BytesIO(word_files[lang])).core_properties.language == tag


def test_properties_name_puente_and_no_person(word_files: Files) -> None:
    said = docx.Document(io.BytesIO(word_files["en"])).core_properties
    assert said.title == f"Mandate brief – {TITLE['en']}"
    assert (said.author, said.last_modified_by, said.identifier, said.version) == ("Puente", "Puente", "doc-1", "3")


def test_pages_are_numbered_by_fields_and_the_first_has_none(word_files: Files) -> None:
    feet = [name for name in names(word_files["en"]) if re.fullmatch(r"word/footer\d\.xml", name)]
    codes = {name: "".join(i.text or "" for i in part(word_files["en"], name).iter(f"{W}instrText")) for name in feet}
    assert sorted(bool("PAGE" in c and "NUMPAGES" in c) for c in codes.values()) == [False, True]
    assert part(word_files["en"], "word/document.xml").find(f".//{W}titlePg") is not None


@pytest.mark.parametrize(("lang", "words"), [("en", "Shortlist presented"), ("es", "Presentación de la lista corta")])
def test_the_timeline_picture_has_alt_text(word_files: Files, lang: Lang, words: str) -> None:
    root = part(word_files[lang], "word/document.xml")
    pictures = [e for e in root.iter() if e.tag.endswith("}docPr")]
    assert len(pictures) == 1
    assert words in pictures[0].get("descr")


def test_the_cover_tells_post_code_name_date_and_who_may_read(word_files: Files) -> None:
    made = docx.Document(io.BytesIO(word_files["es"]))
    front = [p.text for p in made.paragraphs[:6]]
    assert front[:4] == ["Perfil y alcance de búsqueda", TITLE["es"], "Proyecto Encino", "21 de noviembre de 2026"]
    foot = made.sections[0].first_page_footer
    assert any("quien patrocina y el panel" in p.text for p in foot.paragraphs)
    assert not [p for p in made.paragraphs if "{{" in p.text or "\ue000" in p.text]


def test_a_cover_line_that_is_not_known_leaves_no_blank() -> None:
    made = docx.Document(io.BytesIO(to_docx(sample("en", "candidate"))))
    assert [p.text for p in made.paragraphs[:4]][2:] == ["21 November 2026", "Version 3 · draft · candidate copy · guided writer"]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(section("a", "A"))
    assert to_docx(made) == to_docx(made)
