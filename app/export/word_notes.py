"""True footnotes and margin comments of a Word file; python-docx has no footnotes, so their part is written here. Knows no statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from app.export.notes import Note
from app.export.word_styles import WordStyles
from app.export.word_xml import Element, bookmarked, declare, field, node, paragraph, run, runs_of

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
_FIRST_BOOKMARK = 100_000
"""Bookmarks of notes count from here, those of statements from far below."""
_FIRST_COMMENT = 1_000_000
"""Comments count from here: LibreOffice 7.4 takes a comment for the footnote of the same number and prints wrong or empty footnotes."""


class Footnotes:
    """The footnotes of one file: the first sign of a note carries it, later signs refer to it by a field."""

    def __init__(self, file: Any, styles: WordStyles, notes: tuple[Note, ...]) -> None:
        self._file = file
        self._styles = styles
        self._notes = {note.number: note for note in notes}
        self._set: set[int] = set()
        self._part = next((r.target_part for r in file.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None)
        self._root = parse_xml(self._part.blob) if self._part is not None else self._new_root()
        numbers = [int(n.get(qn("w:id"))) for n in self._root.findall(qn("w:footnote"))]
        self._next = max([*numbers, 0]) + 1

    def sign(self, number: int) -> list[Element]:
        """The raised figure of a note."""
        style = self._styles.id("footnote reference")
        name = f"_Ref_note_{number}"
        if number in self._set:
            return field(f"NOTEREF {name} \\h", [run(str(number), style=style)])
        self._set.add(number)
        looks = node("rPr", node("rStyle", val=style))
        reference = node("r", looks, node("footnoteReference", id=self._next))
        self._root.append(self._note(self._next, self._notes[number].line))
        self._next += 1
        return bookmarked([reference], _FIRST_BOOKMARK + number, name)

    def finish(self) -> None:
        """Writes the part into the file; a file without notes gets none."""
        if not self._set:
            return
        data = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._part is None:
            part = Part(PackURI("/word/footnotes.xml"), _TYPE, data, self._file.part.package)
            self._file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
            self._declare()
        else:
            self._part._blob = data

    def _note(self, number: int, line: str) -> Element:
        sign = node("r", node("rPr", node("rStyle", val=self._styles.id("footnote reference"))), node("footnoteRef"))
        words = paragraph(self._styles.id("footnote text"), [sign, run(" "), *runs_of(line)])
        return node("footnote", words, id=number)

    def _new_root(self) -> Element:
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in _SEPARATORS:
            spacing = node("pPr", node("spacing", after=0, line=240, lineRule="auto"))
            root.append(node("footnote", node("p", spacing, node("r", node(kind))), type=kind, id=number))
        return root

    def _declare(self) -> None:
        """Names the separators in the settings, in the place that the schema gives them."""
        settings = self._file.settings.element
        if settings.find(qn("w:footnotePr")) is not None:
            return
        declared = node("footnotePr", *(node("footnote", id=number) for _, number in _SEPARATORS))
        declare(settings, declared)


class Comments:
    """The margin comments of one file, all by Puente and at the document's own time."""

    def __init__(self, file: Any, styles: WordStyles, moment: datetime) -> None:
        self._comments = file.comments
        self._style = styles.id("annotation reference")
        self._moment = moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def around(self, content: list[Element], texts: tuple[str, ...]) -> list[Element]:
        """The content with one comment a text on it, and their signs after it."""
        for text in texts:
            made = self._comments.add_comment(text=text, author="Puente", initials="P")
            made._comment_elm.set(qn("w:date"), self._moment)
            number = max(made.comment_id, _FIRST_COMMENT)
            made._comment_elm.set(qn("w:id"), str(number))
            sign = node("r", node("rPr", node("rStyle", val=self._style)), node("commentReference", id=number))
            content = [node("commentRangeStart", id=number), *content, node("commentRangeEnd", id=number), sign]
        return content
