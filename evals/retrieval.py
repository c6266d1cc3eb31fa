"""Search beside BM25 alone: four directions, measured and compared. Calls the search of the command line; writes to a folder of its own.

A query is asked in its language (EN, ES) and answered in either, which gives EN→EN, ES→ES, ES→EN and EN→ES. A sentence and its twin are
one answer. Five systems answer:
    puente, none     what `puente library search` gives with the embedder `bundled` and with `none`: the query's language detected, the
                     abstain rule applied (silence finds nothing), near-duplicates dropped
    bm25             the lexical index alone in the query's language, the hit read through its twin: the floor of every direction
    bm25-untranslated  the lexical index of the answer's language, given the query as it was typed (across languages only)
BM25 is told the right language and never keeps silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.bootstrap import build
from app.catalog.corpus import corpus
from app.domain.actor import LOCAL_ACTOR
from app.domain.base import Value
from app.domain.lang import LANGS, Lang
from app.services import library
from app.settings import Settings
from evals.ranking import Interval, ndcg, paired_interval, recall, reciprocal_rank
from evals.retrieval_cases import RetrievalCase, RetrievalCases, answers, normal, read_cases

if TYPE_CHECKING:
    from app.retrieval.lexical import LexicalIndex
    from app.services.house import House

DIRECTIONS: tuple[tuple[Lang, Lang], ...] = (("en", "en"), ("es", "es"), ("es", "en"), ("en", "es"))
DEPTH = 10
FLOOR, UNTRANSLATED, PRODUCT = "bm25", "bm25-untranslated", "puente"
EMBEDDERS = {PRODUCT: "bundled", "none": "none"}
SLICES: dict[str, Callable[[RetrievalCase], bool]] = {
    "all": lambda case: True,
    "low overlap": lambda case: case.low_overlap,
    "held out": lambda case: case.split == "held_out",
    "low overlap, held out": lambda case: case.low_overlap and case.split == "held_out",
}

Find = Callable[[str, Lang, Lang], list[str]]
"""From a query, its language and the language of the answer to the ids of English sentences, best first."""


class Scored(Value):
    """What one system found for one query in one direction."""

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


class SystemRow(Value):
    """The means of one system in one direction and slice."""

    direction: str
    slice: str
    system: str
    n: int
    recall_5: float
    ndcg_10: float
    rr_10: float


class Difference(Value):
    """How much better the product is than a BM25, with 95 % intervals; clustered by query where directions are pooled."""

    direction: str
    slice: str
    baseline: str
    recall_5: Interval
    ndcg_10: Interval


class Silences(Value):
    """Queries of one language and provenance: answerable ones that met silence, unanswerable ones that were answered."""

    system: str
    lang: Lang
    provenance: str
    answerable: int
    wrongly_silent: int
    unanswerable: int
    wrongly_answered: int


class Examined(Value):
    """Everything that an examination of retrieval says."""

    embedders: dict[str, str]
    sentences: int
    rows: tuple[SystemRow, ...]
    differences: tuple[Difference, ...]
    silences: tuple[Silences, ...]
    below: tuple[str, ...]
    """Directions in which the product's recall@5 lies under that of BM25 alone."""


@contextmanager
def opened(data_dir: Path, embedder: str = "bundled") -> Iterator[House]:
    """A house that searches the shipped library from an index of its own, whatever the environment says."""
    house = build(Settings(data_dir=data_dir, embeddings=embedder, chroma_url="", database_url="", lang="en"))
    try:
        yield house
    finally:
        house.store().close()
        if hasattr(house.search(), "close"):
            house.search().close()


def base(sentence_id: str) -> str:
    """The English id of a sentence or of its twin."""
    return sentence_id.removesuffix("-es")


def asked(house: House, query: str, query_lang: Lang, lang: Lang) -> list[str]:
    """What the command line gives; it finds out the query's language by itself."""
    return [base(hit.sentence.id) for hit in library.search(house, LOCAL_ACTOR, query, lang=lang, k=DEPTH).hits]


def bm25(data_dir: Path) -> tuple[Find, Find]:
    """BM25 alone over the index in this folder: read through the twin, and given the query untranslated."""
    from app.retrieval.generations import index_folder, pointed_at
    from app.retrieval.lexical import LexicalIndex
    from app.retrieval.query import concepts

    folder = index_folder(data_dir)
    place = folder / str(pointed_at(folder)) / "tantivy"
    indexes: dict[Lang, LexicalIndex] = {lang: LexicalIndex(place / lang, lang) for lang in LANGS}

    def found(query: str, lang: Lang) -> list[str]:
        return [base(match.id) for match in indexes[lang].find(concepts(query, lang), [f"{lang}-public"], DEPTH)]

    return lambda query, query_lang, lang: found(query, query_lang), lambda query, query_lang, lang: found(query, lang)


