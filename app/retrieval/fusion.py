"""How lexical and dense evidence are weighed, by query language and embedder. Knows numbers only.

Every part is on a scale of its own from about 0 to 1: BM25 over the most that the query could score (so that a match of one word in five
stays low), and cosine similarity. A sentence and its twin are one candidate; the query is read in its own language and, through the
glossary, in the other.

Set on the tuning half of evals/cases/retrieval.yaml (docs/retrieval.md has the table). For Spanish the gain comes from the English twin,
found through glossary and thesaurus, and by the English model, which is given the query glossed word by word; a cosine with the Spanish
sentence itself begins to cost the first place above 0.1. What shares words needs a cosine of its own: with 50 neighbours a route most of it
gets the floor, and the twin gives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.lang import Lang

POOL = 50
"""Candidates taken from each route by words before fusing."""
NEAREST = 300
"""Candidates taken from each route by vectors: what shares words is then seldom without a cosine, for which only a floor could stand."""
Floors = tuple[float, float]
"""Cosines to assume, in the query's language and across."""
_BOOST_FLOOR, _BOOST_CEILING = 0.5, 2.0


@dataclass(frozen=True)
class Weights:
    """Shares of a score; what the dense part does not take is lexical."""

    dense: Mapping[Lang, float]
    """Cosine with the candidate in the query's language."""
    translated: Mapping[Lang, float]
    """Added for BM25 of the translated query on the candidate in the other language."""
    twin: Mapping[Lang, float]
    """Added for the cosine with the candidate in the other language."""
    across: float
    """Cosine with a candidate that exists in the other language only."""
    near: Mapping[Lang, float]
    """The cosine in the query's language from which few shared words are no reason for silence (see `abstain`)."""
    near_across: Mapping[Lang, float] = field(default_factory=lambda: {"en": 2.0, "es": 2.0})
    """The same for the cosine across; above 1 it never excuses."""
    glossed: Mapping[Lang, bool] = field(default_factory=lambda: {"en": False, "es": False})
    """Whether the cosine across is that of the query as the glossary translates it word by word."""


_NONE: Mapping[Lang, float] = {"en": 0.0, "es": 0.0}
LEXICAL_ONLY = Weights(dense=_NONE, translated={"en": 0.3, "es": 0.3}, twin=_NONE, across=0.0, near={"en": 1.0, "es": 1.0})
ENGLISH_MINILM = Weights(
    dense={"en": 0.45, "es": 0.1},
    translated={"en": 0.2, "es": 0.3},
    twin={"en": 0.0, "es": 0.8},
    across=0.2,
    near={"en": 0.35, "es": 0.55},
    glossed={"en": False, "es": True},
)
MULTILINGUAL = Weights(
    dense={"en": 0.45, "es": 0.45},
    translated={"en": 0.1, "es": 0.3},
    twin=_NONE,
    across=0.4,
    near={"en": 0.6, "es": 0.6},
)
"""For embedders that read both languages; set by analogy with English MiniLM, not measured here."""


def weights_for(embedder: str) -> Weights:
    """The weights of an embedder by its name."""
    if embedder == "none":
        return LEXICAL_ONLY
    return ENGLISH_MINILM if embedder == "bundled" else MULTILINGUAL


@dataclass
class Candidate:
    """A sentence and its twin with what each route found; a part that no route gave is None."""

    own_id: str | None = None
    other_id: str | None = None
    lexical: float = 0.0
    translated: float = 0.0
    cosine: float | None = None
    cosine_across: float | None = None
    score: float = field(default=0.0, compare=False)

    def id_in(self, lang: Lang, query_lang: Lang) -> str | None:
        """The id of the side that stands in this language."""
        return self.own_id if lang == query_lang else self.other_id

    @property
    def key(self) -> str:
        """Decides ties, so that equal scores come in one order on every machine."""
        return self.own_id or self.other_id or ""


def fuse(candidates: Sequence[Candidate], weights: Weights, query_lang: Lang, floors: Floors) -> list[Candidate]:
    """The candidates with their scores, best first; `floors` stand for the cosines of one that was not among the nearest."""
    dense = weights.dense[query_lang]
    floor, floor_across = floors
    for candidate in candidates:
        if candidate.own_id is None:
            across = max(0.0, candidate.cosine_across or 0.0)
            candidate.score = (1 - weights.across) * candidate.translated + weights.across * across
        else:
            cosine = floor if candidate.cosine is None else candidate.cosine
            own = (1 - dense) * candidate.lexical + dense * max(0.0, cosine)
            across = floor_across if candidate.cosine_across is None else candidate.cosine_across
            candidate.score = own + weights.translated[query_lang] * candidate.translated + weights.twin[query_lang] * max(0.0, across)
    return sorted((c for c in candidates if c.score > 0), key=lambda c: (-c.score, c.key))


def multiplier(tags: frozenset[str], boost: Mapping[str, float]) -> float:
    """What the wanted tags of a source are worth together, held between a half and double."""
    product = 1.0
    for tag in sorted(tags.intersection(boost)):
        product *= boost[tag]
    return min(_BOOST_CEILING, max(_BOOST_FLOOR, product))
