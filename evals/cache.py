"""Outputs kept between runs, keyed by everything that they depend on. Knows files; makes no output and scores none.

The key holds case, epoch, writer, model, prompts, corpus and code, so each epoch has its own reply and an unchanged output costs nothing.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from evals.hashes import hashes, sha_of
from evals.orders import RunOrder
from evals.outputs import Output
from evals.recordings import FOLDER
from evals.values import Case

SCORERS = "scorers"
"""The one hash that is no part of a key: scores are computed anew from the output."""


class Cache:
    """One run's view of the cache."""

    def __init__(self, folder: Path, order: RunOrder, model: str) -> None:
        self._folder, self._order, self._model = folder, order, model

    def path(self, case: Case, epoch: int) -> Path:
        """The file of an output."""
        made_of = {k: v for k, v in hashes().items() if k != SCORERS}
        embedder = self._order.embedder if case.task == "search" else ""
        if self._order.writer == "recorded":
            made_of["recordings"] = _recorded()
        told = [case.model_dump(mode="json"), epoch, self._order.writer, self._model, made_of, embedder]
        key = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"

    def has(self, case: Case, epoch: int) -> bool:
        """True when an output is kept and may be used."""
        return self._order.use_cache and self.path(case, epoch).exists()

    def get(self, case: Case, epoch: int) -> Output | None:
        """The kept output, or None; one that a process left half-written is taken away."""
        if not self.has(case, epoch):
            return None
        path = self.path(case, epoch)
        try:
            return Output.model_validate_json(path.read_bytes())
        except ValueError:
            path.unlink()
            return None

    def put(self, case: Case, epoch: int, output: Output) -> None:
        """Keeps an output, whole or not at all. A writer that asks nobody fails the same again; a model's failure may be gone next time."""
        if output.is_missing or (output.error is not None and self._order.writer != "guided"):
            return
        path = self.path(case, epoch)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{epoch}.part")
        part.write_text(output.model_dump_json(), "utf-8")
        part.replace(path)


@cache
def _recorded() -> str:
    """The sha of the recordings as they were when this process began: an answer taken away must be missed."""
    return sha_of(FOLDER.rglob("*.json"))
