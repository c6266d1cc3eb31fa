"""MiniLM's forward pass in numpy, one text at a time: slow, plain, and independent of the exported graph."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from app.retrieval import weights
from app.retrieval.bundled import MAX_TOKENS


@cache
def _loaded() -> tuple[Any, dict[str, Any]]:
    from safetensors.numpy import load
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.locate(weights.TOKENIZER_FILE)))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer, load(weights.verified_bytes(weights.WEIGHTS_FILE))


def _norm(value: Any, name: str, held: dict[str, Any]) -> Any:
    centred = value - value.mean(-1, keepdims=True)
    return centred / np.sqrt(centred.var(-1, keepdims=True) + 1e-12) * held[f"{name}.weight"] + held[f"{name}.bias"]


def _linear(value: Any, name: str, held: dict[str, Any]) -> Any:
    return value @ held[f"{name}.weight"].T + held[f"{name}.bias"]


def _erf(value: Any) -> Any:
    from math import erf

    return np.vectorize(erf)(value)


def forward(text: str) -> Any:
    """The unit vector of one text, in float64 arithmetic."""
    tokenizer, raw = _loaded()
    held = {name: array.astype(np.float64) for name, array in raw.items() if not name.startswith("embeddings.word")}
    ids = tokenizer.encode(text).ids
    state = raw["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    state = state + held["embeddings.position_embeddings.weight"][: len(ids)] + held["embeddings.token_type_embeddings.weight"][0]
    state = _norm(state, "embeddings.LayerNorm", held)
    for number in range(6):
        layer = f"encoder.layer.{number}"
        parts = [_linear(state, f"{layer}.attention.self.{part}", held) for part in ("query", "key", "value")]
        query, key, value = (part.reshape(len(ids), 12, 32).transpose(1, 0, 2) for part in parts)
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(32)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        joined = (shares @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        state = _norm(state + _linear(joined, f"{layer}.attention.output.dense", held), f"{layer}.attention.output.LayerNorm", held)
        wide = _linear(state, f"{layer}.intermediate.dense", held)
        gelu = wide * 0.5 * (1 + _erf(wide / np.sqrt(2)))
        state = _norm(state + _linear(gelu, f"{layer}.output.dense", held), f"{layer}.output.LayerNorm", held)
    mean = state.mean(0)
    return mean / np.linalg.norm(mean)
