"""Values behind the kinds: the second currency at a stated rate, working days of both countries, gates at risk, a bench, a charter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.catalog.calendars import work_calendar
from app.checks.computed_holds import holds
from app.domain import derive_assessment, derive_bench, derive_cash, derive_charter, derive_law, derive_pay, derive_update
from app.domain.facts import Derived
from app.domain.lang import LocalText
from app.domain.money import Money
from tests.builders import facts

PESOS = {"amount": 3650000, "currency": "MXN", "period": "year", "basis": "gross"}


def pay(fx: str = "USD/MXN 20.00, Banxico FIX, 2026-11-18", **base: Any) -> dict[str, Any]:
    """A Mexican contract with benefits and a rate."""
    return {
        "country_of_contract": "MX",
        "base": {**PESOS, **base},
        "currency_fx": fx,
        "mx_statutory": {"aguinaldo_days": 30, "vacation_days": 20, "prima_vacacional_pct": 50},
        "sti": {"en": "10 % of base", "es": "10 % del sueldo base"},
    }


def amount(found: Derived | None) -> tuple[str, int]:
    """Currency and whole units of a computed amount."""
    assert found is not None
    money = found.value
    assert isinstance(money, Money)
    return money.currency, int(money.rounded())


def steps_hold(found: Derived | None) -> bool:
    """True when every equation of a value is right."""
    assert found is not None
    calendar = work_calendar(2027)
    return all(holds(step, calendar) for step in (found.formula or "").split("; "))


def test_pay_is_told_per_month_and_in_the_other_currency() -> None:
    known = facts(compensation=pay())
    assert amount(derive_pay.base_month(known, None)) == ("MXN", 304167)
    assert amount(derive_pay.base_other(known, None)) == ("USD", 182500)
    assert amount(derive_pay.aguinaldo_month(known, None)) == ("MXN", 25000)
    assert amount(derive_pay.cash_other(known, None)) == ("USD", 220750)  # 3,650,000 + 300,000 + 100,000 + 365,000 at 20
    for found in (derive_pay.base_month, derive_pay.cash_other, derive_pay.cash_minimum_other, derive_pay.exit_years):
        assert steps_hold(found(known, None))


def test_dollars_become_pesos_at_the_same_rate() -> None:
    known = facts(compensation=pay(currency="USD", amount=200000))
    assert amount(derive_pay.base_other(known, None)) == ("MXN", 4000000)
    assert derive_pay.cash_other(known, None) is None


def test_dollars_and_contracts_of_the_united_states_are_told_as_base_and_bonus() -> None:
    dollars = facts(compensation=pay(currency="USD", amount=200000))
    assert amount(derive_cash.cash_plain(dollars, None)) == ("USD", 220000)
    assert amount(derive_cash.cash_plain_month(dollars, None)) == ("USD", 18333)
    assert steps_hold(derive_cash.cash_plain_month(dollars, None))
    assert derive_cash.cash_waits(dollars, None) is None
    assert derive_cash.cash_plain(facts(compensation=pay()), None) is None, "pesos in Mexico: law's amounts belong in the sum"
    assert derive_cash.cash_plain(facts(compensation={**pay(), "country_of_contract": "US"}), None)


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ({"base": {**PESOS, "basis": "net"}}, derive_cash.GROSS),
        ({"country_of_contract": None}, derive_cash.LAW),
        ({"sti": None}, derive_cash.BONUS),
        ({"mx_statutory": {"aguinaldo_days": 30}}, derive_cash.BENEFITS),
    ],
)
def test_what_a_years_cash_waits_for_is_named(change: dict[str, Any], waits: LocalText) -> None:
    told = derive_cash.cash_waits(facts(compensation={k: v for k, v in {**pay(), **change}.items() if v is not None}), None)
    assert told is not None
    assert told.value == waits


def test_a_client_without_a_bonus_still_has_a_years_cash() -> None:
    without = facts(compensation={**pay(), "sti": {"status": "n_a", "source": "none is paid"}})
    assert amount(derive_law.cash_target(without, None)) == ("MXN", 4050000)  # 3,650,000 + 300,000 + 100,000


def test_three_years_cost_three_months_and_sixty_days() -> None:
    known = facts(compensation=pay())
    assert amount(derive_pay.exit_years(known, None)) == ("MXN", 1678253)  # 4,050,000 / 4 + 4,050,000 / 365 × 60


@pytest.mark.parametrize("said", ["to be agreed", "EUR/USD 1.08", "USD/MXN soon", "USD/MXN 0"])
def test_without_a_rate_in_this_form_nothing_is_converted(said: str) -> None:
    known = facts(compensation=pay(said))
    assert derive_pay.rate(known, None) is None
    assert derive_pay.base_other(known, None) is None
    assert derive_pay.no_rate(known, None) is not None


def test_the_day_of_the_rate_is_read_with_it() -> None:
    found = derive_pay.rate_date(facts(compensation=pay()), None)
    assert found is not None
    assert found.value == date(2026, 11, 18)
    assert derive_pay.rate_date(facts(compensation=pay("USD/MXN 18.40")), None) is None


def test_working_days_leave_out_weekends_and_the_holidays_of_both_countries() -> None:
    calendar = work_calendar(2026)
    assert calendar.working_between(date(2026, 11, 23), date(2026, 11, 27)) == 3  # Thanksgiving, and the 23rd itself not counted
    assert calendar.working_between(date(2026, 11, 13), date(2026, 11, 17)) == 1  # 16 November is a holiday in Mexico
    assert calendar.working_between(date(2026, 11, 27), date(2026, 11, 23)) == 0


def test_a_wrong_count_of_working_days_does_not_hold() -> None:
    calendar = work_calendar(2026)
    assert holds("working_days_US_MX(2026-11-23, 2026-11-27) = 3d", calendar)
    assert not holds("working_days_US_MX(2026-11-23, 2026-11-27) = 4d", calendar)


def gates(*items: dict[str, Any], **process: Any) -> dict[str, Any]:
    """A process with gates, kicked off on a Monday."""
    return {"kickoff_date": "2026-11-09", "milestones": list(items), **process}


def gate(week: int, **more: Any) -> dict[str, Any]:
    """A named gate with owner and commitment, unless told otherwise."""
    whole = {
        "name": {"en": f"Gate {week}", "es": f"Hito {week}"},
        "week": week,
        "owner": "A. B.",
        "client_commitment": {"en": "x y", "es": "x y"},
    }
    return {k: v for k, v in {**whole, **more}.items() if v is not None}


def test_a_gate_is_at_risk_for_each_reason_and_only_while_it_is_to_come() -> None:
    known = facts(process=gates(gate(0, owner=None), gate(8, owner=None), gate(9, client_commitment=None), gate(20), deadline="2027-03-01"))
    found = derive_update.at_risk(known, None)
    assert found is not None
    whys = {r["name"].en: r["why"].en for r in found.value}
    assert whys == {"Gate 8": "nobody owns it", "Gate 9": "your part is not agreed", "Gate 20": "it falls after your deadline"}


def test_open_answers_put_a_near_gate_at_risk() -> None:
    found = derive_update.at_risk(facts(process=gates(gate(3))), None)
    assert found is not None
    assert found.value[0]["why"].en == "answers that it rests on are open"


def test_the_next_gate_is_the_first_from_today_on() -> None:
    found = derive_update.next_gate(facts(process=gates(gate(9), gate(1), gate(3))), None)
    assert found is not None
    (row,) = found.value
    assert row["name"].en == "Gate 3"
    assert steps_hold(row["left"])
    assert derive_update.none_left(facts(process=gates(gate(0))), None) is not None


def test_who_owes_is_told_with_how_many() -> None:
    known = facts(process=gates(gate(9)))
    found = derive_update.owed_by(known, None)
    assert found is not None
    assert sum(r["count"].value for r in found.value) == len(known.open_points)
    assert found.value[0]["rank"] == 1


def test_a_bench_counts_who_was_not_asked() -> None:
    bench = [{"codename": "A", "mobility_stated_by_person": "stays"}, {"codename": "B"}]
    known = facts(succession={"bench": bench})
    unheard = derive_bench.unheard(known, None)
    assert unheard is not None
    assert unheard.value == 1
    assert derive_bench.all_heard(known, None) is None
    assert derive_bench.thin_bench(facts(succession={"bench": bench[:1]}), None) is not None
    assert derive_bench.bench_count(facts(role={"title_en": "x"}), None) is None


def test_a_charter_counts_its_parts_and_names_its_fastest_rule() -> None:
    rules = [{"topic": "fire", "to_whom": "COO", "within_hours": 6}, {"topic": "cash", "to_whom": "CFO", "within_hours": 2}]
    known = facts(headquarters={"escalation": rules, "values": ["candour"]})
    said, fastest = derive_charter.charter_said(known, None), derive_charter.fastest(known, None)
    assert said is not None
    assert fastest is not None
    assert said.value == 2
    assert fastest.value[0]["within_hours"] == 2
    assert derive_charter.charter_empty(facts(role={"title_en": "x"}), None) is not None


def test_the_levels_of_the_framework_are_boxes_with_one_for_not_observed() -> None:
    found = derive_assessment.level_boxes(facts(role={"title_en": "x"}), None)
    assert found is not None
    assert found.value.en == "☐ 1 ☐ 3 ☐ 5 ☐ not observed"
    assert steps_hold(found)
