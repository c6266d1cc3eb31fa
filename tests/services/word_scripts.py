"""Edits as somebody makes them in Word, done to an exported file's XML: tracked and plain changes, comments, moves."""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from app.domain.document import Document
from app.export.bookmarks import bookmark_names
from app.export.docx import to_docx
from app.export.layout import layout
from tests.services.word_pieces import Element, bare, new_run, run_like, style, wrap

AUTHOR, DATE = "R. Salas", "2026-11-20T10:00:00Z"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Expected:
    """What an edit should come back as: kind, statement (None: none), and words of its new text or comment."""

    kind: str
    statement_id: str | None
    words: str = ""


class WordScript:
    """An exported file open for edits. Each method is one edit and notes what is expected of it."""

    def __init__(self, document: Document, exported: bytes | None = None) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(to_docx(document) if exported is None else exported))
        self.root = etree.fromstring(self._zip.read("word/document.xml"))
        self._comments = etree.fromstring(self._zip.read("word/comments.xml"))
        self._names = bookmark_names(p.statement_id for p in layout(document).passages())
        self._number = 9_000
        self.expected: list[Expected] = []

    def saved(self) -> bytes:
        """The edited file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for item in self._zip.infolist():
                data = self._zip.read(item)
                if item.filename == "word/document.xml":
                    data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
                elif item.filename == "word/comments.xml":
                    data = etree.tostring(self._comments, xml_declaration=True, encoding="UTF-8", standalone=True)
                made.writestr(item.filename, data)
        return out.getvalue()

    def start(self, statement_id: str) -> Element:
        """The beginning of a statement's bookmark."""
        name = self._names[statement_id]
        return next(e for e in self.root.iter(qn("w:bookmarkStart")) if e.get(qn("w:name")) == name)

    def end(self, statement_id: str) -> Element:
        """The end of it."""
        number = self.start(statement_id).get(qn("w:id"))
        return next(e for e in self.root.iter(qn("w:bookmarkEnd")) if e.get(qn("w:id")) == number)

    def paragraph(self, statement_id: str) -> Element:
        """The paragraph that it begins in."""
        return next(a for a in self.start(statement_id).iterancestors() if a.tag == qn("w:p"))

    def row(self, statement_id: str) -> Element:
        """The table row that it is."""
        return next(a for a in self.start(statement_id).iterancestors() if a.tag == qn("w:tr"))

    def _runs(self, statement_id: str, cell: int = 0) -> list[Element]:
        scope = self.row(statement_id).findall(qn("w:tc"))[cell] if cell or self._is_row(statement_id) else self.paragraph(statement_id)
        inside, found = self._is_row(statement_id), []
        for element in scope.iter():
            if element is self.start(statement_id):
                inside = True
            elif element is self.end(statement_id):
                break
            elif inside and element.tag == qn("w:r") and element.find(qn("w:t")) is not None:
                found.append(element)
        return found

    def _is_row(self, statement_id: str) -> bool:
        return any(a.tag == qn("w:tr") for a in self.start(statement_id).iterancestors())

    def _tracked(self, tag: str, *runs: Element) -> Element:
        self._number += 1
        made = etree.Element(qn(f"w:{tag}"))
        for name, value in (("id", str(self._number)), ("author", AUTHOR), ("date", DATE)):
            made.set(qn(f"w:{name}"), value)
        for run in runs:
            if tag in ("del",):
                for text in run.iter(qn("w:t")):
                    text.tag = qn("w:delText")
            made.append(run)
        return made

    def replace(self, statement_id: str, old: str, new: str, *, tracked: bool, cell: int = 0) -> None:
        """Other words in the place of some; an empty `new` takes them out."""
        run = next(r for r in self._runs(statement_id, cell) if old in "".join(t.text or "" for t in r.iter(qn("w:t"))))
        text = run.find(qn("w:t"))
        before, _, after = (text.text or "").partition(old)
        if not tracked:
            text.text = before + new + after
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            parts = [run_like(run, before), self._tracked("del", run_like(run, old))]
            parts += [self._tracked("ins", run_like(run, new))] if new else []
            for part in (*parts, run_like(run, after)):
                run.addprevious(part)
            run.getparent().remove(run)
        self.expected.append(Expected("change", statement_id, new))

    def append(self, statement_id: str, words: str, *, tracked: bool) -> None:
        """Words typed right behind a statement, where its bookmark has ended already."""
        run = new_run(words)
        self.end(statement_id).addnext(self._tracked("ins", run) if tracked else run)
        self.expected.append(Expected("change", statement_id, words.strip()))

    def delete(self, statement_id: str, *, tracked: bool) -> None:
        """The statement's paragraph or row is gone, or marked as gone."""
        if self._is_row(statement_id):
            row = self.row(statement_id)
            if tracked:
                properties = row.find(qn("w:trPr"))
                properties.append(self._tracked("del"))
                for run in list(row.iter(qn("w:r"))):
                    if run.find(qn("w:t")) is not None:
                        wrap(run, self._tracked("del", copy.deepcopy(run)))
            else:
                row.getparent().remove(row)
        elif tracked:
            for run in self._runs(statement_id):
                wrap(run, self._tracked("del", copy.deepcopy(run)))
        else:
            paragraph = self.paragraph(statement_id)
            paragraph.getparent().remove(paragraph)
        self.expected.append(Expected("deletion", statement_id))

    def insert(self, after: str, words: str, *, tracked: bool) -> None:
        """A new paragraph, or a new row, behind a statement."""
        if self._is_row(after):
            row = copy.deepcopy(self.row(after))
            bare(row)
            for cell, text in zip(row.findall(qn("w:tc")), words.split(" | "), strict=False):
                run = new_run(text)
                cell.find(qn("w:p")).append(self._tracked("ins", run) if tracked else run)
            if tracked:
                row.find(qn("w:trPr")).append(self._tracked("ins"))
            self.row(after).addnext(row)
        else:
            paragraph = copy.deepcopy(self.paragraph(after))
            bare(paragraph)
            run = new_run(words)
            paragraph.append(self._tracked("ins", run) if tracked else run)
            self.paragraph(after).addnext(paragraph)
        self.expected.append(Expected("addition", None, words.split(" | ")[0]))

    def move(self, statement_id: str, behind: str, *, tracked: bool) -> None:
        """A paragraph or row is taken elsewhere; tracked, its old place keeps it marked and the new one has it without its bookmark."""
        is_row = self._is_row(statement_id)
        source = self.row(statement_id) if is_row else self.paragraph(statement_id)
        target = self.row(behind) if is_row else self.paragraph(behind)
        if not tracked:
            target.addnext(source)
        else:
            made = copy.deepcopy(source)
            words = "".join(t.text or "" for r in self._runs(statement_id) for t in r.iter(qn("w:t")))
            bare(made)
            made.append(self._tracked("moveTo", new_run(words)))
            for run in self._runs(statement_id):
                wrap(run, self._tracked("moveFrom", copy.deepcopy(run)))
            target.addnext(made)
        self.expected.append(Expected("move", statement_id))

    def comment(self, statement_id: str | None, words: str) -> None:
        """A comment on a statement, or on the first heading."""
        self._number += 1
        made = etree.SubElement(self._comments, qn("w:comment"))
        for name, value in (("id", str(self._number)), ("author", AUTHOR), ("date", DATE), ("initials", "RS")):
            made.set(qn(f"w:{name}"), value)
        etree.SubElement(made, qn("w:p")).append(new_run(words))
        runs = self._runs(statement_id) if statement_id else [self.heading().find(f".//{qn('w:r')}")]
        marks = [etree.Element(qn(f"w:{tag}")) for tag in ("commentRangeStart", "commentRangeEnd")]
        reference = etree.Element(qn("w:r"))
        reference.append(etree.Element(qn("w:commentReference")))
        for mark in (*marks, reference[0]):
            mark.set(qn("w:id"), str(self._number))
        runs[0].addprevious(marks[0])
        runs[-1].addnext(marks[1])
        marks[1].addnext(reference)
        self.expected.append(Expected("comment" if statement_id else "unmatched", statement_id, words))

    def heading(self) -> Element:
        """The first section's heading."""
        return next(
            p
            for p in self.root.iter(qn("w:p"))
            if p.find(f".//{qn('w:bookmarkStart')}[@{qn('w:name')}]") is not None and style(p) == "Heading1"
        )

    def lose_bookmark(self, statement_id: str, old: str, new: str) -> None:
        """Typed anew without its bookmark, with other words."""
        start, end = self.start(statement_id), self.end(statement_id)
        self.replace(statement_id, old, new, tracked=False)
        for mark in (start, end):
            mark.getparent().remove(mark)

    def split(self, statement_id: str, at: str, added: str) -> None:
        """A new line in the middle of a statement, and a word more."""
        run = next(r for r in self._runs(statement_id) if at in "".join(t.text or "" for t in r.iter(qn("w:t"))))
        text = run.find(qn("w:t"))
        before, _, after = (text.text or "").partition(at)
        paragraph = self.paragraph(statement_id)
        second = copy.deepcopy(paragraph)
        bare(second)
        second.append(new_run(f"{added} {at}{after}"))
        following = list(run.itersiblings())
        text.text = before
        for element in following:
            second.append(element)
        paragraph.addnext(second)
        self.expected.append(Expected("change", statement_id, added))
