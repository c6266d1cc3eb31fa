"""What the embedded vector store leaves in its files beside its rows."""

from __future__ import annotations

import struct
from pathlib import Path

from app.retrieval.indexing import build_index
from app.retrieval.standin import WordEmbedder
from tests.retrieval.builders import library


def test_the_vector_files_keep_no_scrap_of_memory_beside_their_rows(tmp_path: Path) -> None:
    name = build_index(library(), data_dir=tmp_path, embedder=WordEmbedder(), fingerprint="one").generation
    headers = list((tmp_path / "index" / name / "chroma").glob("*/header.bin"))
    assert headers
    for header in headers:
        elements, width = struct.unpack_from("<QQ", header.read_bytes(), 20)
        unused = header.with_name("data_level0.bin").read_bytes()[elements * width :]
        assert unused
        assert not any(unused)
