"""PowerPoint presentations: slide by slide, titles as headings, tables by row, speaker notes. Knows PresentationML only."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.ingest.collecting import Gatherer
from app.ingest.containers import Container, attribute, child, children, local
from app.ingest.limits import Limits
from app.ingest.passages import Extract, Locator
from app.ingest.refusals import IngestError

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
"""Placeholders that repeat on every slide: date, footer, number."""


def read_slides(container: Container, limits: Limits) -> Extract:
    """The text of a presentation in the order of its slides; comments are left out.

    Raises: IngestError `ingest.broken`, `ingest.doctype`, `ingest.too_many_slides`.
    """
    main = container.related("", "officeDocument") or "ppt/presentation.xml"
    listed = child(container.xml(main), "sldIdLst")
    relations = container.relations(main)
    ids = [_relation(entry) for entry in children(listed, "sldId")] if listed is not None else []
    parts = [relations[i][1] for i in ids if i in relations]
    if len(parts) > limits.pages:
        raise IngestError("ingest.too_many_slides", slides=len(parts), limit=limits.pages)
    gathered = Gatherer()
    for number, part in enumerate(parts, 1):
        gathered.close_headings()
        _slide(container, part, number, gathered)
    return Extract(kind="slides", blocks=tuple(gathered.blocks), dated=container.changed_on())


def _relation(entry: Element) -> str:
    """The relation of a slide: it has an `id` of its own beside the one in the relations' namespace."""
    return next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")


def _slide(container: Container, part: str, number: int, gathered: Gatherer) -> None:
    at = Locator(slide=number)
    shapes = list(_shapes(container.xml(part)))
    for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in _TITLES):
        role = _placeholder(shape)
        if role in _TITLES:
            gathered.heading(" ".join(_paragraphs(shape)), 1, at)
        elif role not in _FURNITURE:
            _body(shape, at, gathered)
    notes = container.related(part, "notesSlide")
    if notes:
        spoken = Locator(slide=number, is_speaker_note=True)
        for shape in _shapes(container.xml(notes)):
            if _placeholder(shape) == "body":
                gathered.paragraph("\n".join(_paragraphs(shape)), spoken)


def _body(shape: Element, at: Locator, gathered: Gatherer) -> None:
    rows = [row for row in shape.iter() if local(row) == "tr"]
    for row in rows:
        cells = [" ".join(_paragraphs(cell)) for cell in children(row, "tc")]
        gathered.paragraph(" | ".join(cell for cell in cells if cell), at)
    if not rows:
        for said in _paragraphs(shape):
            gathered.paragraph(said, at)


def _shapes(parent: Element) -> Iterator[Element]:
    """Every shape and table, groups opened; of two versions of a drawing the first."""
    for element in parent:
        name = local(element)
        if name in ("sp", "graphicFrame"):
            yield element
        elif name != "Fallback":
            yield from _shapes(element)


def _placeholder(shape: Element) -> str:
    """The role of a placeholder, "body" where it states none, "" for any other shape."""
    found = child(shape, "nvSpPr", "nvPr", "ph")
    return "" if found is None else attribute(found, "type") or "body"


def _paragraphs(parent: Element) -> list[str]:
    """The paragraphs in an element, each in one line; blank ones left out."""
    said = []
    for paragraph in (each for each in parent.iter() if local(each) == "p"):
        parts = [" " if local(part) in ("br", "tab") else part.text or "" for part in paragraph.iter() if local(part) in ("t", "br", "tab")]
        said.append(" ".join("".join(parts).split()))
    return [line for line in said if line]
