"""Gathers blocks in reading order under their headings. Knows headings and paragraph numbers; knows no format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from app.ingest.passages import Block, Locator

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
DEEPEST = 9
LONGEST_HEADING = 200
"""Characters of a heading that stand over each of its paragraphs; what is longer is a paragraph in disguise."""


def sound(text: str) -> str:
    """The text with composed accents and line feeds, without control characters and half characters, which no index takes."""
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", whole).replace("\u00ad", "")


class Gatherer:
    """Blocks so far. Blank ones are dropped; a heading closes those of its level and below."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._path: list[tuple[int, str]] = []
        self._paragraph = 0

    def heading(self, text: str, level: int, at: Locator | None = None) -> None:
        """A heading of a level from 0 (title) to 9."""
        said = " ".join(sound(text).split())
        if not said:
            return
        self._path = [(each, name) for each, name in self._path if each < level]
        self.blocks.append(Block(text=said, heading=self._names(), at=at or Locator(), is_heading=True))
        self._path.append((min(level, DEEPEST), said if len(said) <= LONGEST_HEADING else f"{said[:LONGEST_HEADING]}…"))
        self._paragraph = 0

    def paragraph(self, text: str, at: Locator | None = None) -> None:
        """A block of text; without `at` it is numbered under its heading, with `at` it bears that place alone."""
        said = sound(text)
        if not said.strip():
            return
        if at is None or at.mail is not None:
            self._paragraph += 1
            at = replace(at or Locator(), paragraph=self._paragraph)
        self.blocks.append(Block(text=said, heading=self._names(), at=at))

    def close_headings(self) -> None:
        """What follows stands under no heading: notes after the text, the next slide."""
        self._path = []
        self._paragraph = 0

    def _names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self._path)
