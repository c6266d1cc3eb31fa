"""What a year's cash is where Mexican law cannot be counted in it, and what keeps it from being computed. Shows no amount of law."""

from __future__ import annotations

from typing import Any

from app.domain.derive_law import MEXICAN, PESO, aguinaldo_offer, bonus, cash_target, premium_offer
from app.domain.facts import Derived, Facts
from app.domain.lang import LocalText, both
from app.domain.money import MONTHS_A_YEAR, Money, Pay, plain

GROSS = both("base pay as a gross amount", "el sueldo base en bruto")
LAW = both("the country of the contract", "el país del contrato")
BONUS = both("a bonus that can be counted", "un bono que se pueda contar")
BENEFITS = both("the days of aguinaldo and vacation and the premium", "los días de aguinaldo y vacaciones y la prima")


def _pay(facts: Facts) -> Pay | None:
    pay = facts.intake.get("compensation.base")
    return pay if isinstance(pay, Pay) else None


def cash_plain(facts: Facts, _arg: Any) -> Derived | None:
    """Base and target bonus a year, where pay is not in pesos or the contract is under US law; None where law's amounts belong in it."""
    pay, target = _pay(facts), bonus(facts, None)
    country = facts.intake.get("compensation.country_of_contract")
    if pay is None or target is None or target.formula is None or country is None:
        return None
    if pay.currency == PESO and country in MEXICAN:
        return None
    year = pay.yearly().amount
    made = Money(amount=year + target.value.amount, currency=pay.currency)
    steps = f"{plain(year)}+{target.formula.rsplit(' = ', 1)[0]} = {plain(made.rounded())}"
    return Derived(value=made, formula=steps, inputs=target.inputs)


def cash_plain_month(facts: Facts, _arg: Any) -> Derived | None:
    """A twelfth of base and target bonus."""
    whole = cash_plain(facts, None)
    if whole is None:
        return None
    each = Money(amount=whole.value.rounded() / MONTHS_A_YEAR, currency=whole.value.currency)
    step = f"{plain(whole.value.rounded())}/{MONTHS_A_YEAR} = {plain(each.rounded())}"
    return Derived(value=each, formula=f"{whole.formula}; {step}", inputs=whole.inputs)


def cash_waits(facts: Facts, _arg: Any) -> Derived | None:
    """What a year's cash waits for, when base pay is known: the open parts by name; None when it can be computed."""
    pay = _pay(facts)
    if pay is None or cash_target(facts, None) or cash_plain(facts, None):
        return None
    country = facts.intake.get("compensation.country_of_contract")
    waits: list[LocalText] = []
    if pay.basis != "gross":
        waits.append(GROSS)
    if country is None:
        waits.append(LAW)
    # A net base gives no bonus either: what is missing then is the gross base, and nothing is known of the rest.
    if pay.basis == "gross" and bonus(facts, None) is None:
        waits.append(BONUS)
    offered = aguinaldo_offer(facts, None), premium_offer(facts, None)
    if pay.basis == "gross" and pay.currency == PESO and country in MEXICAN and None in offered:
        waits.append(BENEFITS)
    return Derived(value=both("; ".join(w.en or "" for w in waits), "; ".join(w.es or "" for w in waits))) if waits else None


def base_foreign(facts: Facts, _arg: Any) -> Derived | None:
    """Present when gross base pay is agreed in another currency than pesos."""
    pay = _pay(facts)
    return Derived(value=True) if pay and pay.basis == "gross" and pay.currency != PESO else None


def base_unknown(facts: Facts, _arg: Any) -> Derived | None:
    """Present when employment pay is owed and its base is open."""
    is_none = facts.intake.status("compensation.base") == "n_a"
    return Derived(value=True) if _pay(facts) is None and not is_none else None


def contract_unknown(facts: Facts, _arg: Any) -> Derived | None:
    """Present when a gross base in pesos is known and the country of the contract is open."""
    pay = _pay(facts)
    is_open = facts.intake.get("compensation.country_of_contract") is None
    return Derived(value=True) if pay and pay.basis == "gross" and pay.currency == PESO and is_open else None
