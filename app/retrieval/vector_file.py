"""Vectors kept beside an index so that unchanged sentences are not embedded again. Knows one file's records; knows no index.

A record is the sha256 of what was embedded, then the row. Records are only ever appended: what a killed indexer left is whole but for its
last record, and the next indexer takes it over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import StoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.retrieval.ports import Vectors

SCHEMA = 1
"""Raised when the weights or the way of pooling change, so that no vector of the older kind is reused."""
_DIGEST = 32


def digest(embedder: str, dimensions: int, text: str) -> bytes:
    """What identifies a vector: the embedder, its size and the very text."""
    return hashlib.sha256("\0".join((str(SCHEMA), embedder, str(dimensions), text)).encode()).digest()


def file_name(dimensions: int) -> str:
    """The file of rows of this length inside a generation."""
    return f"vectors-{dimensions}.bin"


def _record(dimensions: int) -> Any:
    import numpy as np

    return np.dtype([("digest", "V32"), ("row", "<f4", (dimensions,))])


def append(path: Path, digests: Sequence[bytes], rows: Vectors) -> None:
    """Add records to the end of the file.

    Raises: StoreError `index.disk` when the disk refuses.
    """
    import numpy as np

    records: NDArray[Any] = np.zeros(len(digests), dtype=_record(rows.shape[1]))
    records["digest"] = np.frombuffer(b"".join(digests), dtype="V32")
    records["row"] = rows
    try:
        with path.open("ab") as stream:
            stream.write(records.tobytes())
    except OSError as error:
        raise StoreError("index.disk", where=str(path), reason=error.strerror or str(error)) from error


def read(path: Path, dimensions: int, wanted: Collection[bytes]) -> dict[bytes, NDArray[np.float32]]:
    """The wanted rows that the file holds; none when it is absent or unreadable, and a cut last record is left out."""
    import numpy as np

    record = _record(dimensions)
    try:
        count = path.stat().st_size // record.itemsize
        if not count or not wanted:
            return {}
        held = np.memmap(path, dtype=record, mode="r", shape=(count,))
    except OSError:
        return {}
    digests = held["digest"].tobytes()
    places = {digests[i * _DIGEST : (i + 1) * _DIGEST]: i for i in range(count)}
    return {key: np.array(held["row"][place]) for key in wanted if (place := places.get(key)) is not None}
