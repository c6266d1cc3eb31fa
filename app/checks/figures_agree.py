"""Do the figures and dates of a statement stand in what it cites, in the client's intake, or in its own computation?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.checks.given import Given
from app.domain.date_reading import DateMention, dates
from app.domain.document import Finding, SectionDraft, Statement
from app.domain.figures import Figure, agrees, figures

NAME = "figures_agree"
ORDINAL_HEADER = "#"
SPELLED_FROM = 11
"""A smaller number in words counts only with a unit ("three months"), since "two countries" is no figure."""


def check(given: Given) -> Iterator[Finding]:
    """A figure or date that nothing cited carries blocks."""
    intake_figures, intake_dates = _read(given.intake_texts)
    ordinals = _ordinal_rows(given)
    for section, statement in given.statements():
        own_figures, own_dates = _read(given.quoted(statement))
        computed_figures, computed_dates = _computed(statement)
        allowed, days = (*own_figures, *computed_figures), (*own_dates, *computed_dates)
        if statement.basis != "guidance":
            asked_figures, asked_dates = _read(given.question_texts) if statement.basis == "gap" else ((), ())
            allowed, days = (*allowed, *intake_figures, *asked_figures), (*days, *intake_dates, *asked_dates)
        yield from _statement(given, section, statement, allowed, days, skip_first=statement.id in ordinals)


def _read(texts: tuple[str, ...]) -> tuple[tuple[Figure, ...], tuple[DateMention, ...]]:
    found: list[Figure] = []
    days: list[DateMention] = []
    for text in texts:
        mentioned = dates(text)
        days.extend(mentioned)
        found.extend(figures(text))
    return tuple(found), tuple(days)


def _computed(statement: Statement) -> tuple[tuple[Figure, ...], tuple[DateMention, ...]]:
    if statement.computed is None:
        return (), ()
    values = tuple(str(v) for v in statement.computed.inputs.values() if v is not None)
    found, days = _read((statement.computed.formula.replace("d =", " =").replace("d;", ";"), *values))
    plain = tuple(Figure(f.start, f.end, f.text, f.values, "", f.is_spelled) for f in found)
    return (*plain, *_day_counts(statement.computed.formula)), days


def _day_counts(formula: str) -> tuple[Figure, ...]:
    counts = []
    for word in formula.replace(";", " ").split():
        number = word.rstrip("dm")
        if word != number and number.isdigit():
            counts.append(Figure(0, 0, number, frozenset({Decimal(number)}), ""))
    return tuple(counts)


def _ordinal_rows(given: Given) -> frozenset[str]:
    return frozenset(
        s.id
        for section in given.document.sections
        for block in section.blocks
        if block.header and block.header[0] == ORDINAL_HEADER
        for s in block.statements
    )


def _statement(
    given: Given,
    section: SectionDraft,
    statement: Statement,
    allowed: tuple[Figure, ...],
    days: tuple[DateMention, ...],
    *,
    skip_first: bool,
) -> Iterator[Finding]:
    text = statement.text
    mentioned = dates(text)
    first_end = len(statement.cells[0]) if skip_first and statement.cells else 0
    for day in mentioned:
        if not any(day.agrees(d) for d in days):
            yield given.finding(NAME, "block", "date_unsupported", section, statement, (day.start, day.end), date=day.text)
    years = frozenset(Decimal(d.year) for d in days if d.year)
    for figure in figures(text):
        if figure.start < first_end or any(d.start <= figure.start < d.end for d in mentioned):
            continue
        if figure.is_spelled and not figure.unit and max(figure.values) < SPELLED_FROM:
            continue
        if agrees(figure, allowed) or figure.values & years:
            continue
        key = "figure_other_unit" if any(figure.values & a.values for a in allowed) else "figure_unsupported"
        yield given.finding(NAME, "block", key, section, statement, (figure.start, figure.end), figure=figure.text)
