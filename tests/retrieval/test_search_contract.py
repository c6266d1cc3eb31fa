"""What every search does: with each embedder, embedded or on a Chroma server, and the stand-in over a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.lang import LANGS, Lang
from app.retrieval.bundled import BundledEmbedder
from app.retrieval.indexing import build_index
from app.retrieval.ports import Embedder, Search
from app.retrieval.searcher import Searcher, open_index
from app.retrieval.standin import ListSearch, NoEmbedder, WordEmbedder
from tests.retrieval.builders import GLOSSARY, library, sentence, sources

QUESTIONS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "en": (
        ("seniority premium days of wage", "N1.2"),
        ("dismissal reinstatement or integrated pay", "N1.1"),
        ("year-end bonus before December", "N2.1"),
        ("plants that make medical devices", "N4.1"),
    ),
    "es": (
        ("prima de antigüedad por año de servicio", "N1.2"),
        ("despido injustificado y reinstalación", "N1.1"),
        ("aguinaldo antes de diciembre", "N2.1"),
        ("plantas que fabrican dispositivos médicos", "N4.1"),
    ),
}
KINDS = ["list", "none", "word", "bundled", "server"]


def opened(data_dir: Path, embedder: Embedder, url: str | None = None) -> Searcher:
    """An index of the small library, built and open."""
    sentences = [
        *library(),
        *(sentence(f"N9.{n}", f"Filler {word} stands here for no reason at all.") for n, word in enumerate("abcdefgh")),
    ]
    build_index(sentences, data_dir=data_dir, embedder=embedder, fingerprint="f", chroma_url=url, sources=sources())
    return open_index(data_dir, embedder=embedder, fingerprint="f", chroma_url=url, glossary=GLOSSARY, superseded={"N3.2"})


@pytest.fixture(scope="module", params=KINDS)
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, bundled: BundledEmbedder) -> Iterator[Search]:
    data_dir = tmp_path_factory.mktemp("library")
    makers: dict[str, Callable[[], Search]] = {
        "list": lambda: ListSearch(library(), superseded={"N3.2"}),
        "none": lambda: opened(data_dir, NoEmbedder()),
        "word": lambda: opened(data_dir, WordEmbedder()),
        "bundled": lambda: opened(data_dir, bundled),
        "server": lambda: opened(data_dir, WordEmbedder(), request.getfixturevalue("chroma_url")),
    }
    made = makers[request.param]()
    yield made
    if isinstance(made, Searcher):
        made.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("asked", LANGS)
def test_the_answer_comes_first_in_every_direction(search: Search, asked: Lang, lang: Lang) -> None:
    for question, wanted in QUESTIONS[asked]:
        answer = search.search(question, lang=lang, query_lang=asked)
        assert not answer.abstained, question
        assert answer.hits[0].sentence.id.removesuffix("-es") == wanted, question


@pytest.mark.parametrize("lang", LANGS)
def test_hits_stand_in_the_wanted_language_and_fall_in_score(search: Search, lang: Lang) -> None:
    hits = search.search("salario y pago en México", lang=lang, query_lang="es").hits
    assert {hit.sentence.lang for hit in hits} <= {lang}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_no_sentence_and_no_twin_comes_twice(search: Search) -> None:
    for lang in LANGS:
        hits = search.search("wage for each year of service in Mexico", lang=lang, query_lang="en").hits
        pairs = [hit.sentence.id.removesuffix("-es") for hit in hits]
        assert len(pairs) == len(set(pairs))


def test_no_more_hits_come_than_were_asked_for(search: Search) -> None:
    assert len(search.search("days of wage in Mexico", lang="en", k=2).hits) == 2


def test_what_is_superseded_stays_out_with_its_twin(search: Search) -> None:
    for lang in LANGS:
        hits = search.search("guarantee to redo the search when the person hired leaves", lang=lang, query_lang="en").hits
        assert not {"N3.2", "N3.2-es"} & {hit.sentence.id for hit in hits}


@pytest.mark.parametrize("question", ["how do I bake sourdough bread", "", "?!", "what is it"])
def test_a_question_about_nothing_here_is_abstained_from(search: Search, question: str) -> None:
    answer = search.search(question, lang="en")
    assert answer.abstained
    assert answer.hits == ()


def test_the_answer_repeats_what_was_asked(search: Search) -> None:
    answer = search.search("prima de antigüedad", lang="en", query_lang="es")
    assert (answer.query, answer.lang) == ("prima de antigüedad", "en")


@pytest.mark.parametrize(
    "question", ['text:"', "AND OR NOT (", "días [a TO b] ^3 ~", "x" * 20_000, "dismissal " * 5_000, "a\x00b", "\ud800"]
)
def test_no_query_text_breaks_a_search(search: Search, question: str) -> None:
    assert len(search.search(question.replace("\ud800", "?"), lang="en").hits) <= 8
