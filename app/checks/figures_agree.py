"""Do the figures and dates of a statement stand in what it cites or in its own computation? A judgement or gap may use any answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.checks.given import Given
from app.domain.composed import composed
from app.domain.date_reading import DateMention, dates
from app.domain.document import Finding, SectionDraft, Statement
from app.domain.figures import Figure, agrees, figures
from app.domain.intake import unit_of

NAME = "figures_agree"
ORDINAL_HEADER = "#"
SPELLED_FROM = 11
"""A smaller number in words counts only with a unit ("three months"), since "two countries" is no figure."""
_STEP_NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)([dm]?)(?![\w.])")
_STEP_UNITS = {"d": "days", "m": "months", "365": "days"}


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
        return any(day.agrees(d) and (day.day is None or d.day is not None) for d in self.dates)


@dataclass(frozen=True)
class _Grounds:
    """What a statement may rest on: `near` is what it cites and computes, `far` what its basis allows beside that."""

    near: _Said
    far: _Said
    intake: _Said

    def lacking(self, figure: Figure) -> str:
        """The key of the finding, or "" when the figure is grounded. Another unit near by is not excused by anything far."""
        if self.near.has_figure(figure):
            return ""
        if any(figure.values & near.values for near in self.near.figures):
            return "figure_other_unit"
        if self.far.has_figure(figure):
            return ""
        return "figure_uncited" if self.intake.has_figure(figure) else "figure_unsupported"


def check(given: Given) -> Iterator[Finding]:
    """A figure or date that nothing cited carries blocks. A statement with a withheld citation cannot be tested and is passed over."""
    intake, questions = _read(given.intake_counts), _read(given.question_texts)
    ordinals = _ordinal_rows(given)
    for section, statement in given.statements():
        if any(c.withheld for c in statement.citations):
            continue
        near = _read((*given.quoted(statement, counted=True), *given.asked(statement))) + _computed(given, statement)
        far = _Said()
        if statement.basis == "judgement":
            far = intake
        elif statement.basis == "gap":
            near, far = near + _read(_own_questions(given, statement)), intake + questions
        yield from _statement(given, section, statement, _Grounds(near, far, intake), skip_first=statement.id in ordinals)


def _own_questions(given: Given, statement: Statement) -> tuple[str, ...]:
    paths = {c.intake_path for c in statement.citations}
    return tuple(composed(g.question) for g in given.document.gaps if g.path in paths)


def _read(texts: Iterable[str]) -> _Said:
    read = [_one(text) for text in texts]
    return _Said(tuple(f for said in read for f in said.figures), tuple(d for said in read for d in said.dates))


@lru_cache(maxsize=4096)
def _one(text: str) -> _Said:
    """What one text says; cited sentences and answers are read for many statements."""
    mentioned = dates(text)
    return _Said(tuple(_rounding(f) for f in _outside(figures(text, articles=True), mentioned)), mentioned)


def _rounding(figure: Figure) -> Figure:
    """A sum of money also as whole units, which is how documents print it."""
    if figure.unit != "money":
        return figure
    return replace(figure, values=figure.values | {v.quantize(Decimal(1), rounding=ROUND_HALF_UP) for v in figure.values})


def _outside(found: tuple[Figure, ...], mentioned: tuple[DateMention, ...]) -> Iterator[Figure]:
    return (f for f in found if not any(d.start <= f.start < d.end for d in mentioned))


def _computed(given: Given, statement: Statement) -> _Said:
    """The inputs and steps of a computation: results are money of the inputs' one currency, 18d are days, 6m are months."""
    if statement.computed is None:
        return _Said()
    said = _Said()
    for name, given_value in statement.computed.inputs.items():
        law = given.library.law.get(name.removeprefix("law.")) if name.startswith("law.") else None
        said += _read((f"{given_value} {law.unit if law else unit_of(name)}",)) if given_value is not None else _Said()
    currencies = {f.kind for f in said.figures if f.unit == "money"}
    currency = currencies.pop() if len(currencies) == 1 else ""
    known = {n for f in said.figures for n in f.values}
    found = []
    for step in statement.computed.formula.split("; "):
        days = dates(step)
        said += _Said(dates=days)
        result = step.rfind(" = ")
        for number in _STEP_NUMBER.finditer(step):
            value, is_result = Decimal(number.group(1)), number.start() > result
            if (is_result or value not in known) and not any(d.start <= number.start() < d.end for d in days):
                unit, kind = _STEP_UNITS.get(number.group(2) or number.group(1), ""), currency if is_result else ""
                found.append(Figure(number.start(), number.end(), number.group(1), frozenset({value}), unit, kind=kind))
    return said + _Said(tuple(found))


def _ordinal_rows(given: Given) -> frozenset[str]:
    return frozenset(
        s.id
        for section in given.document.sections
        for block in section.blocks
        if block.header and block.header[0] == ORDINAL_HEADER
        for s in block.statements
    )


def _statement(given: Given, section: SectionDraft, statement: Statement, grounds: _Grounds, *, skip_first: bool) -> Iterator[Finding]:
    text = given.text(statement)
    mentioned = dates(text)
    first_end = len(statement.cells[0]) if skip_first and statement.cells else 0
    for day in mentioned:
        if not grounds.near.has_date(day) and not grounds.far.has_date(day):
            key = "date_uncited" if grounds.intake.has_date(day) else "date_unsupported"
            yield given.finding(NAME, "block", key, section, statement, (day.start, day.end), date=day.text)
    for figure in _outside(figures(text), mentioned):
        if figure.start < first_end or (figure.is_spelled and not figure.unit and max(figure.values) < SPELLED_FROM):
            continue
        key = grounds.lacking(figure)
        if key:
            yield given.finding(NAME, "block", key, section, statement, (figure.start, figure.end), figure=figure.text)
