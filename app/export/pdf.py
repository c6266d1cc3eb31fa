"""A document as PDF by typst: `to_pdf`. Knows which typefaces it needs and what the template is given; the looks are in the template.

Words go in as a JSON file that the template reads, never as typst source. No typeface of the machine is used, so that a PDF looks the
same everywhere: Libertinus Serif comes with typst, DejaVu Sans (right-to-left scripts, signs, some emoji) with matplotlib; for a character
that neither has, its category's box from Last Resort is shown, and the character itself stays in the file's text.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import typst

from app.catalog.text import say
from app.domain.document import Document
from app.errors import BadData
from app.export.blocks import Bullets, Heading, Layout, LayoutBlock, Marks, Paragraph, Sources, Table
from app.export.layout import layout
from app.export.moment import moment
from app.export.notes import WEB
from app.export.timeline_picture import timeline_png

TEMPLATE = Path(__file__).resolve().parent / "templates" / "document.typ"
TEXT_FONT = "Libertinus Serif"
FALLBACK_FONTS = ("DejaVu Sans", "DejaVu Sans Mono", "Last Resort High-Efficiency")
_REGIONS = {"en": "US", "es": "MX"}


def to_pdf(document: Document) -> bytes:
    """The document as the bytes of a PDF on US Letter; the same document gives the same bytes.

    Raises: BadData `export.font_missing`, `export.pdf_failed`.
    """
    made = layout(document)
    fonts = _fonts()
    with tempfile.TemporaryDirectory(prefix="puente-pdf-") as name:
        folder = Path(name)
        data = _data(made, document, folder)
        (folder / "document.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        main = folder / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(main, root=folder, font_paths=fonts)
        return _compiled(compiler, document)


def _compiled(compiler: Any, document: Document) -> bytes:
    """PDF/UA-1 (for readers who listen); where a text of the document does not allow that, an ordinary tagged PDF."""
    failed: RuntimeError | None = None
    for standards in (["ua-1"], []):
        try:
            made = compiler.compile(format="pdf", timestamp=moment(document), pdf_standards=standards)
        except RuntimeError as error:
            failed = error
        else:
            assert isinstance(made, bytes)
            return made
    reason = " ".join(str(failed).split())[:160]
    raise BadData("export.pdf_failed", where=document.id, reason=reason) from failed


@cache
def _fonts() -> Any:
    """The typefaces, read once a process.

    Raises: BadData when the text's own typeface is missing; without the others some signs are shown as boxes.
    """
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)] if folder.is_dir() else [])
    if TEXT_FONT not in fonts.families():
        raise BadData("export.font_missing", where="typst", family=TEXT_FONT)
    return fonts


def check_fonts() -> None:
    """Nothing happens when the text's own typeface is here.

    Raises: BadData `export.font_missing`.
    """
    _fonts()


def _data(made: Layout, document: Document, folder: Path) -> dict[str, Any]:
    day = document.created_at.date()
    available = set(_fonts().families())
    return {
        "lang": made.lang,
        "region": _REGIONS[made.lang],
        "fonts": [f for f in (TEXT_FONT, *FALLBACK_FONTS) if f in available],
        "created": {"year": day.year, "month": day.month, "day": day.day},
        "cover": made.cover.model_dump(),
        "legend": list(made.legend),
        "words": {name: say(made.lang, f"export.{name}") for name in ("contents", "how_to_read", "page", "of")},
        "blocks": [_block(block, made, document, folder / f"timeline-{at}.png") for at, block in enumerate(made.blocks)],
    }


def _block(block: LayoutBlock, made: Layout, document: Document, picture: Path) -> dict[str, Any]:
    """A block as the template reads it; a timeline's picture goes beside it into the folder."""
    data = block.model_dump(mode="json")
    if isinstance(block, Heading):
        data["text"] = block.text
    elif isinstance(block, Paragraph | Bullets):
        for passage, shown in zip(block.passages, data["passages"], strict=True):
            shown["marks"] = _marks(passage.marks)
    elif isinstance(block, Table):
        for row, shown in zip(block.rows, data["rows"], strict=True):
            shown["marks"] = _marks(row.marks)
        drawn = timeline_png(block.gates, made.lang, document.created_at.date())
        data["picture"] = picture.name if drawn else None
        if drawn:
            picture.write_bytes(drawn)
    elif isinstance(block, Sources):
        for entry in data["entries"]:
            entry["web"] = bool(entry["url"] and WEB.fullmatch(entry["url"]))
    return data


def _marks(marks: Marks) -> dict[str, Any]:
    return {"notes": list(marks.notes), "client": marks.is_client, "open": marks.is_open}
