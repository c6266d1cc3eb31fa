"""What users are told of their uploads: what became of a file, what is kept, what is gone. Values only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from app.catalog.text import has, say
from app.domain.base import Value
from app.domain.guidance import Visibility
from app.errors import PuenteError
from app.ingest.passages import Kind, Remark


class Report(Value):
    """What all reports share: remarks for the reader."""

    remarks: tuple[Remark, ...] = ()

    def messages(self, lang: str) -> list[str]:
        """The remarks in a language, one line each."""
        return [said(lang, remark) for remark in self.remarks]


class Outcome(Report):
    """What became of one file. Refused: the first remark says which and why, and nothing is kept of it."""

    name: str
    state: Literal["read", "already", "refused"]
    id: str | None = None
    kind: Kind | None = None
    visibility: Visibility | None = None
    mandate_id: str | None = None
    sentences: int = 0
    languages: dict[str, int] = {}
    is_indexed: bool = False


class Listed(Report):
    """An upload in a list. `kind` and `as_of` are None when its text is damaged; the remarks say so."""

    id: str
    name: str
    kind: Kind | None
    visibility: Visibility
    mandate_id: str | None
    is_own: bool
    size: int
    added_at: datetime
    as_of: date | None
    sentences: int
    languages: dict[str, int]


class Removed(Report):
    """An upload that is gone: row, original and text. `is_indexed` False: searches leave it out, the index follows later."""

    id: str
    name: str
    is_indexed: bool


def told(error: PuenteError) -> Remark:
    """An error as a remark: the sentence of the locale files with its parameters."""
    return Remark(key=f"error.{error.key}", params={k: v if isinstance(v, int) else str(v) for k, v in error.params.items()})


def said(lang: str, remark: Remark) -> str:
    """A remark in a language, on one line."""
    return " ".join(say(lang, remark.key, **remark.params).split()) if has(remark.key) else remark.key
