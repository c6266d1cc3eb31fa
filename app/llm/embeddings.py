"""The `openai:MODEL` embedder, over any OpenAI-compatible endpoint. Meets retrieval's Embedder by its shape; knows no index."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from app.errors import BadSetting, EndpointGarbled
from app.llm import vendor_errors
from app.llm.retries import Retries
from app.llm.transport import Endpoint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PREFIX = "openai:"
BATCH_TEXTS = 64
_PROBE = "Puente"


def openai_embedder(
    name: str,
    *,
    base_url: str | None,
    api_key: str | None,
    timeout_s: float = 60,
    sleep: Callable[[float], None] = time.sleep,
) -> OpenAIEmbedder:
    """The embedder that PUENTE_EMBEDDINGS names as `openai:MODEL`; asks nothing until it is used.

    Raises: BadSetting `endpoint.embedder_name` without a model, `endpoint.unconfigured` with neither key nor base URL,
    `endpoint.base_url` for an unusable one.
    """
    model = name.removeprefix(PREFIX).strip()
    if not name.startswith(PREFIX) or not model:
        raise BadSetting("endpoint.embedder_name", where="PUENTE_EMBEDDINGS", name=name)
    if not base_url and not api_key:
        raise BadSetting("endpoint.unconfigured", where="OPENAI_API_KEY")
    return OpenAIEmbedder(Endpoint(base_url, api_key, timeout_s), model, Retries(sleep))


class OpenAIEmbedder:
    """See `openai_embedder`."""

    def __init__(self, endpoint: Endpoint, model: str, retries: Retries) -> None:
        self._endpoint = endpoint
        self._model = model
        self._retries = retries
        self._lock = threading.Lock()
        self._client: Any = None
        self._dimensions: int | None = None

    def __repr__(self) -> str:
        return f"OpenAIEmbedder({self._endpoint!r}, {self._model!r})"

    @property
    def name(self) -> str:
        """`openai:MODEL`."""
        return f"{PREFIX}{self._model}"

    @property
    def dimensions(self) -> int:
        """Length of a row, learned from the first answer (one short text is embedded when nothing was yet).

        Raises: as `embed`.
        """
        if self._dimensions is None:
            self.embed([_PROBE])
        return self._dimensions or 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised float32 row a text, in input order; no texts give an array of shape (0, dimensions).

        Raises: EndpointDown, EndpointRefused, EndpointGarbled.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows: list[list[float]] = []
        for start in range(0, len(texts), BATCH_TEXTS):
            # An empty input is declined by OpenAI with a 400 for the whole batch.
            batch = [text if text.strip() else "." for text in texts[start : start + BATCH_TEXTS]]
            rows.extend(self._retries.run(partial(self._ask, batch)))
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            raise self._garbled("rows of unequal length")
        vectors: NDArray[np.float32] = np.asarray(rows, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(vectors).all() or (lengths == 0).any():
            raise self._garbled("a row of zeros or of no numbers")
        if self._dimensions not in (None, vectors.shape[1]):
            raise self._garbled(f"{vectors.shape[1]} dimensions after {self._dimensions}")
        self._dimensions = int(vectors.shape[1])
        unit: NDArray[np.float32] = vectors / lengths
        return unit

    def _ask(self, batch: list[str]) -> list[list[float]]:
        try:
            # `float` is understood everywhere; the client's own default, base64, is not.
            answer = self._made_client().embeddings.create(model=self._model, input=batch, encoding_format="float")
            placed = {item.index: list(item.embedding) for item in answer.data}
        except vendor_errors.vendor_exceptions() as error:
            where, key = self._endpoint.where(self._model), self._endpoint.key.get_secret_value()
            raise vendor_errors.mapped(error, where=where, secrets=(key,)) from None
        if sorted(placed) != list(range(len(batch))):
            raise self._garbled(f"{len(placed)} rows for {len(batch)} texts")
        return [placed[index] for index in range(len(batch))]

    def _garbled(self, detail: str) -> EndpointGarbled:
        return EndpointGarbled("endpoint.vectors", where=self._endpoint.where(self._model), detail=detail, outcome="garbled")

    def _made_client(self) -> Any:
        with self._lock:
            if self._client is None:
                import openai

                self._client = openai.OpenAI(
                    base_url=self._endpoint.base_url,
                    api_key=self._endpoint.key.get_secret_value(),
                    timeout=self._endpoint.timeout_s,
                    max_retries=0,
                )
            return self._client
