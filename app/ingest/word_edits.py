"""A Word file of ours that somebody edited: its bookmarked statements with tracked and plain changes, and its comments. Knows no document.

A statement is what stands between the ends of its bookmark, a table row that holds an end of one, or what was typed right behind it.
Runs in the styles of signs (notes, marks) are ours and left out. What was deleted by tracked changes is told apart, never dropped.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from app.ingest.containers import Container, attribute, child, children, local
from app.ingest.limits import LIMITS, Limits
from app.ingest.refusals import IngestError
from app.ingest.word_units import Comment, EditedWord, Span, SpanKind, Unit

_TRACKED: dict[str, SpanKind] = {"ins": "inserted", "del": "deleted", "moveFrom": "moved_from", "moveTo": "moved_to"}
_LITERAL = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "‑"}
_SKIPPED = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "Fallback", "drawing", "pict", "delInstrText"}
)


def read_edits(data: bytes, *, prefix: str, sign_styles: tuple[str, ...], limits: Limits = LIMITS) -> EditedWord:
    """Reads a .docx. `prefix` begins the names of our bookmarks, `sign_styles` are the styles of our signs, by name.

    Raises: IngestError for a file that is too large, broken or no Word file.
    """
    if len(data) > limits.size_bytes:
        raise IngestError("ingest.too_large", size=f"{len(data) / 1e6:.0f}", limit=f"{limits.size_bytes / 1e6:.0f}")
    container = Container(data, limits)
    main = container.related("", "officeDocument") or "word/document.xml"
    body = child(container.xml(main), "body")
    if body is None:
        raise IngestError("ingest.broken")
    styles = container.related(main, "styles")
    names = _style_names(container.xml(styles)) if styles else {}
    signs = {identity for identity, name in names.items() if name.lower() in {s.lower() for s in sign_styles}}
    comments_part = container.related(main, "comments")
    comments = _comments(container.xml(comments_part)) if comments_part else {}
    ended = frozenset(attribute(e, "id") or "" for e in body.iter() if local(e) == "bookmarkEnd")
    reader = _Reader(prefix, frozenset(signs), names, ended)
    reader.walk(body)
    said = {local(e): (e.text or "").strip() for e in container.xml("docProps/core.xml")} if "docProps/core.xml" in container.names else {}
    return EditedWord(said.get("identifier", ""), said.get("version", ""), tuple(reader.units), comments)


def _style_names(styles: Element) -> dict[str, str]:
    found = {}
    for style in children(styles, "style"):
        name = child(style, "name")
        found[attribute(style, "styleId") or ""] = (attribute(name, "val") or "") if name is not None else ""
    return found


def _comments(root: Element) -> dict[str, Comment]:
    found = {}
    for each in children(root, "comment"):
        number = attribute(each, "id") or ""
        text = " ".join("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in each.iter() if local(p) == "p")
        found[number] = Comment(number, " ".join(text.split()), attribute(each, "author"), attribute(each, "date"))
    return found


class _Reader:
    def __init__(self, prefix: str, signs: frozenset[str], names: dict[str, str], ended: frozenset[str]) -> None:
        self.units: list[Unit] = []
        self._ended = ended
        self._prefix, self._signs, self._names = prefix, signs, names
        self._open: dict[str, str] = {}
        """Bookmarks that are open: number → name; the last one opened holds the words."""
        self._commented: set[str] = set()
        self._fields: list[str] = []
        self._unit: Unit | None = None
        self._row: Unit | None = None
        self._style = ""
        self._line: list[Unit] = []
        """The units of the paragraph at hand."""
        self._row_change: Element | None = None

    def walk(self, parent: Element, kind: SpanKind = "kept", author: str | None = None, date: str | None = None) -> None:
        """Everything in reading order."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tr":
                self._table_row(element)
            elif name in _TRACKED:
                self.walk(element, _TRACKED[name], attribute(element, "author"), attribute(element, "date"))
            elif name == "r":
                self._run(element, kind, author, date)
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._mark(element, is_start=name == "bookmarkStart")
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._comment(attribute(element, "id") or "", is_start=name == "commentRangeStart")
            elif name not in _SKIPPED:
                self.walk(element, kind, author, date)

    def _mark(self, element: Element, *, is_start: bool) -> None:
        number = attribute(element, "id") or ""
        if not is_start:
            self._open.pop(number, None)
            return
        name = attribute(element, "name") or ""
        if name.startswith(self._prefix):
            self._open[number] = name
            if self._row is not None and self._row.bookmark is None:
                self._row.bookmark = name

    def _comment(self, number: str, *, is_start: bool) -> None:
        if is_start:
            self._commented.add(number)
        else:
            self._attach(number)
            self._commented.discard(number)

    def _attach(self, number: str) -> None:
        at = self._row or self._unit or (self.units[-1] if self.units else None)
        if at is not None and number not in at.comments:
            at.comments.append(number)

    def _paragraph(self, element: Element) -> None:
        style = child(element, "pPr", "pStyle")
        self._style = self._names.get(attribute(style, "val") or "", "") if style is not None else ""
        self._unit, self._line = None, []
        if self._row is not None:
            if self._row.cells[-1]:
                self._row.cells[-1].append(Span(" "))
            self.walk(element)
            return
        self.walk(element)
        self._open = {n: name for n, name in self._open.items() if n in self._ended}  # LibreOffice begins a split one twice, ends it once
        self._settle_line()
        self._unit = None

    def _settle_line(self) -> None:
        """Words of no bookmark beside a statement are told whose they most likely are; blanks between statements are nobody's."""
        if not any(u.bookmark for u in self._line):
            return
        for at, unit in enumerate(self._line):
            if unit.bookmark is not None:
                continue
            if not any(s.text.strip() for s in unit.cells[0]):
                self.units = [u for u in self.units if u is not unit]
                continue
            before = next((u for u in reversed(self._line[:at]) if u.bookmark), None)
            unit.joins = before or next((u for u in self._line[at + 1 :] if u.bookmark), None)
            unit.is_ahead = before is None

    def _table_row(self, element: Element) -> None:
        outer = self._row
        properties = child(element, "trPr")
        self._row = Unit(None, self._style, is_row=True, cells=[])
        self._row_change = next((e for e in (child(properties, "del"), child(properties, "ins")) if e is not None), None)
        open_before = dict(self._open)
        for cell in (e for e in element.iter() if local(e) == "tc"):
            self._row.cells.append([])
            self.walk(cell)
        if self._row.cells:
            self.units.append(self._row)
        self._open = open_before
        self._row = outer
        self._row_change = None

    def _in_note_field(self, run: Element) -> bool:
        """True inside a field that repeats the number of a note: a sign of ours, whatever its style became."""
        for element in run:
            if local(element) == "fldChar":
                kind = attribute(element, "fldCharType")
                if kind == "begin":
                    self._fields.append("")
                elif kind == "end" and self._fields:
                    self._fields.pop()
            elif local(element) == "instrText" and self._fields:
                self._fields[-1] += element.text or ""
        return any("NOTEREF" in code for code in self._fields)

    def _run(self, run: Element, kind: SpanKind, author: str | None, date: str | None) -> None:
        for reference in children(run, "commentReference"):
            self._attach(attribute(reference, "id") or "")
        if self._in_note_field(run):
            return
        style = child(run, "rPr", "rStyle")
        if style is not None and attribute(style, "val") in self._signs:
            return
        text = "".join((e.text or "") if local(e) in ("t", "delText") else _LITERAL.get(local(e), "") for e in run)
        if not text:
            return
        if self._row_change is not None and kind != "deleted":
            change = self._row_change
            kind = "deleted" if local(change) == "del" else "inserted"
            author, date = attribute(change, "author"), attribute(change, "date")
        span = Span(text, kind, author, date)
        if self._row is not None:
            self._row.cells[-1].append(span)
            for number in self._commented:
                self._attach(number)
            return
        name = next(reversed(self._open.values()), None)
        if self._unit is None or self._unit.bookmark != name:
            known = next((u for u in self.units if name is not None and u.bookmark == name and not u.is_row), None)
            self._unit = known or Unit(name, self._style)
            if known is None:
                self.units.append(self._unit)
            elif self._unit.cells[0] and self._unit not in self._line:
                self._unit.cells[0].append(Span(" "))
            self._line.append(self._unit)
        self._unit.cells[0].append(span)
        for number in self._commented:
            self._attach(number)
