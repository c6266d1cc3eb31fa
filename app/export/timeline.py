"""The gates of a timeline block as dates. Knows the convention of a row; draws nothing.

A row's ISO date is the last `= YYYY-MM-DD` of its formula, today left out; a gate that a holiday moved says `(…planned) = moved`
in it. Without a formula the printed date of the first cell counts; a row without a date has no gate.
"""

from __future__ import annotations

import re
from datetime import date

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.base import Value
from app.domain.date_reading import dates
from app.domain.document import Block, Statement
from app.domain.lang import Lang
from app.export.inline import clean, plain, runs

_RESULT = re.compile(r"(?<!PUENTE_TODAY )= (\d{4}-\d{2}-\d{2})(?!\d)")
_MOVED = re.compile(r"\((\d{4}-\d{2}-\d{2})\) = (\d{4}-\d{2}-\d{2})(?!\d)")
_LABEL_CELL = 2
_OWNER_CELL = 3


class Gate(Value):
    """A dated step. `planned` is the date before a holiday moved it, None when nothing did."""

    day: date
    label: str
    owner: str
    planned: date | None = None


def gates(block: Block) -> tuple[Gate, ...]:
    """The gates of a block in the order of their dates; empty when no row has one."""
    found = [gate for statement in block.statements if (gate := _gate(statement))]
    return tuple(sorted(found, key=lambda g: g.day))


def described(found: tuple[Gate, ...], lang: Lang) -> str:
    """The picture in words, for readers who do not see it; empty for no gates."""
    if not found:
        return ""
    listed = "; ".join(f"{show_date(g.day, lang, short=True)}: {g.label}" for g in found)
    first, last = show_date(found[0].day, lang), show_date(found[-1].day, lang)
    return say(lang, "export.timeline.alt", first=first, last=last, gates=listed)


def _gate(statement: Statement) -> Gate | None:
    formula = statement.computed.formula if statement.computed else ""
    cells = tuple(plain(runs(cell)) for cell in statement.cells or (statement.text,))
    found = _RESULT.findall(formula)
    when = _iso(found[-1]) if found else _printed(cells[0])
    if when is None:
        return None
    moved = [(_iso(a), _iso(b)) for a, b in _MOVED.findall(formula)]
    planned = next((a for a, b in reversed(moved) if b == when and a != when), None)
    label = cells[_LABEL_CELL] if len(cells) > _LABEL_CELL else cells[-1]
    return Gate(day=when, label=clean(label), owner=cells[_OWNER_CELL] if len(cells) > _OWNER_CELL else "", planned=planned)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _printed(text: str) -> date | None:
    mention = next(iter(dates(text)), None)
    if mention is None or mention.year is None or mention.day is None:
        return None
    try:
        return date(mention.year, mention.month, mention.day)
    except ValueError:
        return None
