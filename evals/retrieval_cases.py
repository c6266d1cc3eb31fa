"""The queries with their answers: reads them, and says what does not hold. Knows the library's ids and index terms; knows no search."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

from app.catalog.corpus import Corpus, twin_of
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import LANGS, Lang
from app.retrieval.analysis import content_words, stems, terms

CASES = Path(__file__).resolve().parent / "cases" / "retrieval.yaml"
LOW_OVERLAP = 1 / 3
"""A query shares few words with its answers when at most this share of its content words stands in any one of them."""

Split = Literal["tuning", "held_out"]


class RetrievalCase(Value):
    """One query; `want` holds ids of English sentences or of cards, and is empty for a query that the library does not answer."""

    id: str
    lang: Lang
    query: str
    want: tuple[str, ...]
    low_overlap: bool
    split: Split
    kind: Literal["normal", "abstain"]
    provenance: str


class RetrievalCases(Value):
    """The whole file: what each provenance means, and the cases."""

    provenance: dict[str, str]
    cases: tuple[RetrievalCase, ...]


def read_cases(path: Path = CASES) -> RetrievalCases:
    """The cases of a file.

    Raises: BadData when it is no YAML; ValidationError naming the item when a key or value is not known.
    """
    return RetrievalCases.model_validate(load(path))


def answers(case: RetrievalCase, library: Corpus) -> frozenset[str]:
    """The ids of the English sentences that answer; a card stands for every sentence that states it, an unknown id for nothing."""
    sentences = {name for name in case.want if name in library.sentences}
    if cards := set(case.want) - sentences:
        sentences.update(s.id for s in library.sentences.values() if s.lang == "en" and cards.intersection(s.card_ids))
    return frozenset(sentences)


def shared_words(case: RetrievalCase, library: Corpus) -> float:
    """The largest share of the query's content words that one answer holds, by stem and in the query's language; 0 without answers."""
    asked = [found for word in content_words(case.query, case.lang) if (found := stems(word, case.lang))]
    best = 0
    for name in answers(case, library):
        sentence = library.sentences[name if case.lang == "en" else twin_of(name)]
        held = frozenset(terms(sentence.text, case.lang))
        best = max(best, sum(1 for word in asked if not held.isdisjoint(word)))
    return best / len(asked) if asked else 0.0


def faults(known: RetrievalCases, library: Corpus) -> tuple[str, ...]:
    """What does not hold in the cases, one sentence a fault: ids, flags, repeated queries, unknown provenance."""
    found = [f"{name}: {count} cases have this id" for name, count in Counter(c.id for c in known.cases).items() if count > 1]
    asked = Counter((c.lang, " ".join(c.query.casefold().split())) for c in known.cases)
    found += [f"{lang}: “{query}” is asked {count} times" for (lang, query), count in asked.items() if count > 1]
    for case in known.cases:
        found += [f"{case.id}: no sentence and no card is called {name}" for name in case.want if not _exists(name, library)]
        if case.provenance not in known.provenance:
            found.append(f"{case.id}: provenance {case.provenance} is not explained")
        if (case.kind == "normal") != bool(case.want):
            found.append(f"{case.id}: a normal case has answers and an abstain case has none")
        low = case.kind == "normal" and shared_words(case, library) <= LOW_OVERLAP
        if low != case.low_overlap:
            found.append(f"{case.id}: low_overlap should be {str(low).lower()} ({shared_words(case, library):.2f} of its words are shared)")
    return tuple(found)


def _exists(name: str, library: Corpus) -> bool:
    """True for an English sentence that has its twin, and for a card that some sentence states."""
    return (name in library.sentences and twin_of(name) in library.sentences) or all(f"{name}/{lang}" in library.first for lang in LANGS)
