"""Run as a program by a test: indexes the small library, halts at a chosen moment, and waits there to be killed."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.retrieval import generations, indexing
from app.retrieval.standin import WordEmbedder
from tests.retrieval.builders import library

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors

data_dir, moment = Path(sys.argv[1]), sys.argv[2]


def halt(*_: object) -> None:
    """Says that the moment is reached, and stays."""
    (data_dir / "reached").touch()
    time.sleep(60)


class SlowEmbedder(WordEmbedder):
    """Halts in its second batch when the moment is `embedding`."""

    name = "slow"
    batches = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.batches += 1
        if moment == "embedding" and self.batches == 2:
            halt()
        return super().embed(texts)


indexing.BATCH = 4
if moment == "swapping":
    setattr(generations, "point_at", halt)  # noqa: B010 - a plain assignment is a type error
indexing.build_index(library(), data_dir=data_dir, embedder=SlowEmbedder(), fingerprint="killed")
