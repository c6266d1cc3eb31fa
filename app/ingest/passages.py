"""What a reader finds: blocks of text with their place, and remarks. Knows no format; crosses from the reader process as JSON.

Plain dataclasses: the reader process starts for every file, and starts in half the time without pydantic; the parent checks what it gets.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["pdf", "word", "slides", "html", "markdown", "text", "mail"]


@dataclass(frozen=True)
class Locator:
    """Where a block stands in its file, as far as the format says. Numbers begin at 1; a paragraph counts under its heading."""

    page: int | None = None
    slide: int | None = None
    is_speaker_note: bool = False
    table: int | None = None
    row: int | None = None
    note: int | None = None
    """A footnote or endnote."""
    paragraph: int | None = None
    mail: str | None = None
    """Date and sender of an e-mail."""


@dataclass(frozen=True)
class Block:
    """A paragraph, table row, heading or page of text, as the file has it."""

    text: str
    heading: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    at: Locator = Locator()
    is_heading: bool = False


@dataclass(frozen=True)
class Remark:
    """A sentence for the reader: a key of app/locales with its parameters."""

    key: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Extract:
    """A file's text. `dated` is the date that the file itself bears; None when it bears none."""

    kind: Kind
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    dated: date | None = None


@dataclass(frozen=True)
class Answer:
    """What the reader process writes: an extract, or the key that says why there is none."""

    extract: Extract | None = None
    refused: Remark | None = None

    def to_json(self) -> bytes:
        """The answer as JSON; dates as year-month-day."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str).encode()
