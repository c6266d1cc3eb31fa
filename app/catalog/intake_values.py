"""One answer becomes a typed value against its type: texts, enums, numbers, money, dates, lists, records. Refuses, never guesses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import TypeSpec
from app.catalog.language import sort_text
from app.catalog.yaml_lines import Items, Located
from app.domain.lang import LocalText
from app.domain.money import Money, Pay
from app.errors import BadInput

MAX_TEXT = 20_000
MAX_ITEMS = 200
COUNTS = (-50_000, 50_000)
AMOUNTS = (-(10**15), 10**15)
YEARS = (1950, 2150)
_CURRENCY = re.compile(r"[A-Z]{3}")


def typed(spec: TypeSpec, value: Any, *, path: str, where: str, names: frozenset[str], name: str) -> Any:
    """The value as the schema's type. `names` are keys whose text is a name; `name` is the file.

    Raises: BadInput naming file, line, field and what was expected.
    """
    if spec.kind == "list":
        return _list(spec, value, path, where, names, name)
    if spec.kind == "record":
        return _record(spec, value, path, where, names, name)
    if spec.kind == "money":
        return _money(value, path, where, name)
    if spec.kind == "pay":
        return _pay(spec, value, path, where, name)
    if spec.kind == "text":
        return _text(value, path, where, names, name)
    if spec.kind == "enum":
        return _enum(spec, value, path, where)
    if spec.kind == "date":
        return _date(value, path, where)
    if spec.kind == "bool" and isinstance(value, bool):
        return value
    if spec.kind == "int" and isinstance(value, int) and not isinstance(value, bool):
        return _bounded(value, COUNTS, path, where)
    if spec.kind == "number":
        return _number(value, path, where)
    raise wrong(path, spec.kind, where)


def _bounded(value: Any, bounds: tuple[int, int], path: str, where: str) -> Any:
    """The value, when it lies where answers can lie: beyond, dates leave the calendar and amounts lose their last digits."""
    if bounds[0] <= value <= bounds[1]:
        return value
    raise BadInput("input.out_of_range", where=where, name=path, low=f"{bounds[0]:,}", high=f"{bounds[1]:,}")


def wrong(path: str, expected: str, where: str) -> BadInput:
    """The error for a value of another type."""
    return BadInput("input.wrong_type", where=where, name=path, expected=expected)


def _text(value: Any, path: str, where: str, names: frozenset[str], name: str) -> LocalText:
    pattern = re.sub(r"\[\d+\]", "[]", path)
    is_name = pattern.rpartition(".")[2].removesuffix("[]") in names and pattern not in intake_fields().prose
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise BadInput("input.text_too_long", where=where, name=path, limit=MAX_TEXT)
        clean = value.strip()
        if not clean:
            raise BadInput("input.text_empty", where=where, name=path)
        return LocalText(neutral=clean) if is_name else sort_text(clean)
    if isinstance(value, Located) and set(value) & {"en", "es"}:
        _known_keys(value, ("en", "es"), path, name)
        texts = {k: v.strip() for k, v in value.items() if isinstance(v, str) and v.strip()}
        if len(texts) == len(value):
            return LocalText(**texts)
    raise wrong(path, "text", where)


def _enum(spec: TypeSpec, value: Any, path: str, where: str) -> str:
    if isinstance(value, str) and value in spec.choices:
        return value
    if isinstance(value, list | Located):
        raise wrong(path, "enum", where)
    near = difflib.get_close_matches(str(value), spec.choices, n=1, cutoff=0.3)
    raise BadInput("input.unknown_choice", where=where, name=path, value=value, near=near[0] if near else "", known=", ".join(spec.choices))


def _date(value: Any, path: str, where: str) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError as bad:
            raise wrong(path, "date", where) from bad
    if not isinstance(value, date):
        raise wrong(path, "date", where)
    _bounded(value.year, YEARS, path, where)
    return value


def _number(value: Any, path: str, where: str) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(str(value))
        if number.is_finite():
            _bounded(number, AMOUNTS, path, where)
            return number
    raise wrong(path, "number", where)


def _known_keys(value: Located, known: Iterable[str], path: str, name: str) -> None:
    for key in value:
        if key not in known:
            near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.6)
            mend = "input.unknown_key_near" if near else "input.unknown_key"
            where = f"{name}:{value.line_of(key)}"
            raise BadInput(mend, where=where, name=f"{path}.{key}", near=near[0] if near else "", known=", ".join(known))


def _money(value: Any, path: str, where: str, name: str) -> Money:
    if isinstance(value, Located):
        _known_keys(value, ("amount", "currency"), path, name)
    if not isinstance(value, Located) or set(value) != {"amount", "currency"}:
        raise wrong(path, "money", where)
    return Money(amount=_amount(value, path, name), currency=_currency(value, path, name))


def _amount(value: Located, path: str, name: str) -> Decimal:
    at = f"{name}:{value.line_of('amount')}"
    amount = _number(value["amount"], f"{path}.amount", at)
    if amount < 0:
        raise BadInput("input.negative", where=at, name=f"{path}.amount")
    return amount


def _currency(value: Located, path: str, name: str) -> str:
    found = value["currency"]
    if isinstance(found, str) and _CURRENCY.fullmatch(found):
        return found
    raise wrong(f"{path}.currency", "currency", f"{name}:{value.line_of('currency')}")


def _pay(spec: TypeSpec, value: Any, path: str, where: str, name: str) -> Pay:
    if isinstance(value, Located):
        _known_keys(value, spec.keys, path, name)
    if not isinstance(value, Located) or set(value) != set(spec.keys):
        raise wrong(path, "pay", where)
    chosen = {k: _enum(spec.keys[k], value[k], f"{path}.{k}", f"{name}:{value.line_of(k)}") for k in ("period", "basis")}
    return Pay(amount=_amount(value, path, name), currency=_currency(value, path, name), **chosen)


def _list(spec: TypeSpec, value: Any, path: str, where: str, names: frozenset[str], name: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise wrong(path, "list", where)
    if len(value) > MAX_ITEMS:
        raise BadInput("input.too_many", where=where, name=path, limit=MAX_ITEMS)
    assert spec.item is not None
    items: list[Any] = []
    for index, item in enumerate(value):
        at = f"{name}:{value.lines[index]}" if isinstance(value, Items) else where
        items.append(typed(spec.item, item, path=f"{path}[{index}]", where=at, names=names, name=name))
    return tuple(items)


def _record(spec: TypeSpec, value: Any, path: str, where: str, names: frozenset[str], name: str) -> dict[str, Any]:
    if not isinstance(value, Located):
        raise wrong(path, "record", where)
    _known_keys(value, spec.keys, path, name)
    result: dict[str, Any] = {}
    for key, inner in value.items():
        at = f"{name}:{value.line_of(key)}"
        if inner is not None:
            result[key] = typed(spec.keys[key], inner, path=f"{path}.{key}", where=at, names=names, name=name)
    return result
