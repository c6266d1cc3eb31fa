"""Figures in English and Spanish text: 1,200.5 and 1.200,5, thin spaces, scale words, spelled-out numbers, units. Knows no dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from app.domain.spelled import spelled_numbers

_SPACES = "\u00a0\u202f\u2009\u2007 "
_NUMBER = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*")
_SCALE = {
    "thousand": 3, "mil": 3, "k": 3, "million": 6, "millions": 6, "millón": 6, "millones": 6, "m": 6, "mdd": 6, "mdp": 6, "mm": 6,
    "billion": 9, "bn": 9,
}  # fmt: skip
_AFTER = re.compile(
    rf"[{_SPACES}]?(?P<percent>%|per cent|percent|por ciento)|[{_SPACES}-]*(?P<scale>{'|'.join(sorted(_SCALE, key=len, reverse=True))})\b"
    r"(?:\s+(?:de|of))?",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\s\u00a0-]*(?:(?:working|business|calendar|consecutive|paid|more|further|full|hábiles|naturales)\s+)*"
    r"(?:(?P<days>days?|días?)|(?P<weeks>weeks?|semanas?)|(?P<months>months?|mes(?:es)?)|(?P<years>years?|años?)|(?P<hours>hours?|horas?)"
    r"|(?P<money>dollars|dólares|pesos|usd|mxn|eur))\b",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:USD|MXN|EUR|US\$|MX\$|\$|€)[\s\u00a0]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A number in a text: its span, every value it may mean, and its unit ("" when none stands by it)."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    unit: str
    is_spelled: bool = False


def readings(token: str) -> frozenset[Decimal]:
    """Every value a written number may have: "1.200" is 1200 or 1.2; "1,200.5" is 1200.5 only. Empty for no number."""
    plain = re.sub(rf"[{_SPACES}']", "", token)
    marks = [c for c in plain if c in ".,"]
    found: set[Decimal] = set()
    if not marks:
        found.add(Decimal(plain))
    elif len(set(marks)) == 2:
        decimal = plain[max(plain.rfind("."), plain.rfind(","))]
        found.add(Decimal(plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")))
    else:
        head, *groups = plain.split(marks[0])
        if all(len(g) == 3 for g in groups) and len(head) <= 3:
            found.add(Decimal(plain.replace(marks[0], "")))
        if len(groups) == 1:
            found.add(Decimal(plain.replace(",", ".")))
    return frozenset(found)


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text, digits first by position, spelled-out numbers included."""
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        values = readings(match.group())
        if not values:
            values = frozenset(v for part in re.split(r"[.,']", match.group()) if part for v in readings(part))
        found.append(_figure(text, match.start(), match.end(), values, is_spelled=False))
    for start, end, value in spelled_numbers(text):
        found.append(_figure(text, start, end, frozenset({value}), is_spelled=True))
    return tuple(sorted(found, key=lambda f: f.start))


def _figure(text: str, start: int, end: int, values: frozenset[Decimal], *, is_spelled: bool) -> Figure:
    unit = ""
    after = _AFTER.match(text, end)
    scaled = values
    if after and after.group("percent"):
        unit = "percent"
    elif after and after.group("scale") and not is_spelled:
        power = Decimal(10) ** _SCALE[after.group("scale").lower()]
        scaled = frozenset(v * f for v, f in product(values, (Decimal(1), power)))
        end_of_scale = after.end()
        following = _UNIT.match(text, end_of_scale)
        unit = following.lastgroup or "" if following else ""
    if not unit:
        following = _UNIT.match(text, end)
        unit = following.lastgroup or "" if following else ""
    if not unit and _CURRENCY_BEFORE.search(text[:start]):
        unit = "money"
    return Figure(start=start, end=end, text=text[start:end], values=scaled, unit=unit, is_spelled=is_spelled)


def agrees(figure: Figure, allowed: tuple[Figure, ...]) -> bool:
    """True when some allowed figure has one of its values and no other unit (a figure without a unit agrees with any)."""
    return any(figure.values & other.values and (not figure.unit or not other.unit or figure.unit == other.unit) for other in allowed)
