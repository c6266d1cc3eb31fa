"""Statutory amounts in Mexico computed from dated law and the offer: aguinaldo, vacation premium, severance, employer contributions.

Amounts use a 365-day year on gross base pay; a payroll's own divisor may differ, and the documents say so.
Nothing is computed on net pay, on pay in another currency than pesos, or for a contract under US law.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.domain.facts import Derived, Facts
from app.domain.lang import both
from app.domain.money import Money, Pay, first_percent, plain

DAYS_A_YEAR = 365
SEVERANCE_SHARE = 4
"""Three months of a year are a quarter."""
MEXICAN = ("MX", "local_plus", "expat", "split")
PESO = "MXN"


def _base(facts: Facts) -> Money | None:
    pay = facts.intake.get("compensation.base")
    country = facts.intake.get("compensation.country_of_contract")
    if not isinstance(pay, Pay) or pay.basis != "gross" or pay.currency != PESO or country not in MEXICAN:
        return None
    return pay.yearly()


def _inputs(facts: Facts) -> dict[str, str | int | float | None]:
    pay = facts.intake.get("compensation.base")
    return {"compensation.base": f"{pay.currency} {plain(pay.amount)} / {pay.period}"} if isinstance(pay, Pay) else {}


def _offer(facts: Facts, key: str) -> Decimal | None:
    record = facts.intake.get("compensation.mx_statutory")
    value = record.get(key) if isinstance(record, Mapping) else None
    return Decimal(str(value)) if value is not None else None


def _peso(facts: Facts, exact: Decimal, steps: str, inputs: dict[str, str | int | float | None]) -> Derived:
    amount = Money(amount=exact, currency=PESO)
    return Derived(value=amount, formula=f"{steps} = {plain(amount.rounded())}", inputs={**_inputs(facts), **inputs})


def _days_pay(
    facts: Facts, days: Decimal | None, factor_pct: Decimal | None, inputs: dict[str, str | int | float | None]
) -> Derived | None:
    base = _base(facts)
    if base is None or days is None:
        return None
    exact = base.amount / DAYS_A_YEAR * days
    steps = f"{plain(base.amount)}/{DAYS_A_YEAR}*{plain(days)}"
    if factor_pct is not None:
        exact = exact * factor_pct / 100
        steps += f"*{plain(factor_pct)}/100"
    return _peso(facts, exact, steps, inputs)


def aguinaldo_minimum(facts: Facts, _arg: Any) -> Derived | None:
    """The legal minimum of the year-end bonus on base pay."""
    days = facts.number("aguinaldo_days")
    return _days_pay(facts, days, None, {"law.aguinaldo_days": int(days)})


def aguinaldo_offer(facts: Facts, _arg: Any) -> Derived | None:
    """The year-end bonus at the days that the client offers."""
    days = _offer(facts, "aguinaldo_days")
    return _days_pay(facts, days, None, {"compensation.mx_statutory.aguinaldo_days": int(days) if days is not None else None})


def premium_minimum(facts: Facts, _arg: Any) -> Derived | None:
    """The legal minimum of the vacation premium in the first year."""
    days, pct = facts.number("vacation_days_year_1"), facts.number("vacation_premium_pct")
    return _days_pay(facts, days, pct, {"law.vacation_days_year_1": int(days), "law.vacation_premium_pct": int(pct)})


def premium_offer(facts: Facts, _arg: Any) -> Derived | None:
    """The vacation premium at the days and the percentage that the client offers."""
    days, pct = _offer(facts, "vacation_days"), _offer(facts, "prima_vacacional_pct")
    if days is None or pct is None:
        return None
    inputs: dict[str, str | int | float | None] = {
        "compensation.mx_statutory.vacation_days": int(days),
        "compensation.mx_statutory.prima_vacacional_pct": float(pct),
    }
    return _days_pay(facts, days, pct, inputs)


def bonus(facts: Facts, _arg: Any) -> Derived | None:
    """The annual bonus at target, read from the percentage that the client's words name; any gross base."""
    pay, text = facts.intake.get("compensation.base"), facts.intake.get("compensation.sti")
    if not isinstance(pay, Pay) or pay.basis != "gross" or text is None:
        return None
    pct = first_percent(text.any())
    if pct is None:
        return None
    amount = Money(amount=pay.yearly().amount * pct / 100, currency=pay.currency)
    steps = f"{plain(pay.yearly().amount)}*{plain(pct)}/100 = {plain(amount.rounded())}"
    return Derived(value=amount, formula=steps, inputs={**_inputs(facts), "compensation.sti": float(pct)})


def _sum(facts: Facts, parts: tuple[Derived | None, ...], divide: int = 1) -> Derived | None:
    base = _base(facts)
    if base is None or any(p is None for p in parts):
        return None
    known = [p for p in parts if p is not None]
    exact = (base.amount + sum((p.value.amount for p in known), Decimal(0))) / divide
    terms = "+".join((plain(base.amount), *((p.formula or "").rsplit(" = ", 1)[0] for p in known)))
    steps = f"({terms})/{divide}" if divide > 1 else terms
    inputs = {k: v for p in known for k, v in p.inputs.items()}
    return _peso(facts, exact, steps, inputs)


