"""A fresh store for each test, on SQLite and, where its package is installed, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.engine import Store, open_store

from .archives import filled, saved
from .builders import noon, opened


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open, empty store."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        made = open_store(url, data_dir=tmp_path / "data", today_stamp=noon)
    else:
        made = opened(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def archive(data_dir: Path, tmp_path: Path) -> Path:
    """A good archive; the data folder it was made from is still there."""
    filled(data_dir)
    saved(data_dir, tmp_path / "good.zip")
    return tmp_path / "good.zip"
