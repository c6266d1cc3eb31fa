"""A fresh store for each test, on SQLite and, where a server is named, on PostgreSQL."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.engine import Store, open_store

from .builders import noon, opened

POSTGRES_SETTING = "PUENTE_TEST_POSTGRES_URL"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty schema on the server named by PUENTE_TEST_POSTGRES_URL; gone afterwards."""
    server = os.environ.get(POSTGRES_SETTING)
    if not server:
        pytest.skip(f"{POSTGRES_SETTING} names no server")
    from sqlalchemy import create_engine, make_url, text

    schema = f"puente_{secrets.token_hex(6)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield make_url(server).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


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
