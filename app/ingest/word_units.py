"""What an edited Word file of ours holds, as values: spans, statements, comments. Knows no XML and no document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

SpanKind = Literal["kept", "inserted", "deleted", "moved_from", "moved_to"]


@dataclass(frozen=True)
class Span:
    """Some letters and what happened to them, by whom and when as the file says."""

    text: str
    kind: SpanKind = "kept"
    author: str | None = None
    date: str | None = None


@dataclass
class Unit:
    """A statement as it stands in the file: its bookmark (None for words of no statement) and its cells (one for running text)."""

    bookmark: str | None
    style: str
    is_row: bool = False
    cells: list[list[Span]] = field(default_factory=lambda: [[]])
    comments: list[str] = field(default_factory=list)
    joins: Unit | None = None
    """For words without a bookmark in a paragraph of statements: whose they most likely are, the one before them, else behind."""
    is_ahead: bool = False
    """True when they stand before it."""

    def words(self) -> tuple[str, ...]:
        """The cells with every change accepted."""
        return tuple(_joined(s for s in cell if s.kind not in ("deleted", "moved_from")) for cell in self.cells)

    def original(self) -> tuple[str, ...]:
        """The cells with every tracked change rejected."""
        return tuple(_joined(s for s in cell if s.kind not in ("inserted", "moved_to")) for cell in self.cells)

    def tracked(self) -> tuple[Span, ...]:
        """The tracked spans, in order."""
        return tuple(s for cell in self.cells for s in cell if s.kind != "kept")


@dataclass(frozen=True)
class Comment:
    """A comment of the margin."""

    number: str
    text: str
    author: str | None
    date: str | None


@dataclass(frozen=True)
class EditedWord:
    """The file: whose it is by its own account, its units in reading order, its comments by number."""

    identifier: str
    version: str
    units: tuple[Unit, ...]
    comments: dict[str, Comment]


def _joined(spans: Iterable[Span]) -> str:
    return " ".join("".join(s.text for s in spans).replace("\u00a0", " ").split())
