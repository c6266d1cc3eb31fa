"""A document becomes blocks of a page: headings, paragraphs, bullets, tables, timelines, sources, findings. Pure; knows no file format.

Every writer of files works from here, so that what is numbered, marked or left out is decided once.
"""

from __future__ import annotations

from app.catalog.text import say
from app.domain.document import Block, Document, SectionDraft, Statement
from app.domain.lang import Lang
from app.export.blocks import Bullets, Findings, Found, Heading, Layout, LayoutBlock, Marks, Paragraph, Passage, Row, Sources, Table
from app.export.cover import cover
from app.export.inline import clean, is_all_bold, plain, runs
from app.export.notes import entries, number_notes
from app.export.remarks import Remarks
from app.export.timeline import described, gates
from app.export.widths import column_widths

PARAGRAPH = 300
"""Characters up to which statements share a paragraph: some four lines."""
OWN_PAGE = frozenset({"counsel"})
"""What somebody takes out and hands on begins at the top of a page."""


class _Drafting:
    """What every section needs to know while it is laid out."""

    def __init__(self, document: Document) -> None:
        self.lang: Lang = document.lang
        self.notes = number_notes(document)
        self.remarks = Remarks(document)

    def marks(self, statement: Statement) -> Marks:
        said = [c for c in statement.citations if not c.withheld]
        numbers = [self.notes[c.sentence_id].number for c in said if c.sentence_id]
        paths = [c.intake_path for c in said if c.intake_path and c.quote]
        return Marks(
            basis=statement.basis,
            notes=tuple(dict.fromkeys(numbers)),
            paths=tuple(dict.fromkeys(paths)),
            is_open=self.remarks.is_open(statement),
        )

    def passage(self, statement: Statement, text: str | None = None) -> Passage:
        shown = runs(statement.text if text is None else text)
        return Passage(statement_id=statement.id, runs=shown, marks=self.marks(statement), remarks=self.remarks.of(statement))


def layout(document: Document) -> Layout:
    """The document as blocks; a document without sections has its cover, and sources where it names some."""
    drafting = _Drafting(document)
    blocks: list[LayoutBlock] = []
    for at, (section, number) in enumerate(_numbered(document)):
        on_top = section.id in OWN_PAGE
        blocks.append(Heading(number=number, title=clean(section.title) or "—", anchor=f"section-{at + 1}", starts_page=on_top))
        for block in section.blocks:
            blocks.extend(_block(block, drafting))
    if document.variant == "internal" and document.findings:
        blocks.append(Heading(number="", title=say(document.lang, "export.findings"), anchor="findings"))
        blocks.append(_findings(document))
    found = entries(document, drafting.notes)
    if found:
        blocks.append(Heading(number="", title=say(document.lang, "export.sources"), anchor="sources"))
        blocks.append(Sources(entries=found, has_quotes=document.variant == "internal"))
    made = Layout(
        lang=document.lang,
        variant=document.variant,
        cover=cover(document),
        legend=(),
        blocks=tuple(blocks),
        notes=tuple(drafting.notes.values()),
    )
    return made.model_copy(update={"legend": _legend(made, document)})


def _numbered(document: Document) -> list[tuple[SectionDraft, str]]:
    """Body sections by figures, annexes after them by letters."""
    body = [s for s in document.sections if not s.annex]
    annexes = [s for s in document.sections if s.annex]
    lettered = [(s, say(document.lang, "export.annex", letter=_letter(at))) for at, s in enumerate(annexes)]
    return [(s, str(at)) for at, s in enumerate(body, 1)] + lettered


def _letter(at: int) -> str:
    return chr(65 + at) if at < 26 else _letter(at // 26 - 1) + chr(65 + at % 26)


def _block(block: Block, drafting: _Drafting) -> list[LayoutBlock]:
    if not block.statements:
        return []
    if block.type == "bullets":
        return [Bullets(passages=tuple(drafting.passage(s) for s in block.statements))]
    if block.type == "paragraph":
        return _paragraphs(tuple(drafting.passage(s) for s in block.statements))
    return [_table(block, drafting)]


def _paragraphs(passages: tuple[Passage, ...]) -> list[LayoutBlock]:
    """Short statements run on, a few lines to a paragraph; one that is bold throughout stands alone."""
    made: list[Paragraph] = []
    length = PARAGRAPH + 1
    for passage in passages:
        is_lead = is_all_bold(passage.runs)
        length += len(plain(passage.runs))
        if is_lead or length > PARAGRAPH:
            made.append(Paragraph(passages=(passage,), is_lead=is_lead))
            length = PARAGRAPH + 1 if is_lead else len(plain(passage.runs))
        else:
            made[-1] = Paragraph(passages=(*made[-1].passages, passage))
    return list(made)


def _table(block: Block, drafting: _Drafting) -> Table:
    """Rows are filled up to the widest, so that no cell is lost; a header shorter than its rows is filled up too."""
    given = [s.cells or (s.text,) for s in block.statements]
    columns = max([len(block.header or ()), *(len(cells) for cells in given)])
    header = tuple(runs(text) for text in block.header or ())
    if header:
        header = (*header, *(() for _ in range(columns - len(header))))
    rows = tuple(_row(statement, cells, columns, drafting) for statement, cells in zip(block.statements, given, strict=True))
    texts = [tuple(plain(cell) for cell in header), *(tuple(plain(cell) for cell in row.cells) for row in rows)]
    found = gates(block) if block.type == "timeline" else ()
    return Table(header=header, rows=rows, widths=column_widths(texts, columns), gates=found, alt=described(found, drafting.lang))


def _row(statement: Statement, cells: tuple[str, ...], columns: int, drafting: _Drafting) -> Row:
    shown = (*(runs(cell) for cell in cells), *(() for _ in range(columns - len(cells))))
    told = [at for at, cell in enumerate(shown) if any(sign.isalnum() for sign in plain(cell))]
    # A raised number after a figure could be read as part of it: a cell that ends in a letter goes before.
    clear = [at for at in told if not plain(shown[at]).rstrip(" *)")[-1:].isdigit()]
    return Row(
        statement_id=statement.id,
        cells=shown,
        marks=drafting.marks(statement),
        mark_cell=next(reversed(clear or told), columns - 1),
        remarks=drafting.remarks.of(statement),
    )


def _findings(document: Document) -> Findings:
    rank = {"block": 0, "warn": 1, "info": 2}
    titles = {s.id: clean(s.title) for s in document.sections}
    items = [
        Found(
            severity=f.severity,
            word=say(document.lang, f"export.severity.{f.severity}"),
            place=titles.get(f.section or "", ""),
            message=clean(f.message),
        )
        for f in sorted(document.findings, key=lambda f: rank[f.severity])
    ]
    return Findings(items=tuple(items))


def _legend(made: Layout, document: Document) -> tuple[str, ...]:
    """What the signs mean, only for signs that occur."""
    marks = [p.marks for p in made.passages()]
    withheld = any(c.withheld for s in document.sections for st in s.statements() for c in st.citations)
    shown = {
        "notes": bool(made.notes) and document.variant != "internal",
        "quoted_notes": bool(made.notes) and document.variant == "internal",
        "client": any(m.is_client for m in marks),
        "open": any(m.is_open for m in marks),
        "judgement": any(m.basis == "judgement" for m in marks),
        "withheld": withheld,
    }
    return tuple(say(document.lang, f"export.legend.{name}") for name, is_there in shown.items() if is_there)
