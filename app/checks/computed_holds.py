"""Does each formula hold when it is computed again, and are its inputs the intake's? Knows the three forms of an equation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from app.checks.given import Given
from app.domain.dates import WorkCalendar, add_months, months_between
from app.domain.document import Finding
from app.domain.intake import words_of

NAME = "computed_holds"
MAX_LENGTH = 400
_ISO = r"(\d{4}-\d{2}-\d{2})"
_PLUS = re.compile(rf"{_ISO} \+ (\d+)([dm]) = {_ISO}")
_MINUS = re.compile(rf"{_ISO} - {_ISO} = (\d+)d")
_MONTHS = re.compile(rf"months\({_ISO}, {_ISO}\) = (-?\d+)")
_WORKING = re.compile(rf"next_working_day_US_MX\({_ISO}\) = {_ISO}")
_TODAY = re.compile(rf"PUENTE_TODAY = {_ISO}")


def check(given: Given) -> Iterator[Finding]:
    """An equation that does not hold, or an input that is not the intake's, blocks."""
    calendar = given.facts.calendar if given.facts else None
    for section, statement in given.statements():
        if statement.computed is None:
            continue
        for step in statement.computed.formula.split("; "):
            if not holds(step, calendar):
                yield given.finding(NAME, "block", "formula_fails", section, statement, formula=step)
        for path, value in statement.computed.inputs.items():
            if not _is_input(given, path, value):
                yield given.finding(NAME, "block", "input_differs", section, statement, path=path, value=value)


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
    if isinstance(value, str) and " / " in value:
        return value.split(" / ")[0].split()[-1] in words_of(said).replace(",", "")
    return str(value) == words_of(said) or str(value).removesuffix(".0") in words_of(said)
