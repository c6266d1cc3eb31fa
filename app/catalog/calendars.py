"""Public holidays of both countries from the `holidays` library. Knows no working hours and no regional days."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from app.domain.dates import WorkCalendar

YEARS_BACK = 1
YEARS_AHEAD = 6


@cache
def work_calendar(year: int) -> WorkCalendar:
    """Federal public holidays (observed days included) from a year before `year` to six years after."""
    import holidays

    years = range(year - YEARS_BACK, year + YEARS_AHEAD)
    return WorkCalendar(
        us=frozenset(holidays.country_holidays("US", years=years)),
        mx=frozenset(holidays.country_holidays("MX", years=years)),
        years=tuple(years),
        source=f"holidays {version('holidays')}",
    )
