"""Searches one generation: both languages, both kinds of evidence, twins as one. Knows no file of the corpus and writes nothing."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.guidance import Hit, SearchAnswer, Sentence
from app.domain.lang import LANGS, Lang, other
from app.errors import StoreError, UnknownId
from app.retrieval import abstain, fusion, generations
from app.retrieval.analysis import terms
from app.retrieval.fusion import Candidate
from app.retrieval.generations import Manifest
from app.retrieval.lexical import TERM_CEILING, LexicalIndex, Match, Record
from app.retrieval.ports import PUBLIC_ONLY, Scope
from app.retrieval.query import Concept, Glossary, concepts
from app.retrieval.rooms import open_rooms

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder
    from app.retrieval.vectors import VectorStore

MOST_CONCEPTS = 48
"""A pasted page is a query too; what comes after this many content words is not read."""
SAME_WORDS = 0.85
"""Two hits that share this part of their index terms, and all their figures, say the same thing."""
Weighed = Sequence[tuple[Concept, float]]


class Searcher:
    """One open generation; safe for several threads. `open_index` makes it."""

    def __init__(
        self,
        *,
        folder: Path,
        manifest: Manifest,
        embedder: Embedder,
        chroma_url: str | None = None,
        glossary: Sequence[tuple[str, str]] = (),
        superseded: Collection[str] = (),
    ) -> None:
        """Opens the lexical indexes; vectors and the embedder wait for the first query that needs them.

        Raises: StoreError `index.broken`.
        """
        self.manifest = manifest
        self._folder = folder
        self._embedder = embedder
        self._chroma_url = chroma_url
        self._glossary = Glossary(tuple(glossary))
        self._superseded = frozenset(superseded)
        self._weights = fusion.weights_for(embedder.name)
        place = folder / manifest.generation
        self._lexical: dict[Lang, LexicalIndex] = {lang: LexicalIndex(place / "tantivy" / lang, lang) for lang in LANGS}
        self._vectors: VectorStore | None = None
        self._opening = threading.Lock()

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
        """At most `k` hits in `lang`, best first, a twin pair once; `query_lang` None means `lang`.

        Nothing above the abstain rule: no hits and `abstained`. Raises: StoreError `index.broken`; EndpointDown of a server.
        """
        asked = query_lang or lang
        rooms = {each: open_rooms(each, scope, self.manifest.rooms) for each in LANGS}
        own = self._weighed(concepts(query, asked), asked)
        translated = self._weighed(self._glossary.translated(query, asked), other(asked))
        candidates = self._lexical_candidates(own, translated, asked, rooms)
        similarity, floor = self._add_cosines(candidates, query, asked, lang, rooms)
        reachable = [candidate for candidate in candidates.values() if candidate.id_in(lang, asked)]
        ranked = fusion.fuse(reachable, self._weights, asked, floor)
        hits: tuple[Hit, ...] = ()
        if self._worth_showing(query, asked, ranked, own, translated, similarity, rooms):
            hits = self._hits(ranked, asked, lang, rooms[lang], k, boost or {})
        return SearchAnswer(query=query, lang=lang, embedder=self.manifest.embedder, abstained=not hits, hits=hits)

    def sentence(self, sentence_id: str, scope: Scope = PUBLIC_ONLY) -> Sentence:
        """The sentence with this id.

        Raises: UnknownId `id.sentence` when it is not here or not in this scope.
        """
        for lang, index in self._lexical.items():
            found = index.records({sentence_id}, open_rooms(lang, scope, self.manifest.rooms))
            if found:
                return found[sentence_id].sentence
        raise UnknownId("id.sentence", name=sentence_id)

    def neighbours(self, sentence_id: str, before: int = 2, after: int = 2, scope: Scope = PUBLIC_ONLY) -> tuple[Sentence, ...]:
        """The sentences around one in its source, itself among them, in reading order.

        Raises: UnknownId `id.sentence`.
        """
        here = self.sentence(sentence_id, scope)
        return self._lexical[here.lang].around(here, before, after, open_rooms(here.lang, scope, self.manifest.rooms))

    def is_current(self) -> bool:
        """False when a newer generation is pointed at (or the pointer broke): time to open the index again."""
        try:
            return generations.pointed_at(self._folder) == self.manifest.generation
        except StoreError:
            return False

    def close(self) -> None:
        """Let go of the vector store; the searcher opens it again when asked."""
        with self._opening:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None

    def _weighed(self, found: Sequence[Concept], lang: Lang) -> Weighed:
        return [(concept, self._lexical[lang].weight(concept)) for concept in found[:MOST_CONCEPTS]]

    def _lexical_candidates(
        self, own: Weighed, translated: Weighed, asked: Lang, rooms: Mapping[Lang, Collection[str]]
    ) -> dict[str, Candidate]:
        """Candidates by the id of their side in the query's language, or by their own id where they have no such side."""
        candidates: dict[str, Candidate] = {}
        for match, share in _shares(self._lexical[asked], own, rooms[asked]):
            candidates[match.id] = Candidate(own_id=match.id, other_id=match.twin_id, lexical=share)
        for match, share in _shares(self._lexical[other(asked)], translated, rooms[other(asked)]):
            fresh = Candidate(own_id=match.twin_id, other_id=match.id)
            candidate = candidates.setdefault(match.twin_id or match.id, fresh)
            # A second sentence that claims the same twin adds nothing: the pair has its other side.
            if candidate.other_id in (None, match.id):
                candidate.other_id = match.id
                candidate.translated = max(candidate.translated, share)
        return candidates

    def _add_cosines(
        self, candidates: dict[str, Candidate], query: str, asked: Lang, lang: Lang, rooms: Mapping[Lang, Collection[str]]
    ) -> tuple[float | None, float]:
        """Adds cosines; gives the best one, where it can be trusted, and the one to assume for candidates that are not near."""
        if not self._embedder.dimensions or not query.strip():
            return None, 0.0
        row = self._embedder.embed([query])
        near = self._store().nearest(rooms[asked], row, fusion.POOL)
        unseen = self._lexical[asked].records({name for name, _ in near if name not in candidates}, rooms[asked])
        for name, cosine in near:
            if name in candidates:
                candidates[name].cosine = cosine
            elif name in unseen:
                candidates[name] = Candidate(own_id=name, other_id=unseen[name].twin_id, cosine=cosine)
        if lang != asked and self.manifest.twinless[lang]:
            across = self._store().nearest(rooms[lang], row, fusion.POOL)
            records = self._lexical[lang].records({name for name, _ in across}, rooms[lang])
            for name, cosine in across:
                if name in records and records[name].twin_id is None:
                    candidates.setdefault(name, Candidate(other_id=name)).cosine_across = cosine
        floor = near[-1][1] if len(near) == fusion.POOL else 0.0
        return (near[0][1] if near and asked in self._weights.trusted else None), floor

    def _worth_showing(
        self,
        query: str,
        asked: Lang,
        ranked: Sequence[Candidate],
        own: Weighed,
        translated: Weighed,
        similarity: float | None,
        rooms: Mapping[Lang, Collection[str]],
    ) -> bool:
        best = ranked[: abstain.LOOKED_AT]
        if not best:
            return False
        here = self._lexical[asked].records({c.own_id for c in best if c.own_id}, rooms[asked])
        there = self._lexical[other(asked)].records({c.other_id for c in best if c.other_id}, rooms[other(asked)])
        return abstain.passes(
            own=abstain.coverage(own, [record.terms for record in here.values()]),
            translated=abstain.coverage(translated, [record.terms for record in there.values()]),
            similarity=similarity,
            names_unknown=any(not self._knows(name) for name in abstain.names(query)),
        )

    def _knows(self, name: str) -> bool:
        return any(index.knows(term) for lang, index in self._lexical.items() for term in terms(name, lang)) or not terms(name, "en")

    def _hits(
        self, ranked: Sequence[Candidate], asked: Lang, lang: Lang, rooms: Collection[str], k: int, boost: Mapping[str, float]
    ) -> tuple[Hit, ...]:
        chosen: list[tuple[float, Record]] = []
        for score, record in self._boosted(ranked, asked, lang, rooms, boost, max(4 * k, 40)):
            if len(chosen) == k:
                break
            if not any(_same(record, earlier) for _, earlier in chosen):
                chosen.append((score, record))
        return tuple(Hit(sentence=record.sentence, score=round(score, 6)) for score, record in chosen)

    def _boosted(
        self, ranked: Sequence[Candidate], asked: Lang, lang: Lang, rooms: Collection[str], boost: Mapping[str, float], batch: int
    ) -> Iterator[tuple[float, Record]]:
        """Live records in the language of the hits, best first; a boost reorders within the first batch and within each later one."""
        for start in range(0, len(ranked), batch):
            part = {identity: c.score for c in ranked[start : start + batch] if (identity := c.id_in(lang, asked))}
            records = self._lexical[lang].records(part.keys(), rooms)
            scored = [(part[name] * fusion.multiplier(record.tags, boost), name, record) for name, record in records.items()]
            for score, _, record in sorted(scored, key=lambda item: (-item[0], item[1])):
                gone = (record.sentence.id, record.sentence.twin_id, record.sentence.source_id)
                if not self._superseded.intersection(gone):
                    yield score, record

    def _store(self) -> VectorStore:
        with self._opening:
            if self._vectors is None:
                from app.retrieval.vectors import VectorStore

                prefix = f"{generations.namespace(self._folder)}-{self.manifest.generation}" if self._chroma_url else ""
                place = self._folder / self.manifest.generation / "chroma"
                self._vectors = VectorStore(folder=place, url=self._chroma_url, prefix=prefix)
            return self._vectors