def cash_minimum(facts: Facts, _arg: Any) -> Derived | None:
    """Base, legal aguinaldo and legal premium: a year's cash at the legal minimum, without bonus."""
    return _sum(facts, (aguinaldo_minimum(facts, None), premium_minimum(facts, None)))


def cash_target(facts: Facts, _arg: Any) -> Derived | None:
    """Base, offered aguinaldo, offered premium and target bonus (none where the client says there is none): a year's cash."""
    benefits = (aguinaldo_offer(facts, None), premium_offer(facts, None))
    without = facts.intake.status("compensation.sti") == "n_a"
    return _sum(facts, benefits if without else (*benefits, bonus(facts, None)))


def severance_low(facts: Facts, _arg: Any) -> Derived | None:
    """Three months of pay with aguinaldo and premium at the offer (or at the legal minimum), bonus left out."""
    return _sum(facts, _integrated(facts), SEVERANCE_SHARE)


def severance_high(facts: Facts, _arg: Any) -> Derived | None:
    """The same with the target bonus counted; None when no bonus can be read."""
    return _sum(facts, (*_integrated(facts), bonus(facts, None)), SEVERANCE_SHARE)


def _integrated(facts: Facts) -> tuple[Derived | None, Derived | None]:
    return (
        aguinaldo_offer(facts, None) or aguinaldo_minimum(facts, None),
        premium_offer(facts, None) or premium_minimum(facts, None),
    )


def employer_share(facts: Facts, _arg: Any) -> Derived | None:
    """Employer pension, housing and retirement contributions a year, on the capped base; None below the cap or for other years."""
    from app.domain.derive_dates import start

    base, begins = _base(facts), start(facts, None)
    if base is None or begins is None:
        return None
    year = begins.value.year
    if f"pension_rate_{year}_pct" not in facts.law:
        return None
    uma, cap = facts.number("uma_daily"), facts.number("imss_cap_uma")
    if base.amount / DAYS_A_YEAR < cap * uma:
        return None
    rates = [facts.number(n) for n in (f"pension_rate_{year}_pct", "infonavit_pct", "sar_pct")]
    exact = cap * uma * DAYS_A_YEAR * sum(rates, Decimal(0)) / 100
    steps = f"{plain(cap)}*{plain(uma)}*{DAYS_A_YEAR}*({'+'.join(plain(r) for r in rates)})/100"
    return _peso(facts, exact, steps, {"law.uma_daily": float(uma), "year": year})


def employer_share_year(facts: Facts, _arg: Any) -> Derived | None:
    """The year for which the contributions were computed."""
    found = employer_share(facts, None)
    return Derived(value=both(*(str(found.inputs["year"]),) * 2), inputs={"year": found.inputs["year"]}) if found else None


def employment(facts: Facts, _arg: Any) -> Derived | None:
    """Present unless the client says that neither a base nor Mexican benefits apply: a seat on a board is paid by a fee."""
    intake = facts.intake
    outside = all(intake.status(path) == "n_a" for path in ("compensation.base", "compensation.mx_statutory"))
    return None if outside else Derived(value=True)


def mexican_contract(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the contract, or a part of it, is under Mexican law."""
    return Derived(value=True) if facts.intake.get("compensation.country_of_contract") in MEXICAN else None


def us_contract(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the contract is under US law."""
    return Derived(value=True) if facts.intake.get("compensation.country_of_contract") == "US" else None


def no_amounts(facts: Facts, _arg: Any) -> Derived | None:
    """Present when base pay is known but statutory amounts cannot be computed from it (not gross, not pesos, or a US contract)."""
    pay = facts.intake.get("compensation.base")
    return Derived(value=True) if isinstance(pay, Pay) and _base(facts) is None else None


def no_bonus(facts: Facts, _arg: Any) -> Derived | None:
    """Present when severance can be computed but no bonus can be read."""
    return Derived(value=True) if severance_low(facts, None) and bonus(facts, None) is None else None


def no_share(facts: Facts, _arg: Any) -> Derived | None:
    """Present when base pay is known but the employer's contributions cannot be computed from it."""
    known = isinstance(facts.intake.get("compensation.base"), Pay)
    return Derived(value=True) if known and employer_share(facts, None) is None else None


def bonus_unread(facts: Facts, _arg: Any) -> Derived | None:
    """Present when a bonus is described but no amount can be computed from it."""
    return Derived(value=True) if facts.intake.present("compensation.sti") and bonus(facts, None) is None else None


def daily_base(facts: Facts, _arg: Any) -> Derived | None:
    """Base pay of one day, a year counted as 365 days."""
    return _days_pay(facts, Decimal(1), None, {})


def benefits_inferred(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the Mexican benefits were inferred and not stated by the client."""
    return Derived(value=True) if facts.intake.status("compensation.mx_statutory") == "inferred" else None
