"""Cells that somebody fills in: `▭` alone is a place to write, `☐` a box to tick. Knows the two signs; knows no file format."""

from __future__ import annotations

from app.export.inline import Runs, plain

WRITE = "▭"
TICK = "☐"
ROOM = 26
"""Characters that a place to write counts as, where the widths of columns are shared out."""


def is_place(cell: Runs) -> bool:
    """True for a cell that is nothing but a place to write."""
    return plain(cell).strip() == WRITE


def as_read(text: str) -> str:
    """A cell's text for sharing out widths: a place to write takes the room of some words."""
    return "x " * (ROOM // 2) if text.strip() == WRITE else text
