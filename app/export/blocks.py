"""The blocks that a page is made of, as values: headings, paragraphs, bullets, tables, sources, findings. Knows no file format.

Statements keep their ids, so that every form of a file can tie its words back to the document.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.domain.base import Value
from app.domain.document import Basis, Severity, Variant
from app.domain.lang import Lang
from app.export.cover import Cover
from app.export.inline import Runs
from app.export.notes import Note, SourceEntry
from app.export.remarks import Remark
from app.export.timeline import Gate


class Marks(Value):
    """The signs after a statement: numbers of source notes, the client's paths, whether it is open. Judgement has none."""

    basis: Basis
    notes: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def is_client(self) -> bool:
        """True when the client said it."""
        return bool(self.paths)


class Passage(Value):
    """One statement as running text."""

    statement_id: str
    runs: Runs
    marks: Marks
    remarks: tuple[Remark, ...] = ()


class Row(Value):
    """One statement as a table row; its marks stand in the cell `mark_cell`."""

    statement_id: str
    cells: tuple[Runs, ...]
    marks: Marks
    mark_cell: int
    remarks: tuple[Remark, ...] = ()


class Heading(Value):
    """The title of a section. `number` is "1", "Annex A" or empty; `anchor` is unique in the document."""

    kind: Literal["heading"] = "heading"
    number: str
    title: str
    anchor: str
    starts_page: bool = False

    @property
    def text(self) -> str:
        """Number and title as printed."""
        return f"{self.number}. {self.title}" if self.number else self.title


class Paragraph(Value):
    """Short statements that run on, or a long one; `is_lead` for one that carries the section."""

    kind: Literal["paragraph"] = "paragraph"
    passages: tuple[Passage, ...]
    is_lead: bool = False


class Bullets(Value):
    """A list of statements."""

    kind: Literal["bullets"] = "bullets"
    passages: tuple[Passage, ...]


class Table(Value):
    """A table; `widths` are shares of the width that sum to 1. A timeline has its gates, and the words for their picture."""

    kind: Literal["table"] = "table"
    header: tuple[Runs, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    gates: tuple[Gate, ...] = ()
    alt: str = ""


class Sources(Value):
    """The closing list of sources; `has_quotes` adds the sentences relied on, word for word."""

    kind: Literal["sources"] = "sources"
    entries: tuple[SourceEntry, ...]
    has_quotes: bool


class Found(Value):
    """A finding as listed at the end of an internal copy."""

    severity: Severity
    word: str
    place: str
    message: str


class Findings(Value):
    """The findings of the checks; internal copies only."""

    kind: Literal["findings"] = "findings"
    items: tuple[Found, ...]


LayoutBlock = Annotated[Heading | Paragraph | Bullets | Table | Sources | Findings, Field(discriminator="kind")]


class Layout(Value):
    """A whole document, ready to be written."""

    lang: Lang
    variant: Variant
    cover: Cover
    legend: tuple[str, ...]
    blocks: tuple[LayoutBlock, ...]
    notes: tuple[Note, ...]

    def headings(self) -> tuple[Heading, ...]:
        """The contents, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Heading))

    def passages(self) -> tuple[Passage | Row, ...]:
        """Every statement, in reading order."""
        found: list[Passage | Row] = []
        for block in self.blocks:
            if isinstance(block, Paragraph | Bullets):
                found.extend(block.passages)
            elif isinstance(block, Table):
                found.extend(block.rows)
        return tuple(found)
