"""An answer as a person types it, and back: one line an item, "|" between the parts, "1,000 USD" for money. Reads; judges nothing.

What is typed and has another form than the field's is handed on as the text it is: the intake reader then says what it expected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from app.catalog.intake_schema import TypeSpec

PARTS = " | "
_LANGS = re.compile(r"(?:EN:\s*(?P<en>.+?))?(?:(?:^|//\s*+|\n[^\S\n]*+)ES:\s*(?P<es>.+))?", re.DOTALL)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MONEY = re.compile(r"(?P<amount>-?[\d.,]+)\s*(?P<currency>[A-Za-z]{3})")
_CODE = re.compile(r"(?P<currency>[A-Za-z]{3})\s*(?P<amount>-?[\d.,]+)")
PERIODS = {"month": "month", "monthly": "month", "mes": "month", "mensual": "month", "mensuales": "month"} | dict.fromkeys(
    ("year", "yearly", "annual", "año", "anual", "anuales"), "year"
)
BASES = {"gross": "gross", "bruto": "gross", "brutos": "gross", "net": "net", "neto": "net", "netos": "net"}
_FILLERS = frozenset({"a", "al", "per", "por", "the", "el"})
_YES = {"yes": True, "true": True, "sí": True, "si": True, "no": False, "false": False}


def as_typed(spec: TypeSpec, value: Any) -> str:
    """A stored answer as text for its box; JSON where no plainer text would give the same answer back. Empty for no answer."""
    if value is None:
        return ""
    if isinstance(value, str) and spec.kind not in ("list", "record"):
        return value
    try:
        text = _WRITERS.get(spec.kind, _write_scalar)(spec, value)
        if from_typed(spec, text) == value:
            return text
    except (KeyError, TypeError, AttributeError, ValueError):
        pass
    return json.dumps(value, ensure_ascii=False, indent=1)


def from_typed(spec: TypeSpec, text: str) -> Any:
    """What a text says, as it would stand in an intake file; the text itself where it has another form. None for no text."""
    said = text.strip()
    if not said:
        return None
    if said[0] in "{[":
        try:
            return json.loads(said)
        except ValueError:
            return said
    return _READERS.get(spec.kind, _read_scalar)(spec, said)


def _write_text(_spec: TypeSpec, value: Any) -> str:
    return value if isinstance(value, str) else "\n\n".join(f"{lang.upper()}: {text}" for lang, text in value.items())


def _read_text(_spec: TypeSpec, said: str) -> Any:
    found = _LANGS.fullmatch(said)
    return {lang: text.strip() for lang, text in found.groupdict().items() if text} if found else said


def _write_scalar(_spec: TypeSpec, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _read_scalar(spec: TypeSpec, said: str) -> Any:
    if spec.kind == "bool":
        return _YES.get(said.casefold(), said)
    return _number(said) if spec.kind in ("int", "number") else said


def _number(said: str) -> Any:
    if not _NUMBER.fullmatch(said):
        return said
    plain = said.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _write_money(_spec: TypeSpec, value: Any) -> str:
    rest = [value[key] for key in ("period", "basis") if key in value]
    return " ".join([f"{value['amount']:,}", value["currency"], *rest])


def _read_money(spec: TypeSpec, said: str) -> Any:
    found = _MONEY.match(said) or _CODE.match(said)
    if not found or isinstance(_number(found["amount"]), str):
        return said
    made: dict[str, Any] = {"amount": _number(found["amount"]), "currency": found["currency"].upper()}
    words = [w for w in re.findall(r"\w+", said[found.end() :].casefold()) if w not in _FILLERS]
    for word in words:
        if spec.kind == "pay" and word in PERIODS:
            made["period"] = PERIODS[word]
        elif spec.kind == "pay" and word in BASES:
            made["basis"] = BASES[word]
        else:
            return said
    return made if set(made) == ({"amount", "currency"} if spec.kind == "money" else set(spec.keys)) else said


def _inline(spec: TypeSpec, value: Any) -> str:
    if isinstance(value, dict) and spec.kind == "text":
        return " // ".join(f"{lang.upper()}: {text}" for lang, text in value.items())
    return _WRITERS.get(spec.kind, _write_scalar)(spec, value)


def _write_row(spec: TypeSpec, value: Any) -> str:
    if set(value) - set(spec.keys):
        raise ValueError
    return PARTS.join(_inline(inner, value[key]) if key in value else "" for key, inner in spec.keys.items()).rstrip(" |")


def _read_row(spec: TypeSpec, line: str) -> Any:
    cells = [c.strip() for c in line.split("|")]
    if len(cells) > len(spec.keys):
        return line
    return {key: from_typed(inner, cell) for (key, inner), cell in zip(spec.keys.items(), cells, strict=False) if cell}


def _write_list(spec: TypeSpec, value: Any) -> str:
    assert spec.item is not None
    one = _write_row if spec.item.kind == "record" else _inline
    return "\n".join(one(spec.item, item) for item in value)


def _read_list(spec: TypeSpec, said: str) -> Any:
    assert spec.item is not None
    one = _read_row if spec.item.kind == "record" else from_typed
    return [one(spec.item, line.strip()) for line in said.splitlines() if line.strip()]


def _write_record(spec: TypeSpec, value: Any) -> str:
    return "\n".join(f"{key}: {_inline(spec.keys[key], inner)}" for key, inner in value.items())


def _read_record(spec: TypeSpec, said: str) -> Any:
    made: dict[str, Any] = {}
    for line in filter(None, (each.strip() for each in said.splitlines())):
        key, colon, rest = line.partition(":")
        if not colon or key.strip() not in spec.keys:
            return said
        made[key.strip()] = from_typed(spec.keys[key.strip()], rest)
    return made


_WRITERS: dict[str, Callable[[TypeSpec, Any], str]] = {
    "text": _write_text, "money": _write_money, "pay": _write_money, "list": _write_list, "record": _write_record,
}  # fmt: skip
_READERS: dict[str, Callable[[TypeSpec, str], Any]] = {
    "text": _read_text, "money": _read_money, "pay": _read_money, "list": _read_list, "record": _read_record,
}  # fmt: skip
