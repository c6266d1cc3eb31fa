"""The model writer over the stand-in; no setting of the machine is heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.chains.model_writer import ModelWriter
from tests.chains.builders import model_writer
from tests.standin import StandIn


@pytest.fixture
def model(server: StandIn, tmp_path: Path) -> ModelWriter:
    """The model writer over the stand-in."""
    return model_writer(server, tmp_path)
