"""Dates in English and Spanish text, whole or in part (December 2027, 15 April, 15/04/2027, 2027-05-03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

LAST_DAY = 31
_EN = "january february march april may june july august september october november december".split()
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
MONTHS: dict[str, int] = {
    **{m: n for n, m in enumerate(_EN, 1)},
    **{m: n for n, m in enumerate(_ES, 1)},
    **{m[:3]: n for n, m in enumerate(_EN, 1)},
    **{m[:3]: n for n, m in enumerate(_ES, 1)},
    "sept": 9,
    "setiembre": 9,
}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = r"(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
_SLASHED = r"(?P<s1>\d{1,2})/(?P<s2>\d{1,2})/(?P<sy>(?:19|20)\d{2})"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_DMY = (
    rf"(?P<d1>\d{{1,2}}|primero)(?:st|nd|rd|th|\.?º|\.?o|ero|er)?(?:\s++(?:de\s++|of\s++)?|[-/])(?P<m1>{_NAMES})\b\.?"
    rf"(?:(?:\s*+,?\s*+(?:del?\s++)?|[-/])(?P<y1>{_YEAR}))?"
)
_MDY = rf"(?P<m2>{_NAMES})\b\.?\s++(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:(?:\s*+,\s*+|\s++)(?P<y2>{_YEAR}))?"
_MY = rf"(?P<m3>{_NAMES})\b\.?\s++(?:de(?:l)?\s++)?(?P<y3>{_YEAR})"
_ALSO_WORDS = frozenset({"may", "mar", "march", "august"})
"""Written small these are also a verb, a sea, a step: they make a date only with a year, or behind "12-", "12 de", "12 of"."""
_JOINED = re.compile(r"(?:[-/]|\s(?:de|of)\s+)$")
_DATE = re.compile(rf"(?<!\w)(?<!\d-)(?:{_ISO}|{_SLASHED}|{_DMY}|{_MY}|{_MDY})(?![\w])", re.IGNORECASE)
_BEGUN = "|".join(sorted({name[:2] for name in (*MONTHS, "primero")}))
_BEFORE = re.compile(rf"\W(?=\d|{_BEGUN})", re.IGNORECASE)
"""What stands before a date: it begins with a figure or as a month does."""


@dataclass(frozen=True)
class DateMention:
    """A date as written; what is not said is None."""

    start: int
    end: int
    text: str
    year: int | None
    month: int
    day: int | None
    is_either: bool = False
    """True for 03/04/2027, which is 3 April in Mexico and March 4 in the United States: both readings agree with it."""

    def agrees(self, other: DateMention) -> bool:
        """True when nothing that both say differs, and the other says at least the month."""
        if self.is_either:
            return any(day.agrees(other) for day in self._readings())
        if other.is_either:
            return any(self.agrees(day) for day in other._readings())
        same_day = self.day is None or other.day is None or self.day == other.day
        same_year = self.year is None or other.year is None or self.year == other.year
        return self.month == other.month and same_day and same_year

    def _readings(self) -> tuple[DateMention, DateMention]:
        plain = replace(self, is_either=False)
        return plain, replace(plain, month=self.day or 1, day=self.month)


@lru_cache(maxsize=8192)
def dates(text: str) -> tuple[DateMention, ...]:
    """All dates of a text, in order. A month's name without day and year is no date."""
    found = []
    for match in _matches(text):
        part = match.groupdict()
        is_either = False
        if part["sy"]:
            day, month, year = int(part["s1"]), int(part["s2"]), int(part["sy"])
            if month > 12:
                day, month = month, day
            is_either = day <= 12 and day != month
        elif part["iy"]:
            year, month, day = int(part["iy"]), int(part["im"]), int(part["id"])
        else:
            name = part["m1"] or part["m2"] or part["m3"]
            month = MONTHS[name.casefold()]
            said_year = part["y1"] or part["y2"] or part["y3"]
            if name in _ALSO_WORDS and not said_year and not (part["m1"] and _JOINED.search(text, match.start(), match.start("m1"))):
                continue
            said_day = part["d1"] or part["d2"]
            year, day = int(said_year) if said_year else 0, _day(said_day)
        if not (1 <= month <= 12 and day <= LAST_DAY):
            continue
        found.append(DateMention(match.start(), match.end(), match.group(), year or None, month, day or None, is_either))
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What `finditer` of the pattern finds, looked for only where a figure or the beginning of a month stands behind no letter."""
    end = 0
    for at in chain((0,), (before.end() for before in _BEFORE.finditer(text))):
        if at >= end and (found := _DATE.match(text, at)):
            yield found
            end = found.end()


def _day(said: str | None) -> int:
    if not said:
        return 0
    return int(said) if said.isdigit() else 1
