"""Files that carry orders where a reader does not look: layers, tiny and white letters, notes, properties, descriptions, cells."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from tests.ingest.office import SAID, W, docx, eml, paragraph, pdf, pptx, shape, zipped

Made = Callable[[Sequence[str]], bytes]


def _pdf(orders: Sequence[str], before: str) -> bytes:
    """A page as it is seen, and under it the orders, drawn with `before` in force: a colour, a size, a mode, a place."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([SAID]))))
    page, drawn = writer.pages[0], DecodedStreamObject()
    lines = [" ".join(o.split()).encode("cp1252", "replace").decode("cp1252") for o in orders]
    plain = (line.replace("\\", "/").replace("(", "[").replace(")", "]") for line in lines)
    shown = "".join(f"({line}) Tj 0 -12 Td " for line in plain)
    contents = page.get_contents()
    assert contents is not None, "the page says something"
    seen = contents.get_data().decode("cp1252")
    drawn.set_data(f"{seen}\nBT /F1 9 Tf {before} 50 600 Td {shown}ET".encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(drawn)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _pdf_properties(orders: Sequence[str]) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([SAID]))))
    text = " ".join(orders)
    writer.add_metadata({"/Title": text, "/Subject": text, "/Keywords": text, "/Author": text})
    writer.add_attachment("orders.txt", text.encode())
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _word(orders: Sequence[str], look: str) -> bytes:
    runs = "".join(f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{escape(o)}</w:t></w:r></w:p>" for o in orders)
    return docx(paragraph(SAID) + runs)


def _word_properties(orders: Sequence[str]) -> bytes:
    text = escape(" ".join(orders))
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text}</dc:title><dc:subject>{text}</dc:subject></cp:coreProperties>'
    )
    own = f"<Properties><property name='note'><vt:lpwstr xmlns:vt='v'>{text}</vt:lpwstr></property></Properties>"
    said = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    comments = f"<w:comments {W}><w:comment w:id='0' w:author={quoteattr(text)}>{said}</w:comment></w:comments>"
    return docx(paragraph(SAID), parts={"docProps/core.xml": core, "docProps/custom.xml": own, "word/comments.xml": comments})


def _word_description(orders: Sequence[str]) -> bytes:
    text = quoteattr(" ".join(orders))
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name={text} title={text} descr={text}/></wp:inline></w:drawing></w:r></w:p>'
    )
    return docx(paragraph(SAID) + picture)


def _slides(orders: Sequence[str]) -> bytes:
    """On the slide beside what is seen, and in the speaker's notes."""
    return pptx([shape(SAID) + shape("\n".join(orders))], notes={1: "\n".join(orders)})


def _slide_description(orders: Sequence[str]) -> bytes:
    text = quoteattr(" ".join(orders))
    return pptx([shape(SAID) + f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="p" descr={text} title={text}/><p:nvPr/></p:nvPicPr></p:pic>'])


def _cells(orders: Sequence[str]) -> bytes:
    """A workbook: such files are refused, cells and all."""
    cells = "".join(f"<si><t>{escape(o)}</t></si>" for o in orders)
    return zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": f"<sst>{cells}</sst>"})


def _page(orders: Sequence[str], style: str) -> bytes:
    return f"<html><body><p>{SAID}</p>{''.join(f'<p {style}>{escape(o)}</p>' for o in orders)}</body></html>".encode()


def _picture_page(orders: Sequence[str]) -> bytes:
    text = quoteattr(" ".join(orders))
    coded = base64.b64encode(" ".join(orders).encode()).decode()
    return f"<html><body><p>{SAID}</p><img alt={text} title={text} src='data:text/plain;base64,{coded}'></body></html>".encode()


SEEN_BY_TEXT: dict[str, Made] = {
    "white.pdf": lambda o: _pdf(o, "1 1 1 rg"),
    "tiny.pdf": lambda o: _pdf(o, "/F1 1 Tf"),
    "unpainted.pdf": lambda o: _pdf(o, "3 Tr"),
    "beside-the-page.pdf": lambda o: _pdf(o, "2000 0 Td"),
    "white.docx": lambda o: _word(o, '<w:color w:val="FFFFFF"/>'),
    "tiny.docx": lambda o: _word(o, '<w:sz w:val="2"/>'),
    "slides.pptx": _slides,
    "white.html": lambda o: _page(o, "style='color:#fff'"),
    "mail.eml": lambda o: eml(SAID + "\n\n" + "\n\n".join(o)),
    "plain.md": lambda o: (SAID + "\n\n" + "\n\n".join(o)).encode(),
}
"""What a text layer gives although an eye may miss it: it ends as plain text."""
UNSEEN: dict[str, Made] = {
    "properties.pdf": _pdf_properties,
    "hidden.docx": lambda o: _word(o, "<w:vanish/>"),
    "properties.docx": _word_properties,
    "description.docx": _word_description,
    "description.pptx": _slide_description,
    "hidden.html": lambda o: _page(o, "hidden"),
    "description.html": _picture_page,
}
"""What is no text of the paper: it ends nowhere."""
REFUSED: dict[str, Made] = {"cells.xlsx": _cells}
