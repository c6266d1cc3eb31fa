"""A query as concepts: each a weighed set of alternatives, in the query's language or translated by the glossary. Knows no index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.lang import Lang, other
from app.retrieval.analysis import content_words, stems, terms

Alternative = tuple[str, ...]
"""Index terms that stand together for one concept: one stem, or the stems of a translated phrase."""


@dataclass(frozen=True)
class Concept:
    """One thing that the query asks about, with every way in which the index may write it."""

    alternatives: tuple[Alternative, ...]

    def is_in(self, held: frozenset[str]) -> bool:
        """True when a text with these terms holds at least one alternative whole."""
        return any(held.issuperset(alternative) for alternative in self.alternatives)


def concepts(query: str, lang: Lang) -> tuple[Concept, ...]:
    """The query's content words as concepts of its own language; empty when it has none."""
    found = (tuple((stem,) for stem in stems(word, lang)) for word in content_words(query, lang))
    return tuple(dict.fromkeys(Concept(alternatives) for alternatives in found if alternatives))


def _wordings(raw: str) -> list[str]:
    """The alternatives of a glossary cell: `mandato / encargo (retenido)` gives two, brackets left out."""
    return [part.strip() for part in re.split(r"[/;]", re.sub(r"\([^)]*\)", " ", raw)) if part.strip()]


@dataclass(frozen=True)
class Glossary:
    """Term pairs, English and Spanish, ready for look-up in both directions."""

    pairs: Sequence[tuple[str, str]] = ()
    _phrases: dict[Lang, dict[Alternative, tuple[Alternative, ...]]] = field(default_factory=dict, compare=False)
    _glosses: dict[Lang, dict[Alternative, str]] = field(default_factory=dict, compare=False)

    def phrases(self, source: Lang) -> dict[Alternative, tuple[Alternative, ...]]:
        """Index terms of each phrase of `source` with the index terms of its translations; made once a direction."""
        if source not in self._phrases:
            made: dict[Alternative, list[Alternative]] = {}
            for english, spanish in self.pairs:
                here, there = (english, spanish) if source == "en" else (spanish, english)
                targets = [tuple(terms(wording, other(source))) for wording in _wordings(there)]
                for wording in _wordings(here):
                    key = tuple(terms(wording, source))
                    if key:
                        made.setdefault(key, []).extend(target for target in targets if target)
            self._phrases[source] = {key: tuple(dict.fromkeys(found)) for key, found in made.items()}
        return self._phrases[source]

    def translated(self, query: str, source: Lang) -> tuple[Concept, ...]:
        """The query as concepts of the other language; a word without a translation stays as it is (names, figures, statutes)."""
        phrases = self.phrases(source)
        found: list[Concept] = []
        for key, word in self._cut(query, source):
            kept = phrases[key] if key else tuple((stem,) for stem in stems(word, other(source)))
            if kept:
                found.append(Concept(kept))
        return tuple(dict.fromkeys(found))

    def gloss(self, query: str, source: Lang) -> str:
        """The query word by word in the other language, for a model that reads only that one; what has no translation stays as typed."""
        best = self._best(source)
        return " ".join(best[key] if key else word for key, word in self._cut(query, source))

    def _best(self, source: Lang) -> dict[Alternative, str]:
        """The first wording of the first group that has a phrase."""
        if source not in self._glosses:
            made: dict[Alternative, str] = {}
            for english, spanish in self.pairs:
                here, there = (english, spanish) if source == "en" else (spanish, english)
                first = next(iter(_wordings(there)), "")
                for wording in _wordings(here):
                    if key := tuple(terms(wording, source)):
                        made.setdefault(key, first)
            self._glosses[source] = made
        return self._glosses[source]

    def _cut(self, query: str, source: Lang) -> Iterator[tuple[Alternative, str]]:
        """The query's content words as known phrases and single words, in order; a word that no phrase holds has an empty key.

        The longest phrase wins, so that `year-end bonus` is one concept and not three.
        """
        phrases = self.phrases(source)
        longest = max((len(key) for key in phrases), default=1)
        stemmed = [(word, stem) for word in content_words(query, source) for stem in terms(word, source)[:1]]
        start = 0
        while start < len(stemmed):
            keys = (tuple(stem for _, stem in stemmed[start : start + width]) for width in range(min(longest, len(stemmed) - start), 0, -1))
            key: Alternative = next((key for key in keys if phrases.get(key)), ())
            yield key, stemmed[start][0]
            start += len(key) or 1
