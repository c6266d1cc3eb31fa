"""Does each formula hold when it is computed again, and are its inputs the intake's? Knows the forms of an equation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from app.checks.given import Given
from app.domain.date_reading import dates
from app.domain.dates import WorkCalendar, add_months, months_between
from app.domain.document import Computed, Finding
from app.domain.figures import figures
from app.domain.intake import words_of
from app.domain.money import MONTHS_A_YEAR, Pay, plain

NAME = "computed_holds"
MAX_LENGTH = 400
AMOUNT_FROM = 1000
_ISO = r"(\d{4}-\d{2}-\d{2})"
_PLUS = re.compile(rf"{_ISO} \+ (-?\d+)([dm]) = {_ISO}")
_MINUS = re.compile(rf"{_ISO} - {_ISO} = (\d+)d")
_MONTHS = re.compile(rf"months\({_ISO}, {_ISO}\) = (-?\d+)")
_WORKING = re.compile(rf"next_working_day_US_MX\({_ISO}\) = {_ISO}")
_BETWEEN = re.compile(rf"working_days_US_MX\({_ISO}, {_ISO}\) = (\d+)d")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_TODAY = re.compile(rf"PUENTE_TODAY = {_ISO}")


def check(given: Given) -> Iterator[Finding]:
    """An equation that does not hold, an amount that is no input, or an input that is not the intake's, blocks."""
    calendar = given.facts.calendar if given.facts else None
    for section, statement in given.statements():
        if statement.computed is None:
            continue
        known = _amounts(statement.computed)
        for step in statement.computed.formula.split("; "):
            if not holds(step, calendar):
                yield given.finding(NAME, "block", "formula_fails", section, statement, formula=step)
            for amount in _operands(step) - known:
                yield given.finding(NAME, "block", "amount_from_nowhere", section, statement, formula=step, amount=f"{amount:,f}")
            known |= {n for f in figures(step.rpartition(" = ")[2]) for n in f.values}
        for path, value in statement.computed.inputs.items():
            if not _is_input(given, path, value):
                yield given.finding(NAME, "block", "input_differs", section, statement, path=path, value=value)


def _amounts(computed: Computed) -> set[Decimal]:
    """The numbers among the inputs; a monthly one also as a year's."""
    given = {n for v in computed.inputs.values() if v is not None for f in figures(str(v)) for n in f.values}
    return given | {n * MONTHS_A_YEAR for n in given}


def _operands(step: str) -> set[Decimal]:
    """The amounts that an arithmetic step starts from; small numbers are days, rates and divisors."""
    if dates(step):
        return set()
    return {n for n in (Decimal(found) for found in _PLAIN.findall(step.rpartition(" = ")[0])) if n >= AMOUNT_FROM}


def holds(step: str, calendar: WorkCalendar | None) -> bool:
    """True when an equation is true; a working-day step without a calendar counts as true."""
    try:
        return _holds(step.strip(), calendar)
    except (ValueError, OverflowError, SyntaxError, DivisionByZero, InvalidOperation, RecursionError):
        return False


def _holds(step: str, calendar: WorkCalendar | None) -> bool:
    if len(step) > MAX_LENGTH:
        return False
    if found := _PLUS.fullmatch(step):
        start, count = date.fromisoformat(found[1]), int(found[2])
        end = start + timedelta(days=count) if found[3] == "d" else add_months(start, count)
        return end == date.fromisoformat(found[4])
    if found := _MINUS.fullmatch(step):
        return (date.fromisoformat(found[1]) - date.fromisoformat(found[2])).days == int(found[3])
    if found := _MONTHS.fullmatch(step):
        return months_between(date.fromisoformat(found[1]), date.fromisoformat(found[2])) == int(found[3])
    if found := _WORKING.fullmatch(step):
        return calendar is None or calendar.next_working(date.fromisoformat(found[1])) == date.fromisoformat(found[2])
    if found := _BETWEEN.fullmatch(step):
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        return calendar is None or calendar.working_between(first, last) == int(found[3])
    if found := _TODAY.fullmatch(step):
        return bool(date.fromisoformat(found[1]))
    left, equals, right = step.rpartition(" = ")
    if not equals:
        return False
    said = Decimal(right)
    exact = _arithmetic(ast.parse(left, mode="eval").body)
    return exact == said or exact.quantize(said, rounding=ROUND_HALF_UP) == said


def _arithmetic(node: ast.expr) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Decimal(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_arithmetic(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = _arithmetic(node.left), _arithmetic(node.right)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Div):
            return left / right
    raise ValueError(ast.dump(node)[:40])


def _is_input(given: Given, path: str, value: str | int | float | None) -> bool:
    if value is None:
        return True
    if path.startswith("law."):
        law = given.library.law.get(path.removeprefix("law."))
        return law is not None and law.value == Decimal(str(value))
    if given.facts is None or "." not in path:
        return True
    said = given.facts.intake.get(path)
    if said is None:
        return False
    if isinstance(said, Pay):
        return value == f"{said.currency} {plain(said.amount)} / {said.period}"
    if isinstance(value, str):
        return value == words_of(said)
    if isinstance(said, int | Decimal):
        return Decimal(str(value)) == said
    return any(Decimal(str(value)) in f.values for f in figures(words_of(said), articles=True))
