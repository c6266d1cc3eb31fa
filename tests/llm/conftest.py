"""One stand-in for all tests of a module, emptied before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.standin import StandIn, standin


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    with standin() as server:
        yield server


@pytest.fixture
def server(running: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    # A proxy of the machine must not come between a test and its own loopback.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running.clear()
    return running
