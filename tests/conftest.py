"""What many tests stand on, started when one asks: PostgreSQL and Chroma once a session, a stand-in model once a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.catalog import corpus
from tests.chroma import chroma_server
from tests.postgres import database, server_or_skip
from tests.sharing_out import pytest_collection_finish, pytest_collection_modifyitems, pytest_xdist_make_scheduler
from tests.standin import StandIn, standin

__all__ = ["pytest_collection_finish", "pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]


@pytest.fixture(autouse=True)
def library_as_before() -> Iterator[None]:
    """A card that a test reviews is as before in the next: a process sees one library, through the reviews set last."""
    before = corpus._reviews
    yield
    corpus.use_reviews(before)


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


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    """The stand-in of a module, with whatever its tests have asked."""
    with standin() as made:
        yield made


@pytest.fixture
def server(running: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in without a past; a proxy of the machine does not come between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running.clear()
    return running
