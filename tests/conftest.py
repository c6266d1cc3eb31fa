"""What tests of several folders stand on: one PostgreSQL a session, started when the first test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import database, server_or_skip


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server, as a user who may make databases."""
    yield from server_or_skip()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a new, empty database; gone afterwards."""
    with database(postgres_server) as address:
        yield address