def scored(find: Find, system: str, cases: Sequence[RetrievalCase], lang: Lang) -> list[Scored]:
    """What a system found in one language for each case, measured; an unanswerable case has silence only."""
    made = []
    for case in cases:
        found, wanted = find(case.query, case.lang, lang), answers(case, corpus())
        values = {} if not wanted else {"recall_5": recall(found, wanted), "ndcg_10": ndcg(found, wanted), "rr_10": reciprocal_rank(found, wanted)}
        made.append(Scored(case=case, lang=lang, system=system, is_silent=not found, **values))
    return made


def examine_retrieval(cases: RetrievalCases | None = None, *, data_dir: Path | None = None, embedders: dict[str, str] = EMBEDDERS) -> Examined:
    """Every case through every system; the index is made in `data_dir` (None: in a folder that goes away), which takes half a minute.

    Raises: StoreError when the index cannot be made.
    """
    if data_dir is None:
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return examine_retrieval(cases, data_dir=Path(folder), embedders=embedders)
    asked_cases = (cases or read_cases()).cases
    answerable, found = normal(asked_cases), []
    for system, embedder in embedders.items():
        with opened(data_dir / system, embedder) as house:
            for case_lang, lang in DIRECTIONS:
                # An unanswerable query is asked in its own language only: the abstain rule does not look at the other.
                here = [c for c in asked_cases if c.lang == case_lang and (c.kind == "normal" or lang == case_lang)]
                found += scored(partial(asked, house), system, here, lang)
    own, untranslated = bm25(data_dir / next(iter(embedders)))
    for case_lang, lang in DIRECTIONS:
        here = [c for c in answerable if c.lang == case_lang]
        found += scored(own, FLOOR, here, lang)
        found += scored(untranslated, UNTRANSLATED, here, lang) if lang != case_lang else []
    return Examined(
        embedders=dict(embedders),
        sentences=len(corpus().sentences),
        rows=tuple(_rows(found)),
        differences=tuple(_differences(found)),
        silences=tuple(_silences(found)),
        below=below_the_floor(found),
    )


def _directions(found: Sequence[Scored]) -> list[str]:
    return list(dict.fromkeys(one.direction for one in found))


def _of(found: Sequence[Scored], direction: str, kept: str, system: str) -> list[Scored]:
    return [
        one
        for one in found
        if one.system == system and direction in ("all", one.direction) and one.case.kind == "normal" and SLICES[kept](one.case)
    ]


def _rows(found: Sequence[Scored]) -> Iterator[SystemRow]:
    for direction in _directions(found):
        for kept in SLICES:
            for system in dict.fromkeys(one.system for one in found):
                if here := _of(found, direction, kept, system):
                    means = {name: sum(getattr(one, name) for one in here) / len(here) for name in ("recall_5", "ndcg_10", "rr_10")}
                    yield SystemRow(direction=direction, slice=kept, system=system, n=len(here), **means)


def _differences(found: Sequence[Scored]) -> Iterator[Difference]:
    for direction in (*_directions(found), "all"):
        for kept in SLICES:
            for baseline in (FLOOR, UNTRANSLATED):
                theirs = {(one.case.id, one.lang): one for one in _of(found, direction, kept, baseline)}
                ours = [one for one in _of(found, direction, kept, PRODUCT) if (one.case.id, one.lang) in theirs]
                if ours:
                    spans = {name: _interval(ours, theirs, name) for name in ("recall_5", "ndcg_10")}
                    yield Difference(direction=direction, slice=kept, baseline=baseline, **spans)


def _interval(ours: Sequence[Scored], theirs: dict[tuple[str, Lang], Scored], name: str) -> Interval:
    differences: dict[str, list[float]] = {}
    for one in ours:
        gained = getattr(one, name) - getattr(theirs[one.case.id, one.lang], name)
        differences.setdefault(one.case.id, []).append(gained)
    return paired_interval(differences)


def below_the_floor(found: Sequence[Scored], system: str = PRODUCT) -> tuple[str, ...]:
    """The directions in which a system's mean recall@5 is under that of BM25 alone; a millionth is no difference."""

    def mean(direction: str, name: str) -> float:
        here = _of(found, direction, "all", name)
        return sum(one.recall_5 for one in here) / len(here)

    return tuple(d for d in _directions(found) if mean(d, system) < mean(d, FLOOR) - 1e-6)


def _silences(found: Sequence[Scored]) -> Iterator[Silences]:
    here = [one for one in found if one.lang == one.case.lang and one.system not in (FLOOR, UNTRANSLATED)]
    for system, lang, provenance in dict.fromkeys((one.system, one.lang, one.case.provenance) for one in here):
        own = [one for one in here if (one.system, one.lang, one.case.provenance) == (system, lang, provenance)]
        good, void = [one for one in own if one.case.want], [one for one in own if not one.case.want]
        yield Silences(
            system=system,
            lang=lang,
            provenance=provenance,
            answerable=len(good),
            wrongly_silent=sum(one.is_silent for one in good),
            unanswerable=len(void),
            wrongly_answered=sum(not one.is_silent for one in void),
        )
