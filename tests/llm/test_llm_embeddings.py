"""The openai embedder, by the contract of retrieval's Embedder, and its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.errors import BadSetting, EndpointDown, EndpointGarbled, EndpointRefused
from app.llm.embeddings import BATCH_TEXTS, OpenAIEmbedder, openai_embedder
from tests.llm.builders import KEY
from tests.standin import StandIn
from tests.standin import server as standin_server

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder


def embedder(server: StandIn, model: str = "standin-embed", sleep: Callable[[float], None] = lambda _: None) -> OpenAIEmbedder:
    return openai_embedder(f"openai:{model}", base_url=server.url, api_key=KEY, timeout_s=5, sleep=sleep)


def test_it_has_the_shape_of_an_embedder(server: StandIn) -> None:
    made: Embedder = embedder(server)
    assert made.name == "openai:standin-embed"
    assert made.dimensions == 64
    rows = made.embed(["prima vacacional", "Vacation bonus", "prima vacacional"])
    assert rows.shape == (3, 64)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert np.array_equal(rows[0], rows[2])
    assert not np.array_equal(rows[0], rows[1])


def test_no_texts_give_no_rows_of_the_right_width(server: StandIn) -> None:
    assert embedder(server).embed([]).shape == (0, 64)


def test_many_texts_go_in_batches_and_come_back_in_order(server: StandIn) -> None:
    texts = [f"text {n}" for n in range(BATCH_TEXTS + 5)]
    rows = embedder(server).embed(texts)
    assert [len(seen["body"]["input"]) for seen in server.requests()] == [BATCH_TEXTS, 5]
    assert np.array_equal(rows[BATCH_TEXTS], embedder(server).embed([texts[BATCH_TEXTS]])[0])


def test_an_empty_text_gets_a_row_like_any_other(server: StandIn) -> None:
    assert embedder(server).embed(["", "  ", "a"]).shape == (3, 64)


@pytest.mark.parametrize(
    ("fault", "expected", "sent"),
    [("401", EndpointRefused, 1), ("500", EndpointDown, 3), ("429=1", EndpointDown, 3), ("html_200", EndpointGarbled, 1)],
)
def test_its_faults_end_in_the_same_errors(server: StandIn, fault: str, expected: type[Exception], sent: int) -> None:
    server.always(fault)
    with pytest.raises(expected) as raised:
        embedder(server).embed(["a"])
    assert len(server.requests()) == sent
    assert KEY not in str(raised.value) + repr(raised.value)


def test_it_waits_as_long_as_it_is_asked_to(server: StandIn) -> None:
    pauses: list[float] = []
    server.next_faults("429=4", "ok")
    assert embedder(server, sleep=pauses.append).embed(["a"]).shape == (1, 64)
    assert pauses == [4.0]


@pytest.mark.parametrize("row", [[], [0.0, 0.0], [float("nan"), 1.0]])
def test_rows_that_are_no_vectors_are_garbled(server: StandIn, monkeypatch: pytest.MonkeyPatch, row: list[float]) -> None:
    monkeypatch.setattr(standin_server, "vector", lambda _: row)
    with pytest.raises(EndpointGarbled) as raised:
        embedder(server).embed(["a", "b"])
    assert raised.value.key == "endpoint.vectors"


@pytest.mark.parametrize("name", ["openai:", "openai: ", "bundled", ""])
def test_a_name_without_a_model_is_refused(name: str) -> None:
    with pytest.raises(BadSetting) as raised:
        openai_embedder(name, base_url="http://127.0.0.1:9/v1", api_key=None)
    assert raised.value.key == "endpoint.embedder_name"


def test_its_repr_shows_no_key(server: StandIn) -> None:
    assert KEY not in repr(embedder(server))
