"""The blocks of a layout as Word's paragraphs and tables. Knows how each block looks in Word; knows no file and no template."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm

from app.export.blocks import Bullets, Findings, Heading, Layout, LayoutBlock, Marks, Paragraph, Passage, Row, Sources, Table
from app.export.bookmarks import bookmark_names
from app.export.form_fields import is_place
from app.export.house_styles import SHADE
from app.export.inline import Runs, plain
from app.export.notes import WEB, SourceEntry
from app.export.word_form import ROW_HEIGHT, FormControls, form_lines
from app.export.word_notes import Comments, Footnotes
from app.export.word_styles import WordStyles
from app.export.word_xml import Element, bookmarked, field, inline, node, paragraph, run, runs_of

PICTURE_WIDTH = Cm(16)
_TOC_NUMBER = 26_000_000
Draw = Callable[[Table], bytes | None]
"""Makes the picture of a timeline, or None where it has none."""


class WordBody:
    """Turns blocks into elements; one for each file."""

    def __init__(self, file: Any, made: Layout, styles: WordStyles, footnotes: Footnotes, comments: Comments, draw: Draw) -> None:
        self._file = file
        self._made = made
        self._styles = styles
        self._footnotes = footnotes
        self._comments = comments
        self._draw = draw
        self._names = bookmark_names(p.statement_id for p in made.passages())
        self._set: set[str] = set()
        self._controls = FormControls()
        self._headings = {h.anchor: at for at, h in enumerate(made.headings())}
        self._title = ""
        section = file.sections[-1]
        self._width = round((section.page_width - section.left_margin - section.right_margin) / 635)

    def contents(self) -> list[Element]:
        """The contents, a line a section: its name, and its page as a field of its own, which whoever opens the file works out."""
        return [self._entry(h) for h in self._made.headings()]

    def _entry(self, heading: Heading) -> Element:
        page = field(f"PAGEREF {self._anchor(heading)} \\h", [run(" ")], is_dirty=True)
        link = node("hyperlink", *runs_of(heading.text), node("r", node("tab")), *page, anchor=self._anchor(heading), history=1)
        made = paragraph(self._styles.id("toc 1"), [link])
        made[0].append(node("tabs", node("tab", val="right", leader="dot", pos=self._width)))
        return made

    def legend(self) -> list[Element]:
        """The signs explained, a line each."""
        return [paragraph(self._styles.id("Puente Small"), runs_of(line)) for line in self._made.legend]

    def body(self) -> list[Element]:
        """All blocks in order."""
        return [element for block in self._made.blocks for element in self._block(block)]

    def _block(self, block: LayoutBlock) -> list[Element]:
        if isinstance(block, Heading):
            self._title = block.text
            marked = bookmarked(runs_of(block.text), _TOC_NUMBER + self._headings[block.anchor], self._anchor(block))
            heading = paragraph(self._styles.id("heading 1"), marked)
            if block.starts_page:
                properties = heading[0]
                properties.insert(1, node("pageBreakBefore"))  # after the style, as the schema orders it
            return [heading]
        if isinstance(block, Paragraph):
            return [self._paragraph(block)]
        if isinstance(block, Bullets):
            return [self._bullet(p) for p in block.passages]
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Sources):
            return [element for entry in block.entries for element in self._source(entry, has_quotes=block.has_quotes)]
        return self._findings(block)

    def _paragraph(self, block: Paragraph) -> Element:
        content: list[Element] = []
        for passage in block.passages:
            content += [run(" ")] if content else []
            content += self._passage(passage)
        return paragraph(self._styles.id("Puente Lead" if block.is_lead else "Normal"), content)

    def _bullet(self, passage: Passage) -> Element:
        sign = [] if self._styles.has_bullets else [run("•"), node("r", node("tab"))]
        return paragraph(self._styles.id("List Bullet"), [*sign, *self._passage(passage)])

    def _passage(self, passage: Passage) -> list[Element]:
        words = self._bookmarked(passage.statement_id, inline(passage.runs))
        return self._comments.around([*words, *self._signs(passage.marks)], tuple(r.text for r in passage.remarks))

    def _bookmarked(self, statement_id: str, words: list[Element]) -> list[Element]:
        ends = self._ends(statement_id)
        return [ends[0], *words, ends[1]] if ends else words

    def _ends(self, statement_id: str) -> tuple[Element, Element] | None:
        """The two ends of a statement's bookmark; None for an id that comes a second time, since a name may stand only once."""
        name = self._names[statement_id]
        if name in self._set:
            return None
        self._set.add(name)
        number = len(self._set)
        return node("bookmarkStart", id=number, name=name), node("bookmarkEnd", id=number)

    def _signs(self, marks: Marks) -> list[Element]:
        style = self._styles.id("Puente Mark")
        signs: list[Element] = []
        for number in marks.notes:
            signs += [run(",", style=style)] if signs else []
            signs += self._footnotes.sign(number)
        if marks.is_client:
            signs.append(run("\u202fc" if signs else "c", style=style))
        if marks.is_open:
            signs.append(run("\u00a0▲", style=self._styles.id("Puente Open")))
        return signs

    def _table(self, block: Table) -> list[Element]:
        grid = [round(self._width * share) for share in block.widths]
        table = node(
            "tbl",
            self._table_looks(is_form=any(is_place(cell) for row in block.rows for cell in row.cells)),
            node("tblGrid", *(node("gridCol", w=w) for w in grid)),
        )
        if block.header:
            head = node("trPr", node("cantSplit"), node("tblHeader"))
            table.append(node("tr", head, *(self._head_cell(cell, w) for cell, w in zip(block.header, grid, strict=True))))
        last = len(block.rows) - 1
        names = [plain(cell) for cell in block.header] or [""] * len(grid)
        table.extend([self._row(row, grid, names, is_tied=at in (0, last - 1) and at < last) for at, row in enumerate(block.rows)])
        return [*self._picture(block), table, paragraph(self._styles.id("Puente After Table"))]

    def _table_looks(self, *, is_form: bool) -> Element:
        """The looks of a table; a form gets lines between its columns."""
        look = node("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
        return node(
            "tblPr",
            node("tblStyle", val=self._styles.id("Puente Table")),
            node("tblW", w=self._width, type="dxa"),
            *([form_lines()] if is_form else []),
            node("tblLayout", type="fixed"),
            look,
            node("tblCaption", val=self._title),
        )

    def _head_cell(self, words: Runs, width: int) -> Element:
        shade = node("shd", val="clear", color="auto", fill=SHADE)
        looks = node("tcPr", node("tcW", w=width, type="dxa"), shade, node("vAlign", val="bottom"))
        return node("tc", looks, paragraph(self._styles.id("Puente Table Head"), inline(words)))

    def _row(self, row: Row, grid: list[int], names: list[str], *, is_tied: bool) -> Element:
        """A row; `is_tied` keeps it on the page of the next, so that neither a table's first nor its last row stands alone."""
        looks = node("trPr", node("cantSplit"))
        if any(is_place(cell) for cell in row.cells):
            looks.append(node("trHeight", val=ROW_HEIGHT[len(grid) <= 2], hRule="atLeast"))
        made = node("tr", looks)
        ends = self._ends(row.statement_id)
        for at, (words, width) in enumerate(zip(row.cells, grid, strict=True)):
            content = self._controls.cell(words, names[at]) or inline(words)
            if ends and at == 0:
                content.insert(0, ends[0])
            if ends and at == len(grid) - 1:
                content.append(ends[1])
            if at == row.mark_cell:
                content = self._comments.around([*content, *self._signs(row.marks)], tuple(r.text for r in row.remarks))
            cell = paragraph(self._styles.id("Puente Table Text"), content)
            if is_tied:
                cell.find(qn("w:pPr")).append(node("keepNext"))
            made.append(node("tc", node("tcPr", node("tcW", w=width, type="dxa")), cell))
        return made

    def _picture(self, block: Table) -> list[Element]:
        data = self._draw(block) if block.gates else None
        if data is None:
            return []
        width = min(PICTURE_WIDTH, Cm(self._width / 567))
        drawn = self._file.part.new_pic_inline(io.BytesIO(data), width=width)
        properties = drawn.find(qn("wp:docPr"))
        properties.set("descr", block.alt)
        properties.set("title", self._title)
        properties.set("name", "timeline")
        return [paragraph(self._styles.id("Puente Picture"), [node("r", node("drawing", drawn))])]

    def _source(self, entry: SourceEntry, *, has_quotes: bool) -> list[Element]:
        """A source in a line, with the numbers of its notes; or with their sentences below."""
        numbers = "" if has_quotes else f" [{', '.join(str(n.number) for n in entry.notes)}]"
        head = [*runs_of(entry.title, is_bold=True), *runs_of(f". {entry.line}{numbers}" if entry.notes else f". {entry.line}")]
        if entry.url and WEB.fullmatch(entry.url):
            link = node("hyperlink", *runs_of(entry.url, style=self._styles.id("Hyperlink")))
            link.set(qn("r:id"), self._file.part.relate_to(entry.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            head += [run(" "), link]
        if not has_quotes:
            return [paragraph(self._styles.id("Puente Entry"), head)]
        made = [paragraph(self._styles.id("Puente Source"), head)]
        for note in entry.notes:
            words = f"“{note.quote}” " if note.quote else ""
            content = [run(str(note.number)), node("r", node("tab")), *runs_of(f"{words}({note.sentence_id}; {note.state})")]
            made.append(paragraph(self._styles.id("Puente Quote"), content))
        return made

    def _findings(self, block: Findings) -> list[Element]:
        made = []
        sign = [] if self._styles.has_bullets else [run("•"), node("r", node("tab"))]
        for item in block.items:
            place = f" ({item.place})" if item.place else ""
            words = [run(f"{item.word}{place}: ", is_bold=True), *runs_of(item.message)]
            made.append(paragraph(self._styles.id("List Bullet"), [*sign, *words]))
        return made

    def _anchor(self, heading: Heading) -> str:
        return f"_Toc{_TOC_NUMBER + self._headings[heading.anchor]}"
