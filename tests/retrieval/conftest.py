"""One exported model a session, and a free loopback port. The Chroma server is that of all tests."""

from __future__ import annotations

import socket

import pytest

from app.retrieval.bundled import BundledEmbedder


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> BundledEmbedder:
    """The real MiniLM, exported once for all tests."""
    return BundledEmbedder(tmp_path_factory.mktemp("models"))


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
