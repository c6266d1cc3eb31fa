"""When a search says that it found nothing. Knows coverage and similarity; knows no index.

Coverage is the share of the query's content words, weighed by how telling each is, that one of the best hits holds. An answer passes
- lexically, when its coverage (in the query's language, or of the translated query in the other) reaches COVERAGE;
- with an embedder that reads the query's language, when coverage and similarity together reach TOGETHER;
- and when the query names somebody or something that the library never mentions, only if all the rest is covered well (NAMED).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.retrieval.query import Concept

COVERAGE = 0.33
TOGETHER = 0.66
NAMED = 0.6
LOOKED_AT = 5
"""The best hits that are looked at."""


def coverage(wanted: Sequence[tuple[Concept, float]], held: Collection[frozenset[str]]) -> float:
    """The best coverage, 0 to 1, by any of these texts' terms; a query without content words is covered by nothing."""
    total = sum(weight for _, weight in wanted)
    if not total:
        return 0.0
    return max((sum(weight for concept, weight in wanted if concept.is_in(terms)) / total for terms in held), default=0.0)


def names(query: str) -> tuple[str, ...]:
    """Words written as names: a capital inside the query; the first word and a query all in capitals say nothing."""
    if query.isupper() or query.istitle():
        return ()
    words = re.findall(r"[^\W\d_]+", query)
    return tuple(word for word in words[1:] if len(word) > 2 and word[0].isupper() and not word.isupper())


def passes(*, own: float, translated: float, similarity: float | None, names_unknown: bool) -> bool:
    """True when something found is worth showing; `similarity` is None where no cosine can be trusted."""
    if names_unknown:
        return max(own, translated) >= NAMED
    if similarity is not None:
        return own + similarity >= TOGETHER
    return max(own, translated) >= COVERAGE
