"""Plain text and Markdown: paragraphs, headings, front matter. Knows the marks of Markdown; renders nothing."""

from __future__ import annotations

import re

from app.ingest.collecting import Gatherer
from app.ingest.decoding import decoded
from app.ingest.passages import Block, Extract, Locator
from app.ingest.refusals import IngestError

_BLANK = re.compile(r"\n[ \t\f\v\u00a0]*\n|\f")
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"^title:(.+)$", re.M | re.I)
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_PICTURE_OR_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((?:[^()\n]{0,2000})\)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^\n]{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,1000})`")


def read_text(data: bytes) -> Extract:
    """The paragraphs of a text.

    Raises: IngestError `ingest.binary`.
    """
    return Extract(kind="text", blocks=text_blocks(_text(data)))


def text_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs between blank lines; empty for a blank text."""
    gathered = Gatherer()
    for part in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        gathered.paragraph(part)
    return tuple(gathered.blocks)


def read_markdown(data: bytes) -> Extract:
    """The paragraphs of a Markdown file under their headings; of front matter the title only.

    Raises: IngestError `ingest.binary`.
    """
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    gathered = Gatherer()
    front = _FRONT.match(text)
    if front:
        title = _TITLE.search(front.group(1))
        said = title.group(1).strip(" \t").strip("\"'") if title else ""
        if said:
            gathered.heading(said, 0)
        text = text[front.end() :]
    _Markdown(gathered).read(_COMMENT.sub("", text))
    return Extract(kind="markdown", blocks=tuple(gathered.blocks))


def _text(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise IngestError("ingest.binary")
    return text


class _Markdown:
    def __init__(self, gathered: Gatherer) -> None:
        self._gathered = gathered
        self._lines: list[str] = []
        self._table = 0
        self._row = 0

    def read(self, text: str) -> None:
        fence = ""
        for line in text.split("\n"):
            opened = _FENCE.match(line)
            if fence:
                if opened and opened.group(1).startswith(fence):
                    fence = ""
                    self._flush()
                else:
                    self._lines.append(line)
            elif opened:
                self._flush()
                fence = opened.group(1)
            else:
                self._line(line)
        self._flush()

    def _line(self, line: str) -> None:
        heading, under = _ATX.fullmatch(line), _SETEXT.fullmatch(line)
        is_row = line.strip().startswith("|")
        if not is_row:
            self._row = 0
        if heading:
            self._flush()
            self._gathered.heading(inline(heading.group(2)), len(heading.group(1)))
        elif under and len(self._lines) == 1:
            text, self._lines = self._lines[0], []
            self._gathered.heading(inline(text), 1 if under.group(1)[0] == "=" else 2)
        elif is_row:
            self._flush()
            self._cells(line)
        elif not line.strip():
            self._flush()
        elif not _SETEXT.fullmatch(line):
            self._lines.append(inline(line))

    def _cells(self, line: str) -> None:
        if _RULE.fullmatch(line.strip()):
            return
        if self._row == 0:
            self._table += 1
        self._row += 1
        cells = [inline(cell.strip()) for cell in line.strip().strip("|").split("|")]
        self._gathered.paragraph(" | ".join(cell for cell in cells if cell), Locator(table=self._table, row=self._row))

    def _flush(self) -> None:
        text, self._lines = "\n".join(self._lines), []
        self._gathered.paragraph(text)


def inline(text: str) -> str:
    """A line without its marks of emphasis, code and links; the words of a link stay, its address goes."""
    shown = _PICTURE_OR_LINK.sub(r"\1", text)
    for mark in (_STRONG, _EMPHASIS, _CODE):
        shown = mark.sub(lambda found: found.group(found.lastindex or 0), shown)
    return shown
