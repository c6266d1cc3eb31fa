"""A Chroma server: shared by installations, gone, silent, or misspelt."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.errors import BadSetting, EndpointDown, PuenteError, StoreError
from app.retrieval import vectors
from app.retrieval.indexing import build_index
from app.retrieval.searcher import open_index
from app.retrieval.standin import WordEmbedder
from app.retrieval.vectors import VectorStore
from tests.retrieval.builders import library
from tests.retrieval.conftest import free_port

QUESTION = "seniority premium days of wage"


def build(data_dir: Path, url: str) -> str:
    return build_index(library(), data_dir=data_dir, embedder=WordEmbedder(), fingerprint="f", chroma_url=url).generation


def first_hit(data_dir: Path, url: str) -> str:
    searcher = open_index(data_dir, embedder=WordEmbedder(), fingerprint="f", chroma_url=url)
    try:
        return searcher.search(QUESTION, lang="en").hits[0].sentence.id
    finally:
        searcher.close()


def collections(url: str, data_dir: Path) -> set[str]:
    """The generations that the server holds for this installation."""
    store = VectorStore(folder=data_dir, url=url)
    try:
        prefix = (data_dir / "index" / "namespace").read_text("utf-8")
        names = [collection.name for collection in store._client.list_collections(limit=1000)]
        return {name.removeprefix(f"{prefix}-")[:16] for name in names if name.startswith(prefix)}
    finally:
        store.close()


def test_two_installations_share_a_server_and_sweep_only_their_own(tmp_path: Path, chroma_url: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    others = build(two, chroma_url)
    mine = [build(one, chroma_url) for _ in range(3)]
    assert collections(chroma_url, one) == set(mine[1:])
    assert collections(chroma_url, two) == {others}
    assert first_hit(one, chroma_url) == first_hit(two, chroma_url) == "N1.2"


def test_collections_gone_from_the_server_are_a_broken_index(tmp_path: Path, chroma_url: str) -> None:
    build(tmp_path, chroma_url)
    store = VectorStore(folder=tmp_path, url=chroma_url)
    store.sweep((tmp_path / "index" / "namespace").read_text("utf-8"), keep=())
    store.close()
    with pytest.raises(StoreError) as raised:
        first_hit(tmp_path, chroma_url)
    assert raised.value.key == "index.broken"


def failure(data_dir: Path, url: str) -> PuenteError:
    with pytest.raises(PuenteError) as raised:
        build(data_dir, url)
    return raised.value


def test_a_server_that_is_gone_is_an_endpoint_down(tmp_path: Path) -> None:
    error = failure(tmp_path, f"http://user:secret@127.0.0.1:{free_port()}")
    assert isinstance(error, EndpointDown)
    assert (error.key, error.exit_code) == ("index.server_down", 3)
    assert "secret" not in str(error)


def test_a_server_that_never_answers_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "FIRST_CONTACT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = failure(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert (error.key, error.params["reason"]) == ("index.server_down", "ReadTimeout")


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_an_address_that_is_none_is_a_bad_setting(tmp_path: Path, url: str) -> None:
    error = failure(tmp_path, url)
    assert isinstance(error, BadSetting)
    assert error.where == "PUENTE_CHROMA_URL"
