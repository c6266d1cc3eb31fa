"""Numbers in a text, read by other eyes than the product's: digits only, no words, no units, no dates understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def numbers(text: str) -> set[Decimal]:
    """Every number of a text: commas part thousands, a point parts decimals, an ISO day is three numbers."""
    found = {Decimal(part) for day in _DAY.findall(text) for part in day}
    for token in _NUMBER.findall(_DAY.sub(" ", text)):
        found.add(value_of(token))
    return found


def value_of(token: str) -> Decimal:
    """What a written number is worth: "4,200,000" and "4,200,000.50"; "1.2.3" is read without its points."""
    plain = token.replace(",", "")
    return Decimal(plain) if plain.count(".") < 2 else Decimal(plain.replace(".", ""))


def of_data(value: Any) -> set[Decimal]:
    """Every number anywhere in plain data."""
    if isinstance(value, dict):
        return of_all(value.values())
    if isinstance(value, list):
        return of_all(value)
    return set() if value is None or isinstance(value, bool) else numbers(str(value))


def of_all(values: Iterable[Any]) -> set[Decimal]:
    """Every number of several."""
    return {number for value in values for number in of_data(value)}


def is_among(number: Decimal, known: set[Decimal]) -> bool:
    """True for a number that is known, or that a known one with more places is rounded to."""
    if number in known:
        return True
    return number == number.to_integral_value() and any(k != k.to_integral_value() and abs(k - number) <= Decimal("0.5") for k in known)
