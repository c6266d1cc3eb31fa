"""Trying again: what, how often and after which pause; no test really sleeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import EndpointDown, EndpointError
from app.llm.retries import LONGEST_PAUSE_S, TRIES, Retries
from tests.llm.builders import chat, request
from tests.standin import StandIn


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        *((fault, 3) for fault in ("429", "500", "503", "timeout", "cut_stream")),
        *((fault, 1) for fault in ("401", "404", "html_200", "refusal", "truncated", "content_filter", "429=insufficient_quota")),
    ],
)
def test_only_what_may_pass_is_tried_again_and_three_times_at_most(server: StandIn, tmp_path: Path, fault: str, sent: int) -> None:
    pauses: list[float] = []
    server.always(fault)
    with pytest.raises(EndpointError):
        chat(server, tmp_path, timeout_s=0.15 if fault == "timeout" else 5, sleep=pauses.append).complete(request())
    assert len(server.requests()) == sent
    assert len(pauses) == sent - 1


def test_a_passing_fault_is_not_seen_by_the_caller(server: StandIn, tmp_path: Path) -> None:
    server.next_faults("500", "429", "ok")
    assert chat(server, tmp_path).complete(request()).call.outcome == "ok"
    assert len(server.requests()) == TRIES


def test_retry_after_is_honoured_to_the_letter(server: StandIn, tmp_path: Path) -> None:
    pauses: list[float] = []
    server.next_faults("429=7", "429=2", "ok")
    chat(server, tmp_path, sleep=pauses.append).complete(request())
    assert pauses == [7.0, 2.0]


def test_a_pause_longer_than_a_person_waits_is_reported_at_once(server: StandIn, tmp_path: Path) -> None:
    pauses: list[float] = []
    server.always("429=3600")
    with pytest.raises(EndpointDown) as raised:
        chat(server, tmp_path, sleep=pauses.append).complete(request())
    assert raised.value.params["retry_after_s"] == 3600 > LONGEST_PAUSE_S
    assert pauses == []
    assert len(server.requests()) == 1


@pytest.mark.parametrize(("drawn", "pauses"), [(0.0, [0.25, 0.5]), (1.0, [0.5, 1.0])])
def test_the_pause_doubles_and_half_of_it_is_left_to_chance(drawn: float, pauses: list[float]) -> None:
    slept: list[float] = []

    def down() -> None:
        raise EndpointDown("endpoint.unreachable")

    with pytest.raises(EndpointDown):
        Retries(slept.append, lambda: drawn).run(down)
    assert slept == pauses
