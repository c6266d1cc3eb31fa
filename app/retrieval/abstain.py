"""When a search says that it found nothing. Knows coverage and similarity; knows no index.

Coverage is the share of the query's content words, weighed by how telling each is, that one of the best hits holds. An answer passes
- lexically, when its coverage (in the query's language, or of the translated query in the other) reaches ENOUGH;
- with an embedder that reads the query's language, when coverage and similarity together reach TOGETHER;
- but one shared word is a coincidence unless it is half of what was asked (HALF) or the texts are near (NEAR);
- and a query that names somebody or something that the library never mentions must have the rest covered (NAMED).

Measured with the queries of `fusion.py` and 52 unanswerable ones a language: wrongly silent on 1 of 90 (English) and 3 of 90 (Spanish),
wrongly answered 1 of 52 and 1 of 52. Of these, 20 answerable and 12 unanswerable ones a language were written after the rule was fixed, and
none of them went wrong; without an embedder 2 more English ones met silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.retrieval.query import Concept

ENOUGH = 0.33
TOGETHER = 0.66
HALF = 0.5
NEAR = 0.6
NAMED = 0.6
LOOKED_AT = 5
"""The best hits that are looked at."""


@dataclass(frozen=True, order=True)
class Coverage:
    """How much of a query one text holds: a weighed share, 0 to 1, and a number of concepts."""

    share: float = 0.0
    concepts: int = 0


def coverage(wanted: Sequence[tuple[Concept, float]], held: Collection[frozenset[str]]) -> Coverage:
    """The best coverage by any of these texts' terms; a query without content words is covered by nothing."""
    total = sum(weight for _, weight in wanted)
    best = Coverage()
    for terms in held if total else ():
        found = [weight for concept, weight in wanted if concept.is_in(terms)]
        best = max(best, Coverage(sum(found) / total, len(found)))
    return best


def names(query: str) -> tuple[str, ...]:
    """Words written as names: a capital inside the query; the first word and a query all in capitals say nothing."""
    if query.isupper() or query.istitle():
        return ()
    words = re.findall(r"[^\W\d_]+", query)
    return tuple(word for word in words[1:] if len(word) > 2 and word[0].isupper() and not word.isupper())


def passes(*, own: Coverage, translated: Coverage, similarity: float | None, names_unknown: bool) -> bool:
    """True when something found is worth showing; `similarity` is None where no cosine can be trusted."""
    best = max(own, translated)
    if names_unknown:
        return best.share >= NAMED
    if best.concepts < 2 and best.share < HALF and (similarity or 0.0) < NEAR:
        return False
    if similarity is not None:
        return own.share + similarity >= TOGETHER
    return best.share >= ENOUGH
