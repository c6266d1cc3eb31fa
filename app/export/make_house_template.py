"""Writes the house template `templates/house.docx`: run `python -m app.export.make_house_template`.

The template is committed; a firm may put its own .docx in its place (docx.py lists the placeholders). The file's bytes depend on this
file and house_styles.py only.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from app.export.house_styles import ACCENT, BODY_FONT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, style_sheet

HOUSE = Path(__file__).resolve().parent / "templates" / "house.docx"
_EPOCH = (2026, 1, 1, 0, 0, 0)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "footer1": "footer",
    "header2": "header",
    "footer2": "footer",
}
"""Parts beside the page, by kind; the first is rId1, and so on."""


def house_template() -> bytes:
    """The template's bytes; the same on every call."""
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": (f"{_RELATION}/officeDocument", "word/document.xml"), "rId2": (_CORE, "docProps/core.xml")}),
        "docProps/core.xml": _core(),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{at}": (f"{_RELATION}/{kind}", f"{name}.xml") for at, (name, kind) in enumerate(_PARTS.items(), 1)}
        ),
        "word/styles.xml": _HEAD + style_sheet(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": _story("hdr", _line("Header", _text("{{ running }}") + _tab() + _text("{{ date }}"))),
        "word/footer1.xml": _story("ftr", _line("Footer", _text("{{ confidentiality }}") + _tab() + _page_of_pages())),
        "word/header2.xml": _story("hdr", _line("Normal", "")),
        "word/footer2.xml": _story("ftr", "".join(_line("Puente Small", _text(t)) for t in _FRONT_FOOT)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_FRONT_FOOT = ("{{ confidentiality }}", "{{ audience }}", "{{ dagger }}")


def _document() -> str:
    front = [
        _line("Puente Kind", _text("{{ kind }}")),
        _line("Title", _text("{{ title }}")),
        _line("Puente Front", _text("{{ codename }}")),
        _line("Puente Front", _text("{{ date }}")),
        _line("Puente Front", _text("{{ version }}")),
    ]
    pages = [
        _line("TOC Heading", _text("{{ contents_title }}")),
        _line("Normal", _text("{{ contents }}")),
        _line("Puente Subhead", _text("{{ legend_title }}")),
        _line("Puente Small", _text("{{ legend }}")),
        _line("Normal", _text("{{ body }}"), more="<w:pageBreakBefore/>"),
    ]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId7"/>'
        '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId8"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="680" w:footer="620" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return f"{_HEAD}<w:document {_W} {_R}><w:body>{''.join(front + pages)}{section}</w:body></w:document>"


def _line(style: str, runs: str, *, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{more}</w:pPr>{runs}</w:p>'


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _field(code: str) -> str:
    shown = "1"
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f'{ends[0]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{ends[1]}{_text(shown)}{ends[2]}'


def _page_of_pages() -> str:
    return _text("{{ page_word }} ") + _field("PAGE") + _text(" {{ of_word }} ") + _field("NUMPAGES")


def _story(tag: str, lines: str) -> str:
    return f"{_HEAD}<w:{tag} {_W} {_R}>{lines}</w:{tag}>"


def _numbering() -> str:
    return (
        f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="340" w:hanging="255"/></w:pPr><w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _settings() -> str:
    modern = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("enableOpenTypeFeatures", 1), ("overrideTableStyleFontSizeAndJustification", 1))
    )
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{modern}</w:compat>'
        '<w:themeFontLang w:val="en-US"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    """Which typeface may stand in where the house's own is missing: one as wide, so that pages stay as they are."""
    return (
        f'{_HEAD}<w:fonts {_W}><w:font w:name="{BODY_FONT}"><w:altName w:val="Caladea"/><w:panose1 w:val="02040503050406030204"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>House template</dc:title><dc:creator>Puente</dc:creator><cp:lastModifiedBy>Puente</cp:lastModifiedBy>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in targets.items())
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _content_types() -> str:
    kinds = {"document": "document.main", **_PARTS}
    package = "application/vnd.openxmlformats-package"
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{parts}'
        f'<Override PartName="/docProps/core.xml" ContentType="{package}.core-properties+xml"/></Types>'
    )


if __name__ == "__main__":
    HOUSE.write_bytes(house_template())
