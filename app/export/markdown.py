"""A document as Markdown: plain text that reads well and renders well. Knows Markdown's signs; decides nothing about content.

Source notes are footnotes `[^n]`, the client's answers `[^cn]` (resolved as `c: path`); every sign in a client's text is escaped.
"""

from __future__ import annotations

import re

from app.catalog.text import say
from app.domain.document import Document
from app.domain.intake import is_path
from app.export.blocks import Bullets, Findings, Heading, Layout, LayoutBlock, Marks, Paragraph, Passage, Row, Sources, Table
from app.export.inline import Runs
from app.export.layout import layout
from app.export.notes import WEB

OPEN = "**▲**"
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~^&$])")
_AT_START = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")
"""Renderers make links of bare addresses: an escaped colon or point leaves them text."""


def to_markdown(document: Document) -> str:
    """The document as Markdown, ending in one line break. The same document always gives the same text."""
    made = layout(document)
    paths = _path_numbers(made)
    cover = made.cover
    head = [f"# {escaped(cover.full_title)}"]
    head += [escaped(line) for line in (cover.codename, f"{cover.date} · {cover.version} · {made.lang}") if line]
    head += [f"*{escaped(line)}*" for line in (" ".join(p for p in (cover.confidentiality, cover.audience) if p), cover.dagger) if line]
    head.append(f"*{escaped(say(made.lang, 'export.markdown_legend'))}*")
    parts = [*head, *(_block(block, paths, made) for block in made.blocks), *_definitions(made, paths)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """The text with every sign that Markdown would read as a command made literal."""
    return _line(_inert(text))


def _inert(text: str) -> str:
    return _ADDRESS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _line(whole: str) -> str:
    """A line that starts like a list, a numbered point or a formula is made plain text."""
    return _AT_START.sub(lambda m: f"\\{m.group(1)}" if m.group(1) else f"{m.group(2)}\\{m.group(3)}", whole)


def _block(block: LayoutBlock, paths: dict[str, int], made: Layout) -> str:
    if isinstance(block, Heading):
        return f"## {f'{block.number}. ' if block.number else ''}{escaped(block.title)}"
    if isinstance(block, Paragraph):
        return " ".join(_passage(p, paths) for p in block.passages)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_passage(p, paths)}" for p in block.passages)
    if isinstance(block, Table):
        return _table(block, paths)
    if isinstance(block, Sources):
        return _sources(block)
    return _findings(block)


def _passage(passage: Passage, paths: dict[str, int]) -> str:
    return _text(passage.runs) + _marks(passage.marks, paths)


def _table(table: Table, paths: dict[str, int]) -> str:
    """A pipe table; one without header gets an empty one, which Markdown demands."""
    columns = len(table.widths)
    header = [_text(cell) for cell in table.header] or [""] * columns
    lines = [_piped(header), _piped(["---"] * columns)]
    lines += [_piped([_cell(row, at, paths) for at in range(columns)]) for row in table.rows]
    return "\n".join(lines)


def _cell(row: Row, at: int, paths: dict[str, int]) -> str:
    return _text(row.cells[at]) + (_marks(row.marks, paths) if at == row.mark_cell else "")


def _piped(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _text(parts: Runs) -> str:
    """Runs as Markdown; what stands at the very start of the text is escaped as a line's start."""
    return _line("".join(f"**{_inert(run.text)}**" if run.bold else _inert(run.text) for run in parts))


def _marks(marks: Marks, paths: dict[str, int]) -> str:
    signs = [f"[^{number}]" for number in marks.notes]
    signs += [f"[^c{paths[path]}]" for path in marks.paths]
    return ("".join(signs)) + (f" {OPEN}" if marks.is_open else "")


def _path_numbers(made: Layout) -> dict[str, int]:
    every = dict.fromkeys(path for passage in made.passages() for path in passage.marks.paths)
    return {path: number for number, path in enumerate(every, 1)}


def _sources(block: Sources) -> str:
    """Each source with its dates; the sentences relied on follow as the footnotes' own text."""
    lines = []
    for entry in block.entries:
        link = f" <{entry.url}>" if entry.url and WEB.fullmatch(entry.url) else ""
        cited = "".join(f"[^{note.number}]" for note in entry.notes)
        lines.append(f"- **{escaped(entry.title)}**. {escaped(entry.line)}{link} {cited}".rstrip())
    return "\n".join(lines)


def _definitions(made: Layout, paths: dict[str, int]) -> list[str]:
    notes = [
        f"[^{n.number}]: {escaped(n.sentence_id)}: {escaped(n.title)}, {escaped(n.as_of)}; {n.state}."
        + (f" “{escaped(n.quote)}”" if n.quote else "")
        for n in made.notes
    ]
    answers = [f"[^c{number}]: c: {_path(path)}" for path, number in paths.items()]
    return ["\n".join(notes), "\n".join(answers)]


def _path(path: str) -> str:
    return f"`{path}`" if is_path(path) else escaped(path)


def _findings(block: Findings) -> str:
    places = (f" ({escaped(item.place)})" if item.place else "" for item in block.items)
    return "\n".join(f"- **{i.word}**{place}: {escaped(i.message)}" for i, place in zip(block.items, places, strict=True))
