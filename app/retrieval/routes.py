"""The routes to a candidate: BM25 in the query's language, BM25 of its translation in the other, and vectors. Knows no hit.

A sentence and its twin are one candidate: the query is matched in its own language, where matching works best, and the hit is then read
from the side in the wanted language.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.lang import LANGS, Lang, other
from app.errors import StoreError
from app.retrieval import fusion, generations
from app.retrieval.fusion import Candidate, Floors, Weights
from app.retrieval.generations import Manifest
from app.retrieval.lexical_rooms import LexicalRooms
from app.retrieval.query import Concept, Glossary, concepts

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder
    from app.retrieval.vectors import VectorStore

MOST_CONCEPTS = 48
"""A pasted page is a query too; what comes after this many content words is not read."""

Weighed = Sequence[tuple[Concept, float]]
Rooms = Mapping[Lang, Collection[str]]
Nearest = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Gathered:
    """What the routes found, best first, with what the abstain rule asks of the query."""

    candidates: Sequence[Candidate]
    own: Weighed
    translated: Weighed
    is_near: bool
    """True when some sentence is near enough in meaning to excuse that few words are shared."""


class Routes:
    """The open indexes of one generation; safe for several threads. The vector store opens at the first query that needs it."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        embedder: Embedder,
        *,
        chroma_url: str | None,
        glossary: Sequence[tuple[str, str]],
        superseded: Collection[str],
    ) -> None:
        """Raises: StoreError `index.broken`."""
        self._folder = folder
        self._manifest = manifest
        self._embedder = embedder
        self._chroma_url = chroma_url
        self._glossary = Glossary(tuple(glossary))
        self._weights = fusion.weights_for(embedder.name)
        self._vectors: VectorStore | None = None
        self._opening = threading.Lock()
        place = folder / manifest.generation / "tantivy"
        self.lexical: Mapping[Lang, LexicalRooms] = {lang: LexicalRooms(place, lang, superseded) for lang in LANGS}

    def gather(self, query: str, asked: Lang, lang: Lang, rooms: Rooms) -> Gathered:
        """Every candidate that has a side in `lang` and is not superseded on either side, scored for a query in the language `asked`."""
        own = self._weighed(concepts(query, asked), asked, rooms)
        translated = self._weighed(self._glossary.translated(query, asked), other(asked), rooms)
        found = self._by_words(own, translated, asked, rooms)
        is_near, floors = self._add_cosines(found, query, asked, lang, rooms)
        gone = frozenset[str | None]().union(*(self.lexical[each].hidden(rooms[each]) for each in LANGS))
        live = [c for c in found.values() if c.id_in(lang, asked) and gone.isdisjoint((c.own_id, c.other_id))]
        ranked = fusion.fuse(live, self._weights, asked, floors)
        return Gathered(ranked, own, translated, is_near)

    def close(self) -> None:
        """Let go of the vector store; the next query that needs it opens it again."""
        with self._opening:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None

    def _weighed(self, found: Sequence[Concept], lang: Lang, rooms: Rooms) -> Weighed:
        return [(concept, self.lexical[lang].weight(concept, rooms[lang])) for concept in found[:MOST_CONCEPTS]]

    def _by_words(self, own: Weighed, translated: Weighed, asked: Lang, rooms: Rooms) -> dict[str, Candidate]:
        """Candidates by the id of their side in the query's language, or by their own id where they have no such side."""
        found: dict[str, Candidate] = {}
        there = other(asked)
        for match in self.lexical[asked].find([concept for concept, _ in own], rooms[asked], fusion.POOL):
            found[match.id] = Candidate(own_id=match.id, other_id=match.twin_id, lexical=match.share)
        for match in self.lexical[there].find([concept for concept, _ in translated], rooms[there], fusion.POOL):
            candidate = found.setdefault(match.twin_id or match.id, Candidate(own_id=match.twin_id, other_id=match.id))
            # A second sentence that claims the same twin adds nothing: the pair has its other side already.
            if candidate.other_id in (None, match.id):
                candidate.other_id = match.id
                candidate.translated = max(candidate.translated, match.share)
        return found

    def _add_cosines(self, found: dict[str, Candidate], query: str, asked: Lang, lang: Lang, rooms: Rooms) -> tuple[bool, Floors]:
        """Adds cosines; says whether a sentence is near in meaning, and which to assume for candidates that are not among the nearest."""
        if not self._manifest.dimensions or not query.strip():
            return False, (0.0, 0.0)
        row = self._embedder.embed([query])
        if row.shape[1] != self._manifest.dimensions:
            detail = {
                "found": f"{self._manifest.embedder} ({self._manifest.dimensions})",
                "expected": f"{self._embedder.name} ({row.shape[1]})",
            }
            raise StoreError("index.embedder_mismatch", where=str(self._folder / self._manifest.generation), **detail)
        near = self._store().nearest(rooms[asked], row, fusion.NEAREST)
        twins = self.lexical[asked].twins(rooms[asked])
        for name, cosine in near:
            found.setdefault(name, Candidate(own_id=name, other_id=twins.get(name))).cosine = cosine
        across: Sequence[tuple[str, float]] = ()
        if self._weights.twin[asked] or (lang != asked and self._manifest.twinless[lang]):
            there = other(asked)
            if self._weights.glossed[asked]:
                # The model reads the other language only: it is given what the glossary makes of the query, and the query for its names.
                row = self._embedder.embed([f"{self._glossary.gloss(query, asked)} {query}"])
            across = self._store().nearest(rooms[there], row, fusion.NEAREST)
            twins = self.lexical[there].twins(rooms[there])
            for name, cosine in across:
                twin = twins.get(name)
                candidate = found.setdefault(twin or name, Candidate(own_id=twin, other_id=name))
                if candidate.other_id in (None, name):
                    candidate.other_id, candidate.cosine_across = name, cosine
        return _nearness(near, across, self._weights, asked), (_floor(near), _floor(across))

    def _store(self) -> VectorStore:
        with self._opening:
            if self._vectors is None:
                from app.retrieval.vectors import VectorStore

                prefix = f"{generations.namespace(self._folder)}-{self._manifest.generation}" if self._chroma_url else ""
                place = self._folder / self._manifest.generation / "chroma"
                self._vectors = VectorStore(folder=place, url=self._chroma_url, prefix=prefix)
            return self._vectors


def _nearness(near: Nearest, across: Nearest, weights: Weights, asked: Lang) -> bool:
    """True when the nearest sentence, in the query's language or across, excuses that few words are shared."""
    return bool((near and near[0][1] >= weights.near[asked]) or (across and across[0][1] >= weights.near_across[asked]))


def _floor(nearest: Sequence[tuple[str, float]]) -> float:
    """The cosine to assume for what is not among the nearest; 0 where all there is was among them."""
    return nearest[-1][1] if len(nearest) == fusion.NEAREST else 0.0
