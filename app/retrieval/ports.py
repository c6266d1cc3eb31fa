"""What others may ask of the retrieval room: an Embedder, a Search, and who may see which rooms. Knows no index and no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from app.domain.base import Value
from app.domain.guidance import SearchAnswer
from app.domain.lang import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """One L2-normalised row of `dimensions` a text."""

DEFAULT_BOOST = 1.15
"""Multiplier for a sentence whose source carries a wanted tag: it reorders near-ties and lifts nothing that is off the subject."""


class Scope(Value):
    """Whose sentences a search may see: `public` always; firm ones if `sees_firm`; private and mandate ones of the owner keys listed."""

    sees_firm: bool = False
    owners: frozenset[str] = frozenset()


PUBLIC_ONLY = Scope()


class Embedder(Protocol):
    """Turns texts into vectors; `dimensions` 0 means that there are none and search is lexical only."""

    @property
    def name(self) -> str:
        """Stable: vectors of one name are comparable with each other and with nothing else."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised float32 row a text, in input order; no texts give an array of shape (0, dimensions)."""
        ...


class Search(Protocol):
    """Finds the sentences that answer a query."""

    def search(
        self,
        query: str,
        *,
        lang: Lang,
        query_lang: Lang | None = None,
        k: int = 8,
        boost: Mapping[str, float] | None = None,
        scope: Scope = PUBLIC_ONLY,
    ) -> SearchAnswer:
        """At most `k` hits in `lang`, best first, no twin or near-duplicate twice; `query_lang` None means `lang`.

        `boost` maps a tag of a source (topic, mandate type, corridor) to a multiplier. No words, or nothing above the
        abstain rule: no hits and `abstained`.
        """
        ...
