"""Small Word, PowerPoint, PDF and e-mail files, written byte by byte so that a test can break them where it wants to."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SAID = "The plant manager in Monterrey reports to the vice president of operations in Dallas."
DICHO = "La gerencia de planta en Monterrey reporta a la vicepresidencia de operaciones en Dallas."


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip container."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(targets: Mapping[str, str], folder: str = "", *, external: bool = False) -> str:
    """A relations part: id → "type target"."""
    mode = ' TargetMode="External"' if external else ""
    lines = []
    for identity, said in targets.items():
        kind, target = said.split(" ", 1)
        lines.append(f'<Relationship Id="{identity}" Type="{RELATION}/{kind}" Target="{folder}{target}"{mode}/>')
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A Word paragraph with one run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str, *, prolog: str = "", parts: Mapping[str, str] | None = None, main: str = "word/document.xml") -> bytes:
    """A Word document; `parts` adds or replaces members, `prolog` stands before the main part's XML."""
    styles = (
        f'<w:styles {W}><w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Ttulo2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Ttulo1"/></w:style></w:styles>'
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"rId1": f"officeDocument {main}"}),
        main: f"<?xml version='1.0' encoding='UTF-8'?>{prolog}<w:document {W} {R}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": relations(
            {"rId1": "styles styles.xml", "rId2": "footnotes footnotes.xml", "rId3": "comments comments.xml"}
        ),
    }
    return zipped({**members, **(parts or {})})


def shape(text: str, role: str = "") -> str:
    """A PowerPoint shape; `role` is that of a placeholder."""
    kind = f'<p:ph type="{role}"/>' if role else ""
    lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f"<p:sp><p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def pptx(slides: Sequence[str], notes: Mapping[int, str] | None = None) -> bytes:
    """A presentation of slides given as shapes; `notes` maps a slide's number to its speaker notes."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"rId1": "officeDocument ppt/presentation.xml"}),
    }
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    members["ppt/presentation.xml"] = f"<p:presentation {A} {R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    # Stored backwards: the order of slides is that of the list, not of the file names.
    order = {n: len(slides) + 1 - n for n in range(1, len(slides) + 1)}
    members["ppt/_rels/presentation.xml.rels"] = relations({f"rId{n}": f"slide slides/slide{order[n]}.xml" for n in order})
    for n, shapes in enumerate(slides, 1):
        members[f"ppt/slides/slide{order[n]}.xml"] = f"<p:sld {A} {R}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        if notes and n in notes:
            members[f"ppt/slides/_rels/slide{order[n]}.xml.rels"] = relations({"rId1": "notesSlide ../notesSlides/n1.xml"})
            spoken = shape(notes[n], "body") + shape(str(n), "sldNum")
            members["ppt/notesSlides/n1.xml"] = f"<p:notes {A}><p:cSld><p:spTree>{spoken}</p:spTree></p:cSld></p:notes>"
    return zipped(members)


def _plain(line: str) -> str:
    """A line without the characters that mean something in a PDF string."""
    return line.replace("(", "[").replace(")", "]").replace("\\", "/")


def pdf(pages: Sequence[str], *, password: str = "", picture: bool = False, owner_only: bool = False) -> bytes:
    """A PDF with a line of Latin text a line break; `picture` puts an image on each page, `password` locks the file."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(612, 792)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
        resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        drawn = DecodedStreamObject()
        shown = "".join(f"({_plain(line)}) Tj 0 -16 Td " for line in text.split("\n") if text)
        drawn.set_data(f"BT /F1 11 Tf 50 700 Td {shown}ET".encode("cp1252") if text else b"")
        if picture:
            image = DecodedStreamObject()
            image.set_data(b"\xff\x00\x00")
            named = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB"}
            image.update({NameObject(key): NameObject(value) for key, value in named.items()})
            image.update({NameObject(f"/{key}"): NumberObject(1) for key in ("Width", "Height")})
            image[NameObject("/BitsPerComponent")] = NumberObject(8)
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): writer._add_object(image)})
        page[NameObject("/Resources")] = resources
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if password or owner_only:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def eml(
    text: str | None = SAID, *, html: str | None = None, attached: Mapping[str, bytes] | None = None, subject: str = "Línea de reporte"
) -> bytes:
    """An e-mail file of 3 March 2026."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Ana Muñoz <ana@example.mx>"
    message["To"] = "bob@example.com"
    message["Date"] = "Tue, 03 Mar 2026 10:15:00 -0600"
    if text is not None:
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for name, content in (attached or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
