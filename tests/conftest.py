"""What tests of several folders stand on: one PostgreSQL and one Chroma server a session, started when a test asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chroma import chroma_server
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


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Chroma server."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as address:
        yield address
