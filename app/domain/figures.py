"""Figures in English and Spanish text: 1,200.5 and 1.200,5, thin spaces, scale words, spelled-out numbers, units. Knows no dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.domain.spelled import spelled_numbers

_SPACES = "\u00a0\u202f\u2009\u2007 "
_DIGITS = rf"(?<![\w.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*|(?<![\w.,])\.\d+"
_NUMBER = re.compile(_DIGITS)
_SCALE = {
    "thousand": 3, "mil": 3, "million": 6, "millions": 6, "millón": 6, "millon": 6, "millones": 6, "mdd": 6, "mdp": 6,
    "billion": 9, "bn": 9, "mil millones": 9, "billón": 12, "billones": 12,
}  # fmt: skip
_MILLIONS_OF = ("mdd", "mdp")
_LOOSE = {"k": 3, "m": 6, "mm": 6}
"""Marks that may stand for a scale or for something else (metres): both readings are kept."""
_SCALES = "|".join(sorted(map(re.escape, (*_SCALE, *_LOOSE)), key=len, reverse=True))
_RANGE = re.compile(
    rf"[{_SPACES}]?(?:[–—-]|\b(?:to|or|a|al|hasta|o)\b)[{_SPACES}]?(?:USD|MXN|EUR|US\$|MX\$|\$|€)?[{_SPACES}]?(?:{_DIGITS})", re.IGNORECASE
)
_PERCENT = re.compile(rf"[{_SPACES}]?(?:%|per ?cent\b|por ?ciento\b)", re.IGNORECASE)
_AFTER = re.compile(rf"[{_SPACES}-]*(?P<scale>{_SCALES})\b(?:\s+(?:de|of)\b)?", re.IGNORECASE)
_UNIT = re.compile(
    r"[\s-]*(?:(?:working|business|calendar|consecutive|paid|more|further|full|hábiles|naturales)\s+)*"
    r"(?:(?P<days>days?|días?)|(?P<weeks>weeks?|semanas?)|(?P<months>months?|mes(?:es)?)|(?P<years>years?|años?)|(?P<hours>hours?|horas?)"
    r"|(?P<money>dollars|dólares|pesos|usd|mxn|eur|euros))\b(?:\s+(?:hábiles|laborables|naturales|corridos)\b)?",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(
    rf"(USD|MXN|EUR|US\$|MX\$|\$|€)[\s]?(?:[\d.,]+[{_SPACES}]?(?:[–—-]|\b(?:to|a)\b)[{_SPACES}]?)?$", re.IGNORECASE
)
_CURRENCY = r"(?:(?:USD|MXN|EUR|US\$|MX\$|\$|€)\s?)?"
_MINUS = re.compile(
    rf"(?:^|[\s(|:])[-−]{_CURRENCY}$|(?<!\d )(?<!or )\bminus\s{_CURRENCY}$|(?<!\d )(?<!al )(?<!lo )(?<!o )\bmenos\s{_CURRENCY}$",
    re.IGNORECASE,
)
"""A sign, not a dash of a range or a bullet: nothing but a currency stands between it and the figure."""
_LOOK_BACK = 40
_MAY_BE_MONEY = re.compile(r"[$€]|(?:[Uu][Ss]|[Mm][Xx]|[Ee][Uu])[DdNnRr]")
_MAY_BE_LESS = re.compile(r"[-−]|[Mm][IiEe][Nn][UuOo][Ss]")
"""Without one of these there is nothing to look for more closely."""
_ALSO = re.compile(
    r"[\s-]*(?:days?|días?|weeks?|semanas?|months?|mes(?:es)?|years?|años?|hours?|horas?)(?:\s+hábiles)?,?\s+(?:or|o|u|y|and)\s+",
    re.IGNORECASE,
)
"""Between "30 days, or 180 for …": the second number counts the same."""
_KINDS = {
    "USD": re.compile(r"usd|us\$|dollars|dólares|mdd", re.IGNORECASE),
    "MXN": re.compile(r"mxn|mx\$|pesos|mdp", re.IGNORECASE),
    "EUR": re.compile(r"eur|€", re.IGNORECASE),
    "working": re.compile(r"working|business|hábiles|laborables", re.IGNORECASE),
    "calendar": re.compile(r"calendar|consecutive|naturales|corridos", re.IGNORECASE),
}


@dataclass(frozen=True)
class Figure:
    """A number in a text: its span, every value it may mean, and its unit ("" when none stands by it).

    `kind` says which money or which days: USD, MXN, EUR, working, calendar; "" when it is not said.
    """

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    unit: str
    is_spelled: bool = False
    kind: str = ""
    is_negative: bool = False


def readings(token: str) -> frozenset[Decimal]:
    """Every value a written number may have: "1.200" is 1200 or 1.2; "1,200.5" is 1200.5 only. Empty for no number."""
    plain = re.sub(rf"[{_SPACES}']", "", token)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*|\.\d+", plain):
        return frozenset()
    marks = [c for c in plain if c in ".,"]
    found: set[Decimal] = set()
    if not marks:
        found.add(Decimal(plain))
    elif len(set(marks)) == 2:
        decimal = plain[max(plain.rfind("."), plain.rfind(","))]
        if plain.count(decimal) == 1:
            found.add(Decimal(plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")))
    else:
        head, *groups = plain.split(marks[0])
        if all(len(g) == 3 for g in groups) and 0 < len(head) <= 3 and head[0] != "0":
            found.add(Decimal(plain.replace(marks[0], "")))
        if len(groups) == 1:
            found.add(Decimal(plain.replace(",", ".")))
    return frozenset(found)


@lru_cache(maxsize=8192)
def figures(text: str, *, articles: bool = False) -> tuple[Figure, ...]:
    """All figures of a text by position, spelled-out numbers included. Letters are taken as composed (NFC).

    `articles` counts a lone "one", "un", "una" as 1: right for what a figure may rest on, not for what is tested.
    """
    found = [figure for figure, is_article in _all_figures(text) if articles or not is_article]
    for index in range(1, len(found)):
        before, here = found[index - 1], found[index]
        if not here.unit and before.unit and _ALSO.fullmatch(text, before.end, here.start):
            found[index] = replace(here, unit=before.unit, kind=before.kind)
    return tuple(found)


@lru_cache(maxsize=4096)
def _all_figures(text: str) -> tuple[tuple[Figure, bool], ...]:
    """Every figure by position, and whether it is a lone article."""
    found: list[tuple[Figure, bool]] = []
    for match in _NUMBER.finditer(text):
        values = readings(match.group())
        if not values:
            values = frozenset(v for part in re.split(r"[.,']", match.group()) if part for v in readings(part))
        found.append((_figure(text, match.start(), match.end(), values, is_spelled=False), False))
    for start, end, value, is_article in spelled_numbers(text):
        found.append((_figure(text, start, end, frozenset({value}), is_spelled=True), is_article))
    return tuple(sorted(found, key=lambda each: each[0].start))


def _figure(text: str, start: int, end: int, values: frozenset[Decimal], *, is_spelled: bool) -> Figure:
    until = _RANGE.match(text, end)
    stop = until.end() if until else end
    behind = text[max(0, start - _LOOK_BACK) : start]
    before = _CURRENCY_BEFORE.search(behind) if _MAY_BE_MONEY.search(behind) else None
    signs = before.group(1) if before else ""
    unit = "money" if before else ""
    if _PERCENT.match(text, stop):
        unit = "percent"
    else:
        after = None if is_spelled else _AFTER.match(text, stop)
        if after:
            name = after.group("scale").lower()
            scaled = frozenset(v * Decimal(10) ** (_SCALE.get(name) or _LOOSE[name]) for v in values)
            values = scaled if name in _SCALE and not until else values | scaled
            unit = unit or ("money" if name in _MILLIONS_OF else "")
            signs += after.group()
            stop = after.end()
        following = _UNIT.match(text, stop)
        if following:
            unit = unit or following.lastgroup or ""
            signs += following.group()
    kind = next((k for k, pattern in _KINDS.items() if pattern.search(signs)), "") if signs else ""
    is_negative = bool(_MAY_BE_LESS.search(behind) and _MINUS.search(behind))
    return Figure(start, end, text[start:end], values, unit, is_spelled, kind, is_negative)


def agrees(figure: Figure, allowed: tuple[Figure, ...]) -> bool:
    """True when some allowed figure has one of its values and its sign, and no other unit or kind (what is not said agrees with any)."""
    return any(
        figure.values & other.values
        and figure.is_negative == other.is_negative
        and (not figure.unit or not other.unit or figure.unit == other.unit)
        and (not figure.kind or not other.kind or figure.kind == other.kind)
        for other in allowed
    )
