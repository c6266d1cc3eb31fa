"""Pay per month and in the other currency at the intake's dated rate, and what a dismissal costs after years. Knows no rate itself."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from app.domain.date_reading import dates
from app.domain.derive_law import (
    DAYS_A_YEAR,
    MEXICAN,
    aguinaldo_minimum,
    aguinaldo_offer,
    bonus,
    cash_minimum,
    cash_target,
    premium_minimum,
    premium_offer,
    severance_low,
)
from app.domain.derive_money import base_year
from app.domain.facts import Derived, Facts
from app.domain.lang import LocalText
from app.domain.money import MONTHS_A_YEAR, Money, Pay, plain

YEARS_SHOWN = 3
DAYS_PER_YEAR_OF_SERVICE = 20
_RATE = re.compile(r"\b(USD)\s*+[/=]?\s*+(?:1\s*+=\s*+)?(MXN)\b[\s:=]*(\d+(?:\.\d+)?)")


def _rate(facts: Facts) -> Decimal | None:
    """Pesos for a dollar as the client stated them; None when not stated in this form ("USD/MXN 18.40 …")."""
    said = facts.intake.get("compensation.currency_fx")
    found = _RATE.search(said.any()) if isinstance(said, LocalText) else None
    rate = Decimal(found.group(3)) if found else None
    return rate if rate and rate > 0 else None


def rate(facts: Facts, _arg: Any) -> Derived | None:
    """Pesos for one dollar, as stated."""
    found = _rate(facts)
    return Derived(value=found, inputs={"compensation.currency_fx": float(found)}) if found else None


def no_rate(facts: Facts, _arg: Any) -> Derived | None:
    """Present when base pay is known and no rate can be read."""
    return Derived(value=True) if isinstance(facts.intake.get("compensation.base"), Pay) and _rate(facts) is None else None


def rate_date(facts: Facts, _arg: Any) -> Derived | None:
    """The day of the stated rate; None when the answer names none."""
    said = facts.intake.get("compensation.currency_fx")
    found = [d for d in dates(said.any()) if d.day and d.year] if isinstance(said, LocalText) and _rate(facts) else []
    if not found or found[0].day is None or found[0].year is None:
        return None
    from datetime import date

    return Derived(value=date(found[0].year, found[0].month, found[0].day))


def _formula(of: Derived) -> str:
    money: Money = of.value
    return of.formula or f"{plain(money.amount)} = {plain(money.rounded())}"


def _monthly(of: Derived | None) -> Derived | None:
    if of is None:
        return None
    whole: Money = of.value
    each = Money(amount=whole.rounded() / MONTHS_A_YEAR, currency=whole.currency)
    step = f"{plain(whole.rounded())}/{MONTHS_A_YEAR} = {plain(each.rounded())}"
    return Derived(value=each, formula=f"{_formula(of)}; {step}", inputs=of.inputs)


def _other(facts: Facts, of: Derived | None) -> Derived | None:
    """An amount in the other of the two currencies at the stated rate."""
    stated = _rate(facts)
    if of is None or stated is None or of.value.currency not in ("MXN", "USD"):
        return None
    whole: Money = of.value
    is_peso = whole.currency == "MXN"
    exact = whole.rounded() / stated if is_peso else whole.rounded() * stated
    made = Money(amount=exact, currency="USD" if is_peso else "MXN")
    step = f"{plain(whole.rounded())}{'/' if is_peso else '*'}{plain(stated)} = {plain(made.rounded())}"
    inputs = {**of.inputs, "compensation.currency_fx": float(stated), "one_dollar": "USD 1", "one_peso": "MXN 1"}
    return Derived(value=made, formula=f"{_formula(of)}; {step}", inputs=inputs)


def base_month(facts: Facts, _arg: Any) -> Derived | None:
    """Base pay per month."""
    return _monthly(base_year(facts, None))


def base_other(facts: Facts, _arg: Any) -> Derived | None:
    """Base pay per year in the other currency at the stated rate."""
    return _other(facts, base_year(facts, None))


def bonus_month(facts: Facts, _arg: Any) -> Derived | None:
    """The bonus at target, a twelfth of it."""
    return _monthly(bonus(facts, None))


def bonus_other(facts: Facts, _arg: Any) -> Derived | None:
    """The bonus at target in the other currency."""
    return _other(facts, bonus(facts, None))


def aguinaldo_month(facts: Facts, _arg: Any) -> Derived | None:
    """A twelfth of the year-end bonus as offered."""
    return _monthly(aguinaldo_offer(facts, None))


def aguinaldo_other(facts: Facts, _arg: Any) -> Derived | None:
    """The year-end bonus as offered in the other currency."""
    return _other(facts, aguinaldo_offer(facts, None))


def premium_month(facts: Facts, _arg: Any) -> Derived | None:
    """A twelfth of the vacation premium as offered."""
    return _monthly(premium_offer(facts, None))


def premium_other(facts: Facts, _arg: Any) -> Derived | None:
    """The vacation premium as offered in the other currency."""
    return _other(facts, premium_offer(facts, None))


def cash_month(facts: Facts, _arg: Any) -> Derived | None:
    """A twelfth of a year's cash on the client's terms."""
    return _monthly(cash_target(facts, None))


def cash_other(facts: Facts, _arg: Any) -> Derived | None:
    """A year's cash on the client's terms in the other currency."""
    return _other(facts, cash_target(facts, None))


def cash_minimum_month(facts: Facts, _arg: Any) -> Derived | None:
    """A twelfth of a year's cash at the legal minimum."""
    return _monthly(cash_minimum(facts, None))


