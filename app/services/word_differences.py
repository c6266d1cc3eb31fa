"""What one difference of an edited Word file is, and when two wordings are the same to a reader. Pure; knows no document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.ingest.word_units import Unit


@dataclass(frozen=True)
class Found:
    """One difference, before it has a number and is checked; fields as in Proposal."""

    kind: str
    statement_id: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    follows: str | None = None
    author: str | None = None
    date: str | None = None
    comment: str | None = None
    place: str = ""


def letters(text: str) -> str:
    """The letters and figures alone: programs set blanks, tabs and dashes of their own."""
    return "".join(sign for sign in text if sign.isalnum())


def known(text: str, left: Counter[str], *, is_ahead: bool) -> str:
    """The words of no statement that a text is; a line of the contents, ahead of all, may have got its page number since. Else empty."""
    said = letters(text)
    if left[said] > 0:
        return said
    pages = (k for k in left if left[k] > 0 and k and said.startswith(k) and said[len(k) :].isdigit())
    return next(pages, "") if is_ahead else ""


def likeness(first: str, second: str) -> float:
    """How alike two wordings are, from 0 to 1."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def join(statement: Unit, words: Unit) -> None:
    """Words typed right beside a statement become part of it."""
    if words.is_ahead:
        statement.cells[0][:0] = words.cells[0]
    else:
        statement.cells[0].extend(words.cells[0])
    statement.comments.extend(n for n in words.comments if n not in statement.comments)
