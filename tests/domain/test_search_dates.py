"""Dates of a search: gates moved off the holidays of either country, starts, deadlines, month ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.catalog.calendars import work_calendar
from app.domain import derive_dates
from app.domain.dates import add_months, months_between
from app.domain.facts import Derived, Facts
from tests.builders import facts, full_facts


def _process(role: dict[str, Any] | None = None, **answers: Any) -> Facts:
    return facts(process={"kickoff_date": "2026-12-07", **answers}, role=role or {"title_en": "Head"})


def _gate(name: str, week: int, **more: Any) -> dict[str, Any]:
    return {"name": {"en": name, "es": name}, "week": week, **more}


def _value(found: Derived | None) -> Any:
    assert found is not None
    return found.value


def test_presidents_day_moves_the_gate_of_week_10_and_juarez_day_the_gate_of_week_14() -> None:
    known = full_facts()
    assert _value(derive_dates.gate(known, 10)) == date(2027, 2, 16)
    assert _value(derive_dates.gate(known, 14)) == date(2027, 3, 16)
    moved = _value(derive_dates.moved(known, None))
    assert [(row["from"], row["to"], row["where"]) for row in moved] == [
        (date(2027, 2, 15), date(2027, 2, 16), "US"),
        (date(2027, 3, 15), date(2027, 3, 16), "MX"),
    ]


def test_a_moved_gate_shows_both_days_in_its_formula() -> None:
    found = derive_dates.gate(full_facts(), 10)
    assert found is not None
    assert found.formula == "2026-12-07 + 70d = 2027-02-15; next_working_day_US_MX(2027-02-15) = 2027-02-16"


def test_a_weekend_and_a_holiday_beside_it_are_passed_together() -> None:
    calendar = work_calendar(2026)
    assert calendar.next_working(date(2027, 1, 1)) == date(2027, 1, 4)
    assert calendar.next_working(date(2027, 1, 16)) == date(2027, 1, 19)  # Saturday, Sunday, Martin Luther King Day
    assert calendar.holiday_in(date(2026, 12, 25)) == ("US", "MX")


def test_a_stated_start_date_goes_before_the_start_gate() -> None:
    gates = [_gate("Start", 21, kind="start")]
    assert _value(derive_dates.start(_process(milestones=gates), None)) == date(2027, 5, 3)
    stated = _process(role={"start_date": "2027-06-01"}, milestones=gates)
    assert _value(derive_dates.start(stated, None)) == date(2027, 6, 1)


@pytest.mark.parametrize("name", ["Start", "Starts in Reynosa", "Ingreso", "Fecha de ingreso", "First day"])
def test_a_start_gate_is_known_by_its_name_too(name: str) -> None:
    assert _value(derive_dates.start(_process(milestones=[_gate(name, 21)]), None)) == date(2027, 5, 3)


@pytest.mark.parametrize("name", ["Restart of the line", "Start-up of the plant is reviewed by HQ", "Kick-off"])
def test_no_other_gate_is_taken_for_the_start(name: str) -> None:
    found = derive_dates.start(_process(milestones=[_gate(name, 21)]), None)
    assert (found is None) == (not name.startswith("Start"))


def test_without_kickoff_or_gate_there_is_no_start_and_no_gate() -> None:
    bare = facts(role={"title_en": "Head"})
    for function in (
        derive_dates.start,
        derive_dates.offer,
        derive_dates.range_low,
        derive_dates.moved,
        derive_dates.answers_due,
        derive_dates.permit_early,
    ):
        assert function(bare, None) is None
    assert derive_dates.gate(bare, 10) is None
    assert _value(derive_dates.no_start(bare, None)) is True


def test_a_late_start_is_counted_in_days_and_an_early_one_in_days_to_spare() -> None:
    late, early = full_facts(), _process(deadline="2027-05-10", milestones=[_gate("Start", 21, kind="start")])
    assert _value(derive_dates.days_late(late, None)) == 18
    assert derive_dates.days_spare(late, None) is None
    assert _value(derive_dates.days_spare(early, None)) == 7
    assert derive_dates.days_late(early, None) is None
    assert derive_dates.on_the_day(early, None) is None


def test_a_start_on_the_very_day_is_neither_late_nor_early() -> None:
    known = _process(deadline="2027-05-03", milestones=[_gate("Start", 21, kind="start")])
    deadline = derive_dates.start(known, None)
    exact = _process(deadline=deadline.value.isoformat() if deadline else "", milestones=[_gate("Start", 21, kind="start")])
    assert (derive_dates.days_late(exact, None), derive_dates.days_spare(exact, None)) == (None, None)
    assert _value(derive_dates.on_the_day(exact, None)) is True


def test_notice_runs_from_offer_to_start_and_never_backwards() -> None:
    assert _value(derive_dates.notice_days(full_facts(), None)) == 35
    turned = _process(milestones=[_gate("Offer accepted", 20), _gate("Start", 10, kind="start")])
    assert derive_dates.notice_days(turned, None) is None


def test_outcomes_and_the_guarantee_count_months_from_the_start() -> None:
    assert _value(derive_dates.outcome_due(full_facts(), 6)) == date(2027, 11, 3)
    assert _value(derive_dates.guarantee_end(full_facts(), None)) == date(2028, 5, 3)
    assert derive_dates.outcome_due(full_facts(), "6") is None


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 11, 30), 14, date(2029, 1, 30)),
        (date(2027, 5, 3), 0, date(2027, 5, 3)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(day: date, months: int, end: date) -> None:
    assert add_months(day, months) == end


def test_whole_months_are_counted_between_two_days() -> None:
    assert months_between(date(2027, 5, 3), date(2028, 11, 3)) == 18
    assert months_between(date(2027, 5, 3), date(2028, 11, 2)) == 17
    assert months_between(date(2027, 5, 3), date(2027, 2, 3)) == -3


def test_the_firms_range_and_the_permit_are_computed_from_the_law_table() -> None:
    known = full_facts()
    assert (_value(derive_dates.range_low(known, None)), _value(derive_dates.range_high(known, None))) == (
        date(2027, 3, 17),
        date(2027, 5, 6),
    )
    assert (_value(derive_dates.permit_early(known, None)), _value(derive_dates.permit_late(known, None))) == (
        date(2027, 5, 10),
        date(2027, 6, 21),
    )
