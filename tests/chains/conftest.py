"""One stand-in for all tests of a module, emptied before each; no setting of the machine is heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.chains.model_writer import ModelWriter
from tests.chains.builders import model_writer
from tests.standin import StandIn, standin


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    with standin() as server:
        yield server


@pytest.fixture
def server(running: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in without a past; a proxy of the machine does not come between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running.clear()
    return running


@pytest.fixture
def model(server: StandIn, tmp_path: Path) -> ModelWriter:
    """The model writer over the stand-in."""
    return model_writer(server, tmp_path)
