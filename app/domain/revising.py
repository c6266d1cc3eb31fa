"""A document with one thing changed: a statement's words, a statement added, taken out or moved, a section replaced or locked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from app.domain.document import Block, Citation, Document, SectionDraft, Statement
from app.errors import BadInput, UnknownId

CELL = " | "
_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_OWN = re.compile(r"\.e(\d+)$")


def find(document: Document, statement_id: str) -> tuple[SectionDraft, Statement]:
    """A statement with its section.

    Raises: UnknownId.
    """
    for section in document.sections:
        for statement in section.statements():
            if statement.id == statement_id:
                return section, statement
    raise UnknownId("id.statement", where=document.id, name=statement_id)


def section_of(document: Document, section_id: str) -> SectionDraft:
    """A section.

    Raises: UnknownId naming those there are.
    """
    found = document.section(section_id)
    if found is None:
        raise UnknownId("id.section", where=document.id, name=section_id, known=", ".join(s.id for s in document.sections))
    return found


def with_section(document: Document, section: SectionDraft) -> Document:
    """The document with this section in the place of the one with its id."""
    return document.model_copy(update={"sections": tuple(section if s.id == section.id else s for s in document.sections)})


def with_lock(document: Document, section_id: str, *, is_locked: bool) -> Document:
    """The document with a section locked, or open again.

    Raises: UnknownId.
    """
    return with_section(document, section_of(document, section_id).model_copy(update={"locked": is_locked}))


def with_words(document: Document, statement_id: str, words: str | tuple[str, ...]) -> Document:
    """The document with other words in a statement: a text, or a row's cells (or its text with ` | ` between the cells).

    Raises: UnknownId; BadInput for no words, or another number of cells.
    """
    section, statement = find(document, statement_id)
    refuse_locked(section)
    cells = words if isinstance(words, tuple) else tuple(words.split(CELL)) if statement.cells is not None else None
    text = words if isinstance(words, str) and cells is None else CELL.join(cells or ())
    if not any(sign.isalnum() for sign in text):
        raise BadInput("input.no_words", where=statement_id)
    if statement.cells is not None and len(cells or ()) != len(statement.cells):
        raise BadInput("input.cells", where=statement_id, given=len(cells or ()), needed=len(statement.cells))
    changed = statement.model_copy(update={"text": text, "cells": cells if statement.cells is not None else None})
    return _mapped(document, section, lambda s: (changed,) if s.id == statement_id else (s,))


def without(document: Document, statement_id: str) -> Document:
    """The document without a statement; a block that this empties goes too.

    Raises: UnknownId; BadInput for a locked section.
    """
    section, _ = find(document, statement_id)
    refuse_locked(section)
    return _mapped(document, section, lambda s: () if s.id == statement_id else (s,))


def added(document: Document, after: str, words: tuple[str, ...], citations: tuple[Citation, ...] = ()) -> tuple[Document, str]:
    """The document with a new statement after another, and its id. In a table it fills the row; elsewhere its words are one text.

    Raises: UnknownId; BadInput for a locked section.
    """
    section, beside = find(document, after)
    refuse_locked(section)
    taken = [int(m.group(1)) for s in section.statements() for m in (_OWN.search(s.id),) if m]
    new_id = f"{section.id}.e{max([0, *taken]) + 1}"
    cells: tuple[str, ...] | None = None
    if beside.cells is not None:
        width = len(beside.cells)
        cells = (*words[: width - 1], " ".join(words[width - 1 :])) if len(words) > width else (*words, *[""] * (width - len(words)))
    text = CELL.join(cells) if cells else " ".join(words)
    made = Statement(id=new_id, text=text, cells=cells, basis="judgement", citations=citations)
    return _mapped(document, section, lambda s: (s, made) if s.id == after else (s,)), new_id


def moved(document: Document, statement_id: str, after: str) -> Document:
    """The document with a statement behind another, also one of another section; where one is a row and the other is not, its form follows.

    Raises: UnknownId; BadInput for a locked section.
    """
    home, statement = find(document, statement_id)
    target, beside = find(document, after)
    refuse_locked(home)
    refuse_locked(target)
    if statement_id == after:
        return document
    width = len(beside.cells) if beside.cells is not None else 0
    if width != len(statement.cells or ()):
        parts = statement.cells or (statement.text,)
        cells = (*parts[: width - 1], " ".join(parts[width - 1 :]), *[""] * (width - len(parts))) if width else None
        statement = statement.model_copy(update={"cells": cells, "text": CELL.join(cells) if cells else " ".join(parts)})
    taken_out = _mapped(document, home, lambda s: () if s.id == statement_id else (s,))
    return _mapped(taken_out, section_of(taken_out, target.id), lambda s: (s, statement) if s.id == after else (s,))


def refuse_locked(section: SectionDraft) -> None:
    """Refuses to touch a locked section.

    Raises: BadInput.
    """
    if section.locked:
        raise BadInput("input.locked", where=section.id, section=section.id)


def _mapped(document: Document, section: SectionDraft, change: Callable[[Statement], tuple[Statement, ...]]) -> Document:
    blocks: list[Block] = []
    for block in section.blocks:
        statements = tuple(made for s in block.statements for made in change(s))
        if statements:
            blocks.append(block.model_copy(update={"statements": statements}))
    return with_section(document, section.model_copy(update={"blocks": tuple(blocks)}))


def plain(text: str) -> str:
    """A text without the marks of bold, as it is printed."""
    return _BOLD.sub(r"\1", text)


def remarked(source: str, after: str) -> str:
    """New printed words with the bold marks of `source`: "**Lead:** old" and "Lead: new" give "**Lead:** new"."""
    shown: list[tuple[str, bool]] = []
    place = 0
    for match in _BOLD.finditer(source):
        shown += [(sign, False) for sign in source[place : match.start()]] + [(sign, True) for sign in match.group(1)]
        place = match.end()
    shown += [(sign, False) for sign in source[place:]]
    if not any(bold for _, bold in shown):
        return after
    looks = [False] * len(after)
    for op, a0, a1, b0, b1 in SequenceMatcher(None, [s for s, _ in shown], list(after), autojunk=False).get_opcodes():
        for at in range(b0, b1):
            if op == "equal":
                looks[at] = shown[a0 + at - b0][1]
            elif op == "replace":
                looks[at] = all(bold for _, bold in shown[a0:a1])
            else:
                looks[at] = 0 < a0 < len(shown) and shown[a0 - 1][1] and shown[a0][1]
    made, is_bold = "", False
    for sign, bold in zip(after, looks, strict=True):
        made += ("**" if bold != is_bold else "") + sign
        is_bold = bold
    made += "**" if is_bold else ""
    return made if plain(made) == after else after
