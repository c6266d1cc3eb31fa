"""Word documents: paragraphs under their headings, table rows, notes; tracked changes accepted. Knows WordprocessingML only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.ingest.collecting import Gatherer
from app.ingest.containers import Container, attribute, child, children, local
from app.ingest.passages import Extract, Locator, Remark
from app.ingest.refusals import IngestError

_GONE = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "sectPr", "tblPr", "tblGrid", "rt"})
"""Deleted text, field codes, the second of two versions of a drawing, and properties."""
_LITERAL = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "ptab": "\t"}
_OUTLINES = frozenset("012345678")
_HEADING = re.compile(r"(?:heading|t[ií]tulo) ?(\d)", re.I)


def read_word(container: Container) -> Extract:
    """The text of a Word document, comments, headers and footers left out.

    Raises: IngestError `ingest.broken`, `ingest.doctype`.
    """
    main = container.related("", "officeDocument") or "word/document.xml"
    body = child(container.xml(main), "body")
    if body is None:
        raise IngestError("ingest.broken")
    styles = container.related(main, "styles")
    reader = _Reader(_levels(container.xml(styles)) if styles else {})
    reader.walk(body)
    reader.finish()
    for kind in ("footnotes", "endnotes"):
        part = container.related(main, kind)
        if part:
            reader.notes(container.xml(part))
    comments = container.related(main, "comments")
    count = sum(1 for _ in children(container.xml(comments), "comment")) if comments else 0
    remarks = (Remark(key="ingest.comments", params={"count": count}),) if count else ()
    return Extract(kind="word", blocks=tuple(reader.gathered.blocks), remarks=remarks, dated=container.changed_on())


def _levels(styles: Element) -> dict[str, int]:
    """Style id → heading level, 0 for the title. Built-in styles bear their English name in every language of Word."""
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in children(styles, "style"):
        identity = attribute(style, "styleId") or ""
        name = _value(style, "name") or ""
        heading = _HEADING.fullmatch(name)
        outline = _value(style, "pPr", "outlineLvl")
        if name.lower() == "title":
            found[identity] = 0
        elif heading:
            found[identity] = int(heading.group(1))
        elif outline and outline in _OUTLINES:
            found[identity] = int(outline) + 1
        based[identity] = _value(style, "basedOn") or ""
    for identity, parent in based.items():
        if identity not in found and parent in found:
            found[identity] = found[parent]
    return found


def _value(element: Element, *path: str) -> str | None:
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


class _Reader:
    def __init__(self, levels: dict[str, int]) -> None:
        self.gathered = Gatherer()
        self._levels = levels
        self._tables = 0
        self._notes = 0
        self._carried = ""
        self._boxes: list[Element] = []

    def walk(self, parent: Element) -> None:
        """Everything in reading order; unknown wrappers are looked into."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name not in _GONE:
                self.walk(element)

    def finish(self) -> None:
        """Gives out the text of a last paragraph whose mark was deleted."""
        if self._carried:
            self.gathered.paragraph(self._carried)
            self._carried = ""

    def notes(self, root: Element) -> None:
        """The footnotes or endnotes, after the text; separators are no notes."""
        self.gathered.close_headings()
        for note in children(root, "footnote", "endnote"):
            if attribute(note, "type") in (None, "normal"):
                self._notes += 1
                self.gathered.paragraph(self._flat(note), Locator(note=self._notes))

    def _paragraph(self, paragraph: Element) -> None:
        text = self._carried + "".join(self._text(paragraph))
        self._carried = ""
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self._carried = text  # with the mark deleted, the paragraph runs on into the next one
        else:
            level = self._level(paragraph)
            if level is None:
                self.gathered.paragraph(text)
            else:
                self.gathered.heading(text, level)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box)

    def _level(self, paragraph: Element) -> int | None:
        outline = _value(paragraph, "pPr", "outlineLvl")
        if outline and outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        return self._levels.get(_value(paragraph, "pPr", "pStyle") or "")

    def _text(self, parent: Element) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name in _LITERAL:
                yield _LITERAL[name]
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name not in _GONE and not (name == "r" and _is_hidden(element)):
                yield from self._text(element)

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, count = self._tables, 0
        for row in _own(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            count += 1
            cells = [self._flat(cell) for cell in _own(row, "tc")]
            self.gathered.paragraph(" | ".join(cell for cell in cells if cell), Locator(table=number, row=count))

    def _flat(self, parent: Element) -> str:
        """The text of every paragraph inside, in one line each; boxes included."""
        said = []
        for element in parent:
            name = local(element)
            if name == "p":
                said.append(" ".join("".join(self._text(element)).split()))
                boxes, self._boxes = self._boxes, []
                said.extend(self._flat(box) for box in boxes)
            elif name not in _GONE:
                said.append(self._flat(element))
        return " ".join(part for part in said if part)


def _is_hidden(run: Element) -> bool:
    """True for hidden text: nobody who opens the document sees it, so nobody could check a citation of it."""
    mark = child(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _own(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, inside wrappers too; not those of a table inside a cell."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name not in _GONE:
            yield from _own(element, wanted)
