"""The wait that is told before a model's draft: measured where there is enough to measure, assumed otherwise."""

from __future__ import annotations

from app.chains.estimate_time import FEWEST, expected_wait
from app.domain.document import ModelCall
from app.domain.runs import Estimate

TWENTY = Estimate(calls=20, prompt_tokens=60_000, completion_tokens=8_000)


def calls(count: int, ms: int, outcome: str = "ok") -> list[ModelCall]:
    return [ModelCall(role="drafter", prompt_ref="p@1", model="m", latency_ms=ms, outcome=outcome)] * count


def test_with_too_few_requests_the_pace_is_assumed_from_the_tokens() -> None:
    few = expected_wait(TWENTY, calls(FEWEST - 1, 90_000))
    assert few == expected_wait(TWENTY, ())
    assert few.measured == 0
    longer = expected_wait(TWENTY.model_copy(update={"completion_tokens": 16_000}), ())
    assert longer.seconds > few.seconds > 10


def test_the_wait_is_that_of_three_steps_one_after_the_other_at_the_measured_pace() -> None:
    assert expected_wait(TWENTY, calls(FEWEST, 9_000)).seconds == 27
    assert expected_wait(TWENTY, calls(FEWEST, 9_000)).measured == FEWEST


def test_what_does_not_fit_side_by_side_waits_for_a_second_round() -> None:
    both = TWENTY.model_copy(update={"calls": 40})
    assert expected_wait(both, calls(FEWEST, 9_000)).seconds == 36


def test_requests_that_came_to_nothing_set_no_pace() -> None:
    told = expected_wait(TWENTY, [*calls(FEWEST, 2_000), *calls(50, 60_000, "timeout")])
    assert told.seconds == 6
