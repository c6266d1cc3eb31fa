"""What is offered against what Mexican law requires, and where it cannot be compared. Computes with the amounts of `derive_law`."""

from __future__ import annotations

from typing import Any

from app.domain.derive_law import aguinaldo_minimum, aguinaldo_offer, daily_base, employer_share, premium_minimum, premium_offer
from app.domain.facts import Derived, Facts
from app.domain.money import Money, plain


def no_base(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no amount of Mexican law can be computed, for whatever reason; under a US contract that is said elsewhere."""
    is_us = facts.intake.get("compensation.country_of_contract") == "US"
    return Derived(value=True) if daily_base(facts, None) is None and not is_us else None


def share_unknown(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the employer's contributions cannot be computed, base known or not."""
    return Derived(value=True) if employer_share(facts, None) is None else None


def no_offer_aguinaldo(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the year-end bonus cannot be computed at the days offered."""
    return Derived(value=True) if aguinaldo_offer(facts, None) is None else None


def no_offer_premium(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the vacation premium cannot be computed at the terms offered."""
    return Derived(value=True) if premium_offer(facts, None) is None else None


def _above(offered: Derived | None, minimum: Derived | None) -> Derived | None:
    if offered is None or minimum is None or offered.value.amount <= minimum.value.amount:
        return None
    more, less = offered.value.rounded(), minimum.value.rounded()
    steps = f"{offered.formula}; {minimum.formula}; {plain(more)}-{plain(less)} = {plain(more - less)}"
    money = Money(amount=more - less, currency=offered.value.currency)
    return Derived(value=money, formula=steps, inputs={**offered.inputs, **minimum.inputs})


def aguinaldo_above(facts: Facts, _arg: Any) -> Derived | None:
    """What the year-end bonus offered lies above the legal minimum; None when it does not."""
    return _above(aguinaldo_offer(facts, None), aguinaldo_minimum(facts, None))


def premium_above(facts: Facts, _arg: Any) -> Derived | None:
    """What the vacation premium offered lies above the legal minimum; None when it does not."""
    return _above(premium_offer(facts, None), premium_minimum(facts, None))
