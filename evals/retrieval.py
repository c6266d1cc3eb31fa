"""Search beside BM25 alone: every case through every system, in four directions. Calls the search of the command line; keeps no score.

A query is asked in its language and answered in either, which gives EN→EN, ES→ES, ES→EN and EN→ES. A sentence and its twin are one answer.
    puente, none       what `puente library search` gives with the embedder `bundled` and with `none`: the query's language detected, the
                       abstain rule applied (silence finds nothing), near-duplicates dropped
    bm25               the lexical index alone in the query's language, the hit read through its twin: the floor of every direction
    bm25-untranslated  the lexical index of the answer's language, given the query as it was typed (across languages only)
BM25 is told the right language and never keeps silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bootstrap import build
from app.catalog.corpus import corpus
from app.domain.actor import LOCAL_ACTOR
from app.domain.base import Value
from app.domain.lang import LANGS, Lang
from app.retrieval.generations import index_folder, pointed_at
from app.retrieval.lexical import RoomIndex
from app.retrieval.query import concepts
from app.retrieval.rooms import public_room
from app.retrieval.searcher import Searcher
from app.services import library
from app.services.house import House
from app.settings import Settings
from evals.ranking import ndcg, recall, reciprocal_rank
from evals.retrieval_cases import RetrievalCase, answers

DIRECTIONS: tuple[tuple[Lang, Lang], ...] = (("en", "en"), ("es", "es"), ("es", "en"), ("en", "es"))
DEPTH = 10
PRODUCT, LEXICAL, FLOOR, UNTRANSLATED = "puente", "none", "bm25", "bm25-untranslated"
EMBEDDERS: Mapping[str, str] = {PRODUCT: "bundled", LEXICAL: "none"}

Find = Callable[[str, Lang, Lang], list[str]]
"""From a query, its language and the language of the answer to the ids of English sentences, best first."""


class Scored(Value):
    """What one system found for one query in one direction; the measures of an unanswerable query are 0."""

    case: RetrievalCase
    lang: Lang
    system: str
    is_silent: bool
    recall_5: float = 0.0
    ndcg_10: float = 0.0
    rr_10: float = 0.0

    @property
    def direction(self) -> str:
        """`ES→EN` for a Spanish query that is answered in English."""
        return f"{self.case.lang}→{self.lang}".upper()


@contextmanager
def opened(data_dir: Path, embedder: str = "bundled") -> Iterator[House]:
    """A house that searches the shipped library from an index in `data_dir`, whatever the environment says."""
    house = build(Settings(data_dir=data_dir, embeddings=embedder, chroma_url="", database_url="", lang="en"))
    try:
        yield house
        search = house.search()
        if isinstance(search, Searcher):
            search.close()
    finally:
        house.store().close()


def base(sentence_id: str) -> str:
    """The English id of a sentence or of its twin."""
    return sentence_id.removesuffix("-es")


def asked(house: House, query: str, _query_lang: Lang, lang: Lang) -> list[str]:
    """What the command line gives; it finds out the query's language by itself."""
    return [base(hit.sentence.id) for hit in library.search(house, LOCAL_ACTOR, query, lang=lang, k=DEPTH).hits]


def bm25(data_dir: Path) -> tuple[Find, Find]:
    """BM25 alone over the index in this folder: read through the twin, and given the query untranslated."""
    folder = index_folder(data_dir)
    place = folder / str(pointed_at(folder)) / "tantivy"
    indexes = {lang: RoomIndex(place / public_room(lang), lang) for lang in LANGS}

    def found(query: str, lang: Lang) -> list[str]:
        return [base(match.id) for match in indexes[lang].find(concepts(query, lang), DEPTH)]

    return lambda query, query_lang, _lang: found(query, query_lang), lambda query, _query_lang, lang: found(query, lang)


def scored(find: Find, system: str, cases: Sequence[RetrievalCase], lang: Lang) -> list[Scored]:
    """What a system found in one language for each case, measured."""
    made = []
    for case in cases:
        found, wanted = find(case.query, case.lang, lang), answers(case, corpus())
        one = Scored(case=case, lang=lang, system=system, is_silent=not found)
        if wanted:
            values = {"recall_5": recall(found, wanted), "ndcg_10": ndcg(found, wanted), "rr_10": reciprocal_rank(found, wanted)}
            one = one.model_copy(update=values)
        made.append(one)
    return made


def examine_retrieval(
    cases: Sequence[RetrievalCase], *, data_dir: Path | None = None, embedders: Mapping[str, str] = EMBEDDERS
) -> list[Scored]:
    """Every case through every system; the index is made in `data_dir` (None: in a folder that goes away), which takes half a minute.

    Raises: StoreError when the index cannot be made.
    """
    if data_dir is None:
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return examine_retrieval(cases, data_dir=Path(folder), embedders=embedders)
    found: list[Scored] = []
    for system, embedder in embedders.items():
        with opened(data_dir / system, embedder) as house:
            for query_lang, lang in DIRECTIONS:
                # An unanswerable query is asked in its own language only: the abstain rule looks at no other.
                here = [c for c in cases if c.lang == query_lang and (c.kind == "normal" or lang == query_lang)]
                found += scored(partial(asked, house), system, here, lang)
    own, untranslated = bm25(data_dir / next(iter(embedders)))
    for query_lang, lang in DIRECTIONS:
        here = [c for c in cases if c.lang == query_lang and c.kind == "normal"]
        found += scored(own, FLOOR, here, lang)
        if lang != query_lang:
            found += scored(untranslated, UNTRANSLATED, here, lang)
    return found