def cash_minimum_other(facts: Facts, _arg: Any) -> Derived | None:
    """A year's cash at the legal minimum in the other currency."""
    return _other(facts, cash_minimum(facts, None))


def no_pay(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the client said that there is no employment pay (a fee, a seat on a board)."""
    return Derived(value=True) if facts.intake.status("compensation.base") == "n_a" else None


def exit_years(facts: Facts, _arg: Any) -> Derived | None:
    """Three months and 20 days a year of integrated pay after three years, bonus left out: where the 20 days are owed."""
    low = severance_low(facts, None)
    if low is None or low.formula is None:
        return None
    aguinaldo, premium = _integrated(facts)
    pay = facts.intake.get("compensation.base")
    if aguinaldo is None or premium is None or not isinstance(pay, Pay):
        return None
    year = pay.yearly().amount + aguinaldo.value.amount + premium.value.amount
    exact = year / 4 + year / DAYS_A_YEAR * DAYS_PER_YEAR_OF_SERVICE * YEARS_SHOWN
    sums = "+".join((plain(pay.yearly().amount), *((p.formula or "").rsplit(" = ", 1)[0] for p in (aguinaldo, premium))))
    made = Money(amount=exact, currency=pay.currency)
    step = f"({sums})/4+({sums})/{DAYS_A_YEAR}*{DAYS_PER_YEAR_OF_SERVICE}*{YEARS_SHOWN} = {plain(made.rounded())}"
    return Derived(value=made, formula=step, inputs=low.inputs)


def _integrated(facts: Facts) -> tuple[Derived | None, Derived | None]:
    return (
        aguinaldo_offer(facts, None) or aguinaldo_minimum(facts, None),
        premium_offer(facts, None) or premium_minimum(facts, None),
    )


def two_countries(facts: Facts, _arg: Any) -> Derived | None:
    """Present when pay or contract touches both countries: a split or assignment contract, or work on the US side of a Mexican one."""
    from app.domain.derive_plan import us_side

    contract = facts.intake.get("compensation.country_of_contract")
    crosses = contract in ("split", "expat") or (contract in MEXICAN and us_side(facts, None) is not None)
    return Derived(value=True) if crosses else None


def no_superior(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no benefit beyond the law is stated and the contract may be Mexican."""
    absent = not facts.intake.present("compensation.mx_superior")
    return Derived(value=True) if absent and facts.intake.get("compensation.country_of_contract") != "US" else None
