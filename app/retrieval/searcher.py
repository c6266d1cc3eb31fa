"""Searches the generation that is pointed at: ranks, abstains, drops what says the same. Writes nothing; knows no file of the corpus."""

from __future__ import annotations

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
from app.retrieval.lexical import Record
from app.retrieval.ports import PUBLIC_ONLY, Scope
from app.retrieval.rooms import open_rooms
from app.retrieval.routes import Gathered, Rooms, Routes

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder

SAME_WORDS = 0.85
"""Two hits that share this part of their index terms, and all their figures, say the same thing."""


class Searcher:
    """One open generation; safe for several threads. `open_index` makes it."""

    def __init__(self, folder: Path, manifest: Manifest, routes: Routes) -> None:
        self.manifest = manifest
        self._folder = folder
        self._routes = routes

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

        Nothing above the abstain rule: no hits and `abstained`. Raises: StoreError `index.broken`; EndpointDown `index.server_down`.
        """
        asked = query_lang or lang
        # A shell can hand over half a character, which neither index takes.
        query = query.encode("utf-8", "replace").decode("utf-8")
        rooms = {each: self._rooms(each, scope) for each in LANGS}
        gathered = self._routes.gather(query, asked, lang, rooms)
        hits: tuple[Hit, ...] = ()
        if self._is_worth_showing(query, asked, gathered, rooms):
            hits = self._hits(gathered.candidates, asked, lang, rooms[lang], k, boost or {})
        return SearchAnswer(query=query, lang=lang, embedder=self.manifest.embedder, abstained=not hits, hits=hits)

    def sentence(self, sentence_id: str, scope: Scope = PUBLIC_ONLY) -> Sentence:
        """The sentence with this id.

        Raises: UnknownId `id.sentence` when it is not here or not in this scope.
        """
        for lang, index in self._routes.lexical.items():
            found = index.records({sentence_id}, self._rooms(lang, scope))
            if found:
                return found[sentence_id].sentence
        raise UnknownId("id.sentence", name=sentence_id)

    def neighbours(self, sentence_id: str, before: int = 2, after: int = 2, scope: Scope = PUBLIC_ONLY) -> tuple[Sentence, ...]:
        """The sentences around one in its source, itself among them, in reading order.

        Raises: UnknownId `id.sentence`.
        """
        here = self.sentence(sentence_id, scope)
        return self._routes.lexical[here.lang].around(here, before, after, self._rooms(here.lang, scope))

    def is_current(self) -> bool:
        """False when a newer generation is pointed at (or the pointer broke): time to open the index again."""
        try:
            return generations.pointed_at(self._folder) == self.manifest.generation
        except StoreError:
            return False

    def close(self) -> None:
        """Let go of files and connections; a later query opens them again."""
        self._routes.close()

    def _rooms(self, lang: Lang, scope: Scope) -> Collection[str]:
        return open_rooms(lang, scope, self.manifest.rooms)

    def _is_worth_showing(self, query: str, asked: Lang, gathered: Gathered, rooms: Rooms) -> bool:
        best = gathered.candidates[: abstain.LOOKED_AT]
        if not best:
            return False
        index = self._routes.lexical
        here = index[asked].records({c.own_id for c in best if c.own_id}, rooms[asked])
        there = index[other(asked)].records({c.other_id for c in best if c.other_id}, rooms[other(asked)])
        return abstain.passes(
            own=abstain.coverage(gathered.own, [record.terms for record in here.values()]),
            translated=abstain.coverage(gathered.translated, [record.terms for record in there.values()]),
            is_near=gathered.is_near,
            names_unknown=not all(self._knows(name, rooms) for name in abstain.names(query)),
        )

    def _knows(self, name: str, rooms: Rooms) -> bool:
        """True when these rooms mention the name in either language; a stop word names nothing and counts as known."""
        found = [(lang, index, term) for lang, index in self._routes.lexical.items() for term in terms(name, lang)]
        return not found or any(index.knows(term, rooms[lang]) for lang, index, term in found)

    def _hits(
        self, ranked: Sequence[Candidate], asked: Lang, lang: Lang, rooms: Collection[str], k: int, boost: Mapping[str, float]
    ) -> tuple[Hit, ...]:
        chosen: list[tuple[float, Record]] = []
        for score, record in self._boosted(ranked, asked, lang, rooms, boost, max(4 * k, 40)):
            if len(chosen) == k:
                break
            if not any(_says_the_same(record, earlier) for _, earlier in chosen):
                chosen.append((score, record))
        return tuple(Hit(sentence=record.sentence, score=round(score, 6)) for score, record in chosen)

    def _boosted(
        self, ranked: Sequence[Candidate], asked: Lang, lang: Lang, rooms: Collection[str], boost: Mapping[str, float], batch: int
    ) -> Iterator[tuple[float, Record]]:
        """Records in the language of the hits, best first; a boost reorders within each batch."""
        for start in range(0, len(ranked), batch):
            scores = {identity: c.score for c in ranked[start : start + batch] if (identity := c.id_in(lang, asked))}
            records = self._routes.lexical[lang].records(scores.keys(), rooms)
            scored = [(scores[name] * fusion.multiplier(record.tags, boost), name, record) for name, record in records.items()]
            for score, _, record in sorted(scored, key=lambda item: (-item[0], item[1])):
                yield score, record


def _says_the_same(one: Record, two: Record) -> bool:
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
    while name is not None:
        try:
            manifest = generations.read_manifest(folder, name)
            _check(manifest, folder, embedder, fingerprint, chroma_url)
            routes = Routes(folder, manifest, embedder, chroma_url=chroma_url, glossary=glossary, superseded=superseded)
            return Searcher(folder, manifest, routes)
        except StoreError:
            # An indexer may have swapped, and swept, between the two reads.
            newer = generations.pointed_at(folder)
            if newer == name:
                raise
            name = newer
    raise StoreError("index.missing", where=str(folder))


def _check(manifest: Manifest, folder: Path, embedder: Embedder, fingerprint: str, chroma_url: str | None) -> None:
    where = str(folder / manifest.generation)
    # Names only: an embedder behind an endpoint must ask there for its dimensions; a query meets a change of them.
    if manifest.embedder != embedder.name:
        raise StoreError("index.embedder_mismatch", where=where, found=manifest.embedder, expected=embedder.name)
    if manifest.fingerprint != fingerprint:
        raise StoreError("index.stale", where=where, found=manifest.fingerprint[:12], expected=fingerprint[:12])
    if manifest.store != "none" and (manifest.store == "server") != (chroma_url is not None):
        raise StoreError("index.store_mismatch", where=where, found=manifest.store)
    if manifest.store == "embedded" and not (folder / manifest.generation / "chroma" / "chroma.sqlite3").is_file():
        raise StoreError("index.broken", where=where, reason="chroma")
