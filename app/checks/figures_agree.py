"""Do the figures and dates of a statement stand in what it cites or in its own computation? A judgement or gap may use any answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.given import Given
from app.domain.date_reading import DateMention, dates
from app.domain.document import Finding, SectionDraft, Statement
from app.domain.figures import Figure, agrees, figures

NAME = "figures_agree"
ORDINAL_HEADER = "#"
SPELLED_FROM = 11
"""A smaller number in words counts only with a unit ("three months"), since "two countries" is no figure."""
_STEP_NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)([dm]?)(?![\w.])")
_STEP_UNITS = {"d": "days", "m": "months", "": ""}


@dataclass(frozen=True)
class _Said:
    """The figures and dates of some texts; a date's own digits are no figures."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()

    def __add__(self, other: _Said) -> _Said:
        return _Said((*self.figures, *other.figures), (*self.dates, *other.dates))

    def has_figure(self, figure: Figure) -> bool:
        is_year = not figure.unit and any(d.year in figure.values for d in self.dates)
        return is_year or agrees(figure, self.figures)

    def has_date(self, day: DateMention) -> bool:
        return any(day.agrees(d) for d in self.dates)


def check(given: Given) -> Iterator[Finding]:
    """A figure or date that nothing cited carries blocks. A statement with a withheld citation cannot be tested and is passed over."""
    intake, questions = _read(given.intake_texts), _read(given.question_texts)
    ordinals = _ordinal_rows(given)
    for section, statement in given.statements():
        if any(c.withheld for c in statement.citations):
            continue
        allowed = _read((*given.quoted(statement), *given.asked(statement))) + _computed(given, statement)
        if statement.basis == "judgement":
            allowed += intake
        elif statement.basis == "gap":
            allowed += intake + questions
        yield from _statement(given, section, statement, allowed, intake, skip_first=statement.id in ordinals)


def _read(texts: Iterable[str]) -> _Said:
    found: list[Figure] = []
    days: list[DateMention] = []
    for text in texts:
        mentioned = dates(text)
        days.extend(mentioned)
        found.extend(_outside(figures(text, articles=True), mentioned))
    return _Said(tuple(found), tuple(days))


def _outside(found: tuple[Figure, ...], mentioned: tuple[DateMention, ...]) -> Iterator[Figure]:
    return (f for f in found if not any(d.start <= f.start < d.end for d in mentioned))


def _computed(given: Given, statement: Statement) -> _Said:
    """The inputs and steps of a computation: results are money of the inputs' one currency, 18d are days, 6m are months."""
    if statement.computed is None:
        return _Said()
    inputs = statement.computed.inputs
    said = _read(str(v) for v in inputs.values() if v is not None)
    laws = (given.library.law.get(name.removeprefix("law.")) for name in inputs)
    currencies = {f.kind for f in said.figures if f.unit == "money"} | {law.unit for law in laws if law and law.unit.isupper()}
    currency = currencies.pop() if len(currencies) == 1 else ""
    found = []
    for step in statement.computed.formula.split("; "):
        steps = _read((step,))
        said += _Said(dates=steps.dates)
        result = step.rfind(" = ")
        for number in _STEP_NUMBER.finditer(step):
            if not any(d.start <= number.start() < d.end for d in steps.dates):
                kind = currency if number.start() > result else ""
                value = frozenset({Decimal(number.group(1))})
                found.append(Figure(number.start(), number.end(), number.group(1), value, _STEP_UNITS[number.group(2)], kind=kind))
    return said + _Said(tuple(found))


def _ordinal_rows(given: Given) -> frozenset[str]:
    return frozenset(
        s.id
        for section in given.document.sections
        for block in section.blocks
        if block.header and block.header[0] == ORDINAL_HEADER
        for s in block.statements
    )


def _statement(
    given: Given, section: SectionDraft, statement: Statement, allowed: _Said, intake: _Said, *, skip_first: bool
) -> Iterator[Finding]:
    text = given.text(statement)
    mentioned = dates(text)
    first_end = len(statement.cells[0]) if skip_first and statement.cells else 0
    for day in mentioned:
        if not allowed.has_date(day):
            key = "date_uncited" if intake.has_date(day) else "date_unsupported"
            yield given.finding(NAME, "block", key, section, statement, (day.start, day.end), date=day.text)
    for figure in _outside(figures(text), mentioned):
        if figure.start < first_end or allowed.has_figure(figure):
            continue
        if figure.is_spelled and not figure.unit and max(figure.values) < SPELLED_FROM:
            continue
        yield given.finding(
            NAME, "block", _key(figure, allowed, intake), section, statement, (figure.start, figure.end), figure=figure.text
        )


def _key(figure: Figure, allowed: _Said, intake: _Said) -> str:
    if any(figure.values & a.values for a in allowed.figures):
        return "figure_other_unit"
    return "figure_uncited" if intake.has_figure(figure) else "figure_unsupported"
