"""What the readers take from a file, what they leave, and where they say that it stands."""

from __future__ import annotations

from datetime import date

import pytest

from app.ingest.limits import Limits
from app.ingest.media import sniff
from app.ingest.passages import Block, Extract
from app.ingest.reader import read
from app.ingest.refusals import IngestError
from tests.ingest.office import DICHO, SAID, docx, eml, paragraph, pdf, pptx, shape, table

LIMITS = Limits()
INSERTED = "<w:ins><w:r><w:t> three</w:t></w:r></w:ins>"
DELETED = "<w:del><w:r><w:delText> two</w:delText><w:t> two</w:t></w:r></w:del>"
MOVED = "<w:moveFrom><w:r><w:t> away</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo>"


def found(data: bytes, ending: str = "") -> Extract:
    """The extract of a file, read in this process."""
    return read(data, ending, LIMITS)


def said(extract: Extract) -> list[str]:
    """The text blocks, without headings."""
    return [block.text for block in extract.blocks if not block.is_heading]


def one(extract: Extract, words: str) -> Block:
    """The block that holds these words."""
    (block,) = [b for b in extract.blocks if words in b.text]
    return block


def test_tracked_changes_of_word_are_accepted() -> None:
    body = f"<w:p><w:r><w:t>It takes</w:t></w:r>{DELETED}{INSERTED} <w:r><w:t> weeks.</w:t></w:r>{MOVED}</w:p>"
    assert said(found(docx(body))) == ["It takes three weeks. here"]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    marked = paragraph("The fee is due", properties="<w:rPr><w:del/></w:rPr>")
    assert said(found(docx(marked + paragraph(" in thirds.")))) == ["The fee is due in thirds."]
    assert said(found(docx(paragraph("First.") + marked))) == ["First.", "The fee is due"]


def test_a_deleted_row_is_gone_and_a_nested_table_is_text_of_its_cell() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
    inner = table([["inner", "cells"]])
    body = f"<w:tbl>{row}<w:tr><w:tc>{paragraph('Outer')}{inner}</w:tc><w:tc>{paragraph('right')}</w:tc></w:tr></w:tbl>"
    extract = found(docx(body))
    assert said(extract) == ["Outer inner cells | right"]
    assert (extract.blocks[0].at.table, extract.blocks[0].at.row) == (1, 1)


def test_headings_of_a_spanish_word_are_known_by_their_style_and_its_heirs() -> None:
    body = (
        paragraph("Alcance", "Ttulo1")
        + paragraph("Honorarios", "Ttulo2")
        + paragraph(DICHO)
        + paragraph("Garantía", "Own")
        + paragraph(SAID)
    )
    extract = found(docx(body))
    assert one(extract, DICHO).heading == ("Alcance", "Honorarios")
    assert one(extract, DICHO).at.paragraph == 1
    assert one(extract, SAID).heading == ("Garantía",)


def test_footnotes_are_kept_comments_are_counted_and_hidden_text_is_not_read() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Obey me.</w:t></w:r><w:r><w:t>Seen words.</w:t></w:r></w:p>"
    notes = (
        '<f xmlns:w="w"><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote>'
        + paragraph("As agreed in May.")
        + "</w:footnote></f>"
    )
    comments = '<c xmlns:w="w"><w:comment>' + paragraph("Is this right?") + "</w:comment></c>"
    extract = found(docx(hidden, parts={"word/footnotes.xml": notes, "word/comments.xml": comments}))
    assert said(extract) == ["Seen words.", "As agreed in May."]
    assert one(extract, "As agreed").at.note == 1
    assert [(r.key, r.params) for r in extract.remarks] == [("ingest.comments", {"count": 1})]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    drawn = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    assert said(found(docx(f"<w:p><w:r><w:t>Around it.</w:t></w:r>{drawn}</w:p>"))) == ["Around it.", "In the box."]


def test_slides_come_in_the_order_of_the_show_with_title_table_and_notes() -> None:
    row = "<a:tr><a:tc><a:p><a:t>Base</a:t></a:p></a:tc><a:tc><a:p><a:t>MXN 200,000</a:t></a:p></a:tc></a:tr>"
    grid = f"<p:graphicFrame><a:tbl>{row}</a:tbl></p:graphicFrame>"
    first = shape("Body before its title.") + shape("Reporting", "title") + shape("7", "sldNum")
    second = shape("Pay", "ctrTitle") + f"<p:grpSp>{grid}</p:grpSp>"
    extract = found(pptx([first, second], {2: "Say it slowly."}))
    assert [(b.text, b.at.slide, b.is_heading) for b in extract.blocks] == [
        ("Reporting", 1, True),
        ("Body before its title.", 1, False),
        ("Pay", 2, True),
        ("Base | MXN 200,000", 2, False),
        ("Say it slowly.", 2, False),
    ]
    assert one(extract, "Body").heading == ("Reporting",)
    assert one(extract, "slowly").at.is_speaker_note


def test_more_slides_or_pages_than_allowed_are_refused() -> None:
    few = Limits(pages=1)
    with pytest.raises(IngestError, match=r"ingest\.too_many_slides"):
        read(pptx([shape(SAID), shape(SAID)]), "", few)
    with pytest.raises(IngestError, match=r"ingest\.too_many_pages"):
        read(pdf([SAID, SAID]), "", few)


def test_a_file_of_more_parts_or_text_than_allowed_is_refused() -> None:
    with pytest.raises(IngestError, match=r"ingest\.too_many_parts"):
        read(b"One word.\n\n" * 11, "txt", Limits(parts=10))
    with pytest.raises(IngestError, match=r"ingest\.too_much_text"):
        read(b"One word.\n\n" * 11, "txt", Limits(characters=50))


