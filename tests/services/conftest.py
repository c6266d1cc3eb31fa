"""A fresh house for each test; no setting of the machine is heard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.house import House
from tests.passwords import cheap_passwords
from tests.services.builders import house as built

__all__ = ["cheap_passwords"]


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the machine's settings nor the checkout's .env."""
    for name in list(os.environ):
        if name.startswith(("PUENTE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with an empty store."""
    made = built(tmp_path / "data")
    yield made
    made.store().close()
