"""A run's purse: no request is made that could pass the ceiling, and none waits for ever."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from app.errors import OverBudget
from app.llm.providers import provider_for
from app.llm.purse import Budget, Purse

OPENAI, UNKNOWN = provider_for(None), provider_for("http://127.0.0.1:1/v1")
TEXT = ["word " * 400]


def test_without_a_ceiling_everything_fits() -> None:
    held = Purse(Budget()).hold(TEXT, 8000, "m", UNKNOWN)
    assert held.output_tokens == 8000


def test_an_answer_is_cut_to_what_is_left_and_refused_when_that_is_too_little() -> None:
    held = Purse(Budget(tokens=3000)).hold(TEXT, 8000, "m", UNKNOWN)
    assert held.prompt_tokens + held.output_tokens == 3000
    with pytest.raises(OverBudget):
        Purse(Budget(tokens=held.prompt_tokens + 1000)).hold(TEXT, 8000, "m", UNKNOWN)


def test_a_request_waits_for_those_under_way_and_goes_on_with_what_they_left() -> None:
    purse = Purse(Budget(tokens=9000))
    first = purse.hold(TEXT, 8000, "m", UNKNOWN)
    threading.Timer(0.05, lambda: purse.settle(first, 500, 100, "m", UNKNOWN)).start()
    second = purse.hold(TEXT, 7000, "m", UNKNOWN)
    assert second.output_tokens == 7000
    purse.release(second)
    third = purse.hold(TEXT, 8000, "m", UNKNOWN)
    assert third.tokens == 9000 - 600


def test_dollars_hold_where_the_price_is_known_and_only_there() -> None:
    little = Budget(usd=Decimal("0.001"))
    with pytest.raises(OverBudget):
        Purse(little).hold(TEXT, 8000, "gpt-4o", OPENAI)
    assert Purse(little).hold(TEXT, 8000, "gpt-unheard-of", OPENAI).output_tokens == 8000
    cut = Purse(Budget(usd=Decimal("0.05"))).hold(TEXT, 8000, "gpt-4o", OPENAI)
    assert 1500 <= cut.output_tokens < 8000
    assert cut.usd <= Decimal("0.05")


def test_usage_that_is_not_reported_counts_as_what_was_held() -> None:
    purse = Purse(Budget(tokens=3000))
    purse.settle(purse.hold(TEXT, 8000, "m", UNKNOWN), None, None, "m", UNKNOWN)
    with pytest.raises(OverBudget):
        purse.hold(TEXT, 8000, "m", UNKNOWN)