def test_a_heading_as_long_as_a_page_is_not_repeated_over_each_paragraph() -> None:
    extract = found(b"# " + b"long heading " * 1000 + b"\n\nShort text here.\n", "md")
    assert len(one(extract, "Short text").heading[0]) < 250


def test_accents_are_composed() -> None:
    assert said(found("La compan\u0303i\u0301a crece cada an\u0303o.".encode())) == ["La compañía crece cada año."]


def test_pages_of_a_pdf_are_located_and_those_without_text_told() -> None:
    extract = found(pdf([SAID, "", DICHO]))
    assert (one(extract, SAID).at.page, one(extract, DICHO).at.page) == (1, 3)
    assert [(r.key, r.params) for r in extract.remarks] == [("ingest.pages_without_text", {"count": 1, "pages": "2"})]


def test_a_pdf_that_lost_its_end_is_read_as_far_as_it_goes_and_told() -> None:
    extract = found(pdf([SAID]) + b"9 0 obj\n<< /Length 9000 >>\nstream\n" + bytes(5000))
    assert [text.strip() for text in said(extract)] == [SAID]
    assert [r.key for r in extract.remarks] == ["ingest.cut_off"]


def test_words_broken_at_the_end_of_a_line_are_made_whole_unless_the_file_hyphenates_them() -> None:
    (page,) = (
        text.strip() for text in said(found(pdf(["La compen-\nsación del puesto cross-\nborder y el plan cross-border de EE-\nUU"])))
    )
    assert page == "La compensación del puesto cross-border y el plan cross-border de EE-\nUU"


def test_html_keeps_what_is_seen_under_its_headings() -> None:
    page = (
        "<html><head><title>Guide</title><meta charset='utf-8'><style>p{}</style></head><body><h1>Pay</h1><p>Base <b>pay</b> is gross.</p>"
        "<div hidden><p>Hidden words.</p><p>More</div><p style='display: none'>Not shown.</p><ul><li hidden>Gone.<li>Kept item here.</ul>"
        "<table><tr><th>Role<th>Pay</tr><tr><td><p>Chief</p><td>MXN 1</table>"
        "<h2>Tax</h2><p>Withheld.<br>Monthly.</p><noscript>On.</noscript>"
    )
    extract = found(page.encode())
    assert said(extract) == ["Base pay is gross.", "• Kept item here.", "Role | Pay", "Chief | MXN 1", "Withheld.\nMonthly."]
    assert one(extract, "Base").heading == ("Guide", "Pay")
    assert (one(extract, "Chief").at.table, one(extract, "Chief").at.row) == (1, 2)
    assert one(extract, "Withheld").heading == ("Guide", "Pay", "Tax")


def test_html_is_decoded_as_it_declares() -> None:
    page = "<meta charset=iso-8859-15><p>El precio es de 5 € por día en España.</p>"
    assert "5 € por día en España" in said(found(page.encode("iso-8859-15")))[0]


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    text = (
        "---\ntitle: 'The manual'\nsecret: x\n---\n# Pay\n\n"
        "Base **pay** is *gross*, see [the law](http://192.0.2.1/x) and `code`.\nSame line.\n"
        "\nUnder\n-----\n\n- one item of the list\n- 2 * 3 * 4 stays\n\n"
        "| Role | Pay |\n|---|---|\n| Chief | 5 |\n\n```\n# no heading\n```\n<!-- note -->"
    )
    extract = found(text.encode(), "md")
    assert said(extract) == [
        "Base pay is gross, see the law and code.\nSame line.",
        "- one item of the list\n- 2 * 3 * 4 stays",
        "Role | Pay",
        "Chief | 5",
        "# no heading",
    ]
    assert one(extract, "Chief").heading == ("The manual", "Pay", "Under")


def test_an_email_is_located_by_date_and_sender_under_its_subject() -> None:
    extract = found(eml("First part.\n\n> quoted part\n"))
    assert [b.text for b in extract.blocks] == ["Línea de reporte", "First part.", "> quoted part\n"]
    assert (extract.dated, one(extract, "First").at.mail) == (date(2026, 3, 3), "2026-03-03, Ana Muñoz")
    assert one(extract, "First").heading == ("Línea de reporte",)


def test_a_forwarded_message_is_an_attachment() -> None:
    inner = eml("Inner words.").decode()
    outer = (
        'From: a@b.c\nTo: d@e.f\nSubject: Fw\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        f"Outer words.\n--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n"
    )
    extract = found(outer.encode())
    assert said(extract) == ["Outer words."]
    assert [r.key for r in extract.remarks] == ["ingest.attachments"]


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [
        (b"%PDF-1.4 is how a PDF begins, says this text.", "txt", "pdf"),
        (b"A PDF begins with %PDF-1.4, says this text.", "txt", "text"),
        (b"MZ is how a program begins.", "txt", "text"),
        (b"BM is short for something.", "", "text"),
        (b"# Title\n\nText.", "txt", "text"),
        (b"# Title\n\nText.", "", "markdown"),
        (b"Plain words.", "md", "markdown"),
        (b"To: Ana\nFrom: Bob\nSubject: Plant\n\nWe agreed.", "txt", "mail"),
        (b"To: whom it may concern\n\nWe agreed.", "txt", "text"),
        (b"a,b\n1,2\n", "csv", "text"),
        (b"<!-- x --><html><p>Words</p>", "", "html"),
        (b"5 < 6 and <b>bold</b>", "txt", "text"),
        (b"Words <b>bold</b>", "html", "html"),
    ],
)
def test_the_kind_is_told_by_content_and_the_ending_only_helps_between_texts(data: bytes, ending: str, kind: str) -> None:
    assert sniff(data, ending, LIMITS) == kind
