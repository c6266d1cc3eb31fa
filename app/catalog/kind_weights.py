"""How much each feature of a memo speaks for its kind, prompts/coaching/kind_weights.yaml (evals/learn_kinds.py). Knows no memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from app.catalog.learned import Classes, read_learned
from app.domain.coaching import MEMO_KINDS, MemoKind
from app.errors import BadData

FILE = "kind_weights.yaml"


@dataclass(frozen=True)
class KindWeights:
    """The kinds, told apart by features."""

    kinds: Classes

    def scores(self, features: Mapping[str, float]) -> dict[MemoKind, float]:
        """The score of every kind."""
        return {cast(MemoKind, name): score for name, score in self.kinds.scores(features).items()}


@cache
def kind_weights() -> KindWeights:
    """The learned weights.

    Raises: BadData when a part is missing or no number, or when the kinds are not those of a memo.
    """
    kinds = read_learned(FILE, (), "kinds").classes
    if odd := set(kinds.starts) ^ set(MEMO_KINDS):
        raise BadData("data.unknown_key", where=FILE, name=", ".join(sorted(odd)))
    return KindWeights(kinds)