def _shares(index: LexicalIndex, wanted: Weighed, rooms: Collection[str]) -> list[tuple[Match, float]]:
    """Matches with BM25 as a share of the most that the query could score."""
    ceiling = TERM_CEILING * sum(weight for _, weight in wanted)
    return [(match, match.score / ceiling) for match in index.find([concept for concept, _ in wanted], rooms, fusion.POOL)]


def _same(one: Record, two: Record) -> bool:
    """True for near-duplicates: the same figures and almost the same words."""
    if {term for term in one.terms if term.isdigit()} != {term for term in two.terms if term.isdigit()}:
        return False
    return len(one.terms & two.terms) >= SAME_WORDS * len(one.terms | two.terms)


def open_index(
    data_dir: Path,
    *,
    embedder: Embedder,
    fingerprint: str,
    chroma_url: str | None = None,
    glossary: Sequence[tuple[str, str]] = (),
    superseded: Collection[str] = (),
) -> Searcher:
    """Open the generation that is pointed at; embeds nothing and contacts no server.

    `glossary` holds (English, Spanish) term pairs; `superseded` holds ids of sentences or sources that never appear.
    Raises: StoreError `index.missing`, `index.broken`, `index.schema`, `index.stale`, `index.embedder_mismatch`, `index.store_mismatch`.
    """
    folder = generations.index_folder(data_dir)
    name = generations.pointed_at(folder)
    while True:
        if name is None:
            raise StoreError("index.missing", where=str(folder))
        try:
            manifest = generations.read_manifest(folder, name)
            _check(manifest, folder, embedder, fingerprint, chroma_url)
            return Searcher(
                folder=folder, manifest=manifest, embedder=embedder, chroma_url=chroma_url, glossary=glossary, superseded=superseded
            )
        except StoreError:
            # An indexer may have swapped, and swept, between the two reads.
            newer = generations.pointed_at(folder)
            if newer == name:
                raise
            name = newer


def _check(manifest: Manifest, folder: Path, embedder: Embedder, fingerprint: str, chroma_url: str | None) -> None:
    where = str(folder / manifest.generation)
    if manifest.embedder != embedder.name or manifest.dimensions != embedder.dimensions:
        raise StoreError("index.embedder_mismatch", where=where, found=manifest.embedder, expected=embedder.name)
    if manifest.fingerprint != fingerprint:
        raise StoreError("index.stale", where=where, found=manifest.fingerprint[:12], expected=fingerprint[:12])
    if manifest.store != "none" and (manifest.store == "server") != (chroma_url is not None):
        raise StoreError("index.store_mismatch", where=where, found=manifest.store)
    if manifest.store == "embedded" and not (folder / manifest.generation / "chroma" / "chroma.sqlite3").is_file():
        raise StoreError("index.broken", where=where, reason="chroma")
