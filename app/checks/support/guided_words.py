"""Whether a statement says what the guided files have it say. Those words were read against their cards; a changed word was not."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from app.catalog.guided_items import PLACEHOLDER, GuidedItem
from app.catalog.kinds import document_kinds
from app.catalog.mandate_types import mandate_types
from app.domain.document import Statement
from app.domain.lang import Lang

Parts = tuple[str, ...]
"""A template's own words, in their order; between two of them a value stands."""
_NUMBERED = re.compile(r"\.\d+$")
_MARKS = re.compile(r"[.?!”\"\s]+")


class Template(NamedTuple):
    """A guided item's words, cell by cell, and the cards that they were read against."""

    cells: tuple[Parts, ...]
    cards: frozenset[str]


def is_as_written(kind: str, statement: Statement, lang: Lang) -> bool:
    """True when the words are those of a guided item with its id, whatever stands in its places, and one of the item's cards is cited."""
    cited = {card for c in statement.citations for card in c.card_ids}
    return any(not t.cards or cited & t.cards for t in _matching(kind, statement, lang))


def is_moved(kind: str, statement: Statement, lang: Lang) -> bool:
    """True when the words are a guided item's, and none of the cards that they were read against is cited any more."""
    found = _matching(kind, statement, lang)
    cited = {card for c in statement.citations for card in c.card_ids}
    return bool(found) and all(t.cards and not cited & t.cards for t in found)


def _matching(kind: str, statement: Statement, lang: Lang) -> list[Template]:
    patterns = _patterns(kind, lang)
    ids = (statement.id, _NUMBERED.sub("", statement.id))
    given = statement.cells if statement.cells is not None else (statement.text,)
    if statement.cells is not None and _plain(" | ".join(given)) != _plain(statement.text):
        return []
    known = [t for i in dict.fromkeys(ids) for t in patterns.get(i, ()) if len(t.cells) == len(given)]
    return [t for t in known if all(_says(p, _plain(text)) for p, text in zip(t.cells, given, strict=True))]


@cache
def _patterns(kind: str, lang: Lang) -> dict[str, tuple[Template, ...]]:
    """By statement id, the items that may bear it: sections' own, and those of the mandate types."""
    found: dict[str, list[Template]] = {}
    known = document_kinds().get(kind)
    for section in known.sections if known else ():
        for block in section.guided[lang]:
            for item in block.items:
                found.setdefault(f"{section.id}.{item.id}", []).append(_compiled(item))
    for mandate_type in mandate_types().values():
        for section_id, of, item in mandate_type.own_items():
            if of == lang:
                found.setdefault(f"{section_id}.{item.id}", []).append(_compiled(item))
    return {name: tuple(items) for name, items in found.items()}


def _compiled(item: GuidedItem) -> Template:
    cards = frozenset(b.ref for b in item.basis if b.kind == "cite")
    return Template(tuple(_parts(template) for template in item.templates()), cards)


def _parts(template: str) -> Parts:
    return tuple(_plain(part) for part in PLACEHOLDER.split(template)[::3])


def _says(parts: Parts, text: str) -> bool:
    """True when the text is the parts in their order, with anything between two of them."""
    first, *between = parts
    if not between:
        return text == first
    last = between.pop()
    if not (text.startswith(first) and text.endswith(last) and len(first) + len(last) <= len(text)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _plain(text: str) -> str:
    """The text without what composing changes: capitals, spaces, stops and closing quotes."""
    return _MARKS.sub("", text).casefold()
