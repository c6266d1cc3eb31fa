"""How a document is changed in one place: texts with their cells, citations, computations, blocks. Knows no faults and no checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.domain.document import Block, Citation, Computed, Document, Statement

JOINT = " | "
UNIT = r"(?:working days?|days?|weeks?|months|hours?|días? hábiles|días?|semanas?|meses|horas?)"
QUOTE = re.compile(r"[“«\"][^”»\"]*[”»\"]")

Change = Callable[[Statement], tuple[str, str] | None]
"""What to put in place of what in a statement's text; None where the fault does not fit."""
Alter = Callable[[Statement], Statement | None]
T = TypeVar("T")


def statements_of(document: Document) -> list[Statement]:
    """Every statement, in reading order."""
    return [s for section in document.sections for s in section.statements()]


def spread(items: Sequence[T], most: int | None) -> Sequence[T]:
    """At most so many items, evenly from first to last; all of them for None."""
    if most is None or len(items) <= most:
        return items
    return [items[i * (len(items) - 1) // max(most - 1, 1)] for i in range(most)]


def in_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    """The document with every block changed, its findings forgotten."""
    sections = tuple(s.model_copy(update={"blocks": tuple(change(b) for b in s.blocks)}) for s in document.sections)
    return document.model_copy(update={"sections": sections, "findings": ()})


def put(document: Document, *changed: Statement) -> Document:
    """The document with these statements in place of those of the same ids."""
    new = {s.id: s for s in changed}
    return in_blocks(document, lambda b: b.model_copy(update={"statements": tuple(new.get(s.id, s) for s in b.statements)}))


def rewritten(statement: Statement, edit: Callable[[str], str]) -> Statement:
    """The statement with each cell, or its text, rewritten."""
    if statement.cells is None:
        return statement.model_copy(update={"text": edit(statement.text)})
    cells = tuple(edit(c) for c in statement.cells)
    return statement.model_copy(update={"cells": cells, "text": JOINT.join(cells)})


def everywhere(document: Document, edit: Callable[[str], str]) -> Document:
    """The document with every statement rewritten."""
    return put(document, *(rewritten(s, edit) for s in statements_of(document)))


def outside_quotes(edit: Callable[[str], str]) -> Callable[[str], str]:
    """The edit, for what stands in no quotation marks."""

    def careful(text: str) -> str:
        kept = QUOTE.findall(text)
        parts = [edit(p) for p in QUOTE.split(text)]
        return "".join(p + (kept[i] if i < len(kept) else "") for i, p in enumerate(parts))

    return careful


def said(statement: Statement, old: str, new: str) -> Statement:
    """The statement with the first `old` as `new`; an empty `old` adds `new` at the end."""
    if old:
        left = [1]

        def once(text: str) -> str:
            if old not in text or not left:
                return text
            left.clear()
            return text.replace(old, new, 1)

        return rewritten(statement, once)
    if statement.cells is None:
        return statement.model_copy(update={"text": f"{statement.text} {new}"})
    cells = (*statement.cells[:-1], f"{statement.cells[-1]} {new}")
    return statement.model_copy(update={"cells": cells, "text": JOINT.join(cells)})


def found(pattern: str, new: Callable[[re.Match[str]], str], absent_from: str = "") -> Change:
    """The first match outside quotation marks and what to put there; a figure that stands in `absent_from` already would be no fault."""

    def change(statement: Statement) -> tuple[str, str] | None:
        for match in re.finditer(pattern, QUOTE.sub("\n", statement.text)):
            fresh = new(match)
            figure = re.match(r"[\d.,]+", fresh)
            if match.group() in statement.text and not (
                figure and absent_from and re.search(rf"\b{re.escape(figure.group())}\b", absent_from)
            ):
                return match.group(), fresh
        return None

    return change


def added(words: str, *, judged: bool = True) -> Change:
    """These words at the end; not in a judgement unless `judged`."""
    return lambda s: None if s.basis == "judgement" and not judged else ("", words)


def swap(pairs: tuple[tuple[str, str], ...]) -> Change:
    """The first pair whose first half stands in the text."""
    return lambda s: next(((old, new) for old, new in pairs if old in QUOTE.sub("", s.text)), None)


def shifted(digits: str) -> str:
    """The same form with every digit another: 1,200 → 2,644."""
    return "".join(c if not c.isdigit() else str(int(c) % 9 + 1) if i == 0 else str((int(c) + 4) % 10) for i, c in enumerate(digits))


def other_day(found: re.Match[str], months: list[str], whole: str) -> int:
    """Another day of that month, one that stands nowhere in the document."""
    said = re.compile(rf"{found[5]}-{months.index(found[3]) + 1:02}-(\d\d)|\b(\d{{1,2}})(?: de)? {found[3][:3]}", re.IGNORECASE)
    taken = {int(one or other) for one, other in said.findall(whole)}
    return next(d for d in range(2, 29) if d not in taken)


def cited(key: str, change: Callable[[Citation], dict[str, object]]) -> Alter:
    """Changes the first citation that has `key` and words."""

    def alter(statement: Statement) -> Statement | None:
        for index, citation in enumerate(statement.citations):
            if getattr(citation, key) and citation.quote:
                changed = citation.model_copy(update=change(citation))
                others = statement.citations
                return statement.model_copy(update={"citations": (*others[:index], changed, *others[index + 1 :])})
        return None

    return alter


def uncited(basis: str) -> Alter:
    """A statement of this basis without its citations."""
    return lambda s: s.model_copy(update={"citations": ()}) if s.basis == basis else None


def swapped(donor: Citation, *, with_figures: bool) -> Alter:
    """A statement that rests on sentences alone, resting on the donor instead."""

    def alter(statement: Statement) -> Statement | None:
        fits = re.search(rf"\d+(?: {UNIT}| ?%)", statement.text) if with_figures else not re.search(r"\d", statement.text)
        rests = statement.basis == "guidance" and all(c.sentence_id for c in statement.citations) and not statement.computed
        return statement.model_copy(update={"citations": (donor,)}) if rests and fits else None

    return alter


def computed(change: Callable[[Computed], dict[str, object]], needs: str) -> Alter:
    """Changes a computation whose formula has `needs`."""

    def alter(statement: Statement) -> Statement | None:
        known = statement.computed
        if known is None or not re.search(needs, known.formula):
            return None
        return statement.model_copy(update={"computed": known.model_copy(update=change(known))})

    return alter
