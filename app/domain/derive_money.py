"""Plain readings of money in the intake. Computes nothing beyond a year from months."""

from __future__ import annotations

from typing import Any

from app.domain.facts import Derived, Facts
from app.domain.money import MONTHS_A_YEAR, Pay, plain


def base_year(facts: Facts, _arg: Any) -> Derived | None:
    """Base pay per year; a monthly base times twelve."""
    pay = facts.intake.get("compensation.base")
    if not isinstance(pay, Pay):
        return None
    if pay.period == "year":
        return Derived(value=pay.yearly(), inputs={"compensation.base": f"{pay.currency} {plain(pay.amount)} / year"})
    yearly = pay.yearly()
    steps = f"{plain(pay.amount)}*{MONTHS_A_YEAR} = {plain(yearly.amount)}"
    return Derived(value=yearly, formula=steps, inputs={"compensation.base": f"{pay.currency} {plain(pay.amount)} / month"})


def gross(facts: Facts, _arg: Any) -> Derived | None:
    """Present when base pay is gross."""
    pay = facts.intake.get("compensation.base")
    return Derived(value=True) if isinstance(pay, Pay) and pay.basis == "gross" else None


def net(facts: Facts, _arg: Any) -> Derived | None:
    """Present when base pay is net."""
    pay = facts.intake.get("compensation.base")
    return Derived(value=True) if isinstance(pay, Pay) and pay.basis == "net" else None
