"""Statutory amounts against values computed by hand: MXN 4,200,000 a year gross, aguinaldo 30, vacation 18, premium 50 %, bonus 35 %."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.domain import derive_law, derive_money
from app.domain.facts import Facts
from app.domain.functions import FUNCTIONS
from app.domain.money import Money, first_percent
from tests.builders import facts

YEAR = {"amount": 4200000, "currency": "MXN", "period": "year", "basis": "gross"}
OFFER = {"aguinaldo_days": 30, "vacation_days": 18, "prima_vacacional_pct": 50}
STI = {"en": "35 % of base at target", "es": "35 % del sueldo base al objetivo"}
BY_HAND = {
    "daily_base": 11507,
    "aguinaldo_minimum": 172603,
    "aguinaldo_offer": 345205,
    "premium_minimum": 34521,
    "premium_offer": 103562,
    "bonus": 1470000,
    "cash_minimum": 4407123,
    "cash_target": 6118767,
    "severance_low": 1162192,
    "severance_high": 1529692,
    "employer_share": 166991,
}


def _paid(**changed: Any) -> Facts:
    pay = {"country_of_contract": "MX", "base": YEAR, "mx_statutory": OFFER, "sti": STI, **changed}
    return facts(compensation={k: v for k, v in pay.items() if v is not None}, role={"start_date": "2027-05-03"})


def _amount(name: str, known: Facts) -> int | None:
    found = FUNCTIONS[f"law.{name}"](known, None)
    return None if found is None else int(found.value.rounded())


@pytest.mark.parametrize(("name", "pesos"), BY_HAND.items())
def test_an_amount_of_law_is_the_one_computed_by_hand(name: str, pesos: int) -> None:
    assert _amount(name, _paid()) == pesos


@pytest.mark.parametrize(("name", "pesos"), BY_HAND.items())
def test_monthly_pay_gives_the_amounts_of_its_year(name: str, pesos: int) -> None:
    assert _amount(name, _paid(base={**YEAR, "amount": 350000, "period": "month"})) == pesos


@pytest.mark.parametrize(
    "changed",
    [
        {"base": {**YEAR, "basis": "net"}},
        {"base": {**YEAR, "currency": "USD", "amount": 240000}},
        {"country_of_contract": "US"},
        {"country_of_contract": None},
        {"base": None},
    ],
)
def test_net_pay_dollars_a_us_contract_or_nothing_known_gives_no_amount_of_law(changed: dict[str, Any]) -> None:
    known = _paid(**changed)
    assert [n for n in BY_HAND if n != "bonus" and _amount(n, known) is not None] == []


@pytest.mark.parametrize("country", ["split", "expat", "local_plus"])
def test_a_contract_partly_under_mexican_law_has_the_amounts(country: str) -> None:
    assert _amount("aguinaldo_minimum", _paid(country_of_contract=country)) == 172603


def test_a_bonus_is_computed_on_dollars_too_and_never_on_net_pay() -> None:
    dollars = derive_law.bonus(_paid(base={**YEAR, "currency": "USD", "amount": 240000}), None)
    assert dollars is not None
    assert dollars.value == Money(amount=Decimal(84000), currency="USD")
    assert _amount("bonus", _paid(base={**YEAR, "basis": "net"})) is None
    assert _amount("bonus", _paid(sti={"en": "a share of profit", "es": "una parte de la utilidad"})) is None


def test_without_an_offer_severance_rests_on_the_legal_minimum() -> None:
    assert _amount("severance_low", _paid(mx_statutory=None)) == 1101781  # (4,200,000 + 172,602.74 + 34,520.55) / 4
    assert _amount("aguinaldo_offer", _paid(mx_statutory=None)) is None


def test_no_share_is_computed_below_the_cap_or_for_a_year_without_rates() -> None:
    assert _amount("employer_share", _paid(base={**YEAR, "amount": 900000})) is None
    later = facts(compensation={"country_of_contract": "MX", "base": YEAR}, role={"start_date": "2031-05-03"})
    assert _amount("employer_share", later) is None


def test_every_formula_is_given_with_the_inputs_it_starts_from() -> None:
    for name in BY_HAND:
        found = FUNCTIONS[f"law.{name}"](_paid(), None)
        assert found is not None
        assert found.formula is not None
        assert "compensation.base" in found.inputs


def test_a_year_of_monthly_pay_shows_its_step_and_yearly_pay_none() -> None:
    monthly = derive_money.base_year(_paid(base={**YEAR, "amount": 350000, "period": "month"}), None)
    yearly = derive_money.base_year(_paid(), None)
    assert monthly is not None
    assert yearly is not None
    assert (monthly.formula, yearly.formula) == ("350000*12 = 4200000", None)
    assert monthly.value == yearly.value == Money(amount=Decimal(4200000), currency="MXN")


def test_money_of_two_currencies_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="USD"):
        Money(amount=Decimal(1), currency="MXN").plus(Money(amount=Decimal(1), currency="USD"))


def test_halves_are_rounded_away_from_zero() -> None:
    assert Money(amount=Decimal("0.5"), currency="MXN").rounded() == 1
    assert Money(amount=Decimal("2.5"), currency="MXN").rounded() == 3


@pytest.mark.parametrize(
    ("text", "pct"), [("35 % of base", "35"), ("hasta 12,5 por ciento", "12.5"), ("20%", "20"), ("none", None), ("35 of 100", None)]
)
def test_the_first_percentage_of_a_text_is_read(text: str, pct: str | None) -> None:
    assert first_percent(text) == (None if pct is None else Decimal(pct))
