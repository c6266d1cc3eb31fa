"""Working days of two countries and month arithmetic. Knows holidays as given sets; knows no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from app.domain.base import Value

SATURDAY = 5


class WorkCalendar(Value):
    """Public holidays of each country over the years that matter; a date outside `years` counts as unknown, not as a holiday."""

    us: frozenset[date]
    mx: frozenset[date]
    years: tuple[int, ...]
    source: str

    def holiday_in(self, day: date) -> tuple[str, ...]:
        """The countries ("US", "MX") in which the day is a public holiday."""
        return tuple(c for c, days in (("US", self.us), ("MX", self.mx)) if day in days)

    def is_working(self, day: date) -> bool:
        """True when both countries work that day."""
        return day.weekday() < SATURDAY and not self.holiday_in(day)

    def next_working(self, day: date) -> date:
        """The day itself when both countries work, else the next such day."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_between(self, start: date, end: date) -> int:
        """Days after `start`, up to and with `end`, on which both countries work; 0 when `end` is not later."""
        return sum(self.is_working(start + timedelta(days=at)) for at in range(1, (end - start).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; the month's last day when it has no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; negative when end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if months > 0 and end.day < start.day else months
