"""When a search says that it found nothing. Knows coverage and similarity; knows no index.

Coverage is the share of the query's content words, weighed by how telling each is, that one of the best hits holds, in the query's language
or, of the translated query, in the other. An answer passes
- when some sentence is near the query in meaning (`Weights.near`: only with an embedder; an English one tells less about Spanish);
- or when a hit holds at least two of the words and ENOUGH of the query, or HALF of it: one shared word is mostly a coincidence;
- but a query that names somebody or something that the library never mentions must have the rest covered (NAMED).

How often it errs is measured by `python -m evals retrieval` and stands in docs/retrieval.md. Half of the
answerable queries share at most a third of their words with the answer: a rule that asked for more words met half of the new ones among
those with silence, which took Spanish below BM25 alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.retrieval.query import Concept

ENOUGH = 0.2
HALF = 0.45
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


def passes(*, own: Coverage, translated: Coverage, is_near: bool, names_unknown: bool) -> bool:
    """True when something found is worth showing; `is_near` says that a sentence is near the query in meaning."""
    best = max(own, translated)
    if names_unknown:
        return best.share >= NAMED
    return is_near or best.share >= (ENOUGH if best.concepts > 1 else HALF)
