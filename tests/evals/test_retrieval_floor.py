"""Search against BM25 alone with the embedder `none`, and the arithmetic by which `python -m evals retrieval` judges.

The bundled embedder reads the whole library for half a minute, so it is examined by that command and not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.catalog.corpus import Corpus, corpus
from app.domain.lang import LANGS, Lang
from app.retrieval.indexing import build_index
from app.retrieval.searcher import open_index
from app.retrieval.standin import NoEmbedder
from evals import cli, retrieval_cases
from evals.ranking import ndcg, paired_interval, recall, reciprocal_rank
from evals.retrieval import DIRECTIONS, FLOOR, LEXICAL, PRODUCT, Scored, base, bm25, scored
from evals.retrieval_cases import RetrievalCase, RetrievalCases, answers, faults, read_cases
from evals.retrieval_report import below_the_floor, report, table

Ask = Callable[[str, Lang, Lang], list[str]]
"""From a query, its language and the wanted one to the ids of what is found, best first; silence finds nothing."""


@pytest.fixture(scope="session")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ask, Path]]:
    """The whole library without vectors, indexed once; each question is asked once."""
    library, data_dir = corpus(), tmp_path_factory.mktemp("lexical")
    sources = tuple(library.sources.values())
    build_index(tuple(library.sentences.values()), data_dir=data_dir, embedder=NoEmbedder(), fingerprint="f", sources=sources)
    searcher = open_index(data_dir, embedder=NoEmbedder(), fingerprint="f", glossary=library.glossary)

    @cache
    def ask(query: str, query_lang: Lang, lang: Lang) -> list[str]:
        return [hit.sentence.id for hit in searcher.search(query, lang=lang, query_lang=query_lang, k=10).hits]

    yield ask, data_dir
    searcher.close()


def normal() -> list[RetrievalCase]:
    return [case for case in read_cases().cases if case.kind == "normal"]


def test_every_case_names_what_exists_and_is_flagged_rightly() -> None:
    assert faults(read_cases(), corpus()) == ()


def test_there_are_enough_cases_of_every_kind() -> None:
    cases = read_cases().cases
    for lang in LANGS:
        own = [case for case in cases if case.lang == lang]
        answerable = [case for case in own if case.kind == "normal"]
        assert len(answerable) >= 80
        assert sum(case.low_overlap for case in answerable) >= 0.45 * len(answerable)
        assert sum(case.split == "held_out" for case in answerable) >= 40
        assert sum(case.kind == "abstain" for case in own) >= 20


def test_what_lexical_search_answers_is_in_no_direction_below_bm25_alone(lexical: tuple[Ask, Path]) -> None:
    ask, data_dir = lexical
    own, _ = bm25(data_dir)
    measured: list[Scored] = []
    for query_lang, lang in DIRECTIONS:
        answered = [c for c in normal() if c.lang == query_lang and ask(c.query, query_lang, lang)]
        assert len(answered) > 100
        measured += scored(lambda query, asked, lang: [base(i) for i in ask(query, asked, lang)], LEXICAL, answered, lang)
        measured += scored(own, FLOOR, answered, lang)
    assert below_the_floor(measured, LEXICAL) == ()


def test_a_question_in_either_language_gives_twin_sentences(lexical: tuple[Ask, Path]) -> None:
    ask, _ = lexical
    for case in normal():
        english, spanish = (ask(case.query, case.lang, lang) for lang in LANGS)
        assert [corpus().sentences[name].twin_id for name in english] == spanish, case.id


def test_questions_of_two_languages_with_one_answer_find_it_in_twins(lexical: tuple[Ask, Path]) -> None:
    ask, _ = lexical
    plain = [(case, answers(case, corpus())) for case in normal() if not case.low_overlap]
    pairs = [(a, b, wanted) for a, wanted in plain for b, same in plain if a.lang == "en" and b.lang == "es" and wanted == same]
    shared = sum(
        bool({base(i) for i in ask(a.query, "en", "es")[:5]} & set(ask(b.query, "es", "en")[:5]) & wanted) for a, b, wanted in pairs
    )
    assert len(pairs) > 20
    assert shared >= 0.7 * len(pairs)


def test_a_question_that_nothing_answers_mostly_meets_silence(lexical: tuple[Ask, Path]) -> None:
    ask, _ = lexical
    for lang in LANGS:
        void = [case for case in read_cases().cases if case.kind == "abstain" and case.lang == lang]
        assert sum(bool(ask(case.query, lang, lang)) for case in void) <= 0.1 * len(void)


def test_the_measures_of_a_list_worked_out_by_hand() -> None:
    listed, wanted = ["x", "a", "y", "b", "z", "c"], {"a", "b", "c", "d"}
    assert recall(listed, wanted) == 2 / 4
    assert reciprocal_rank(listed, wanted) == 1 / 2
    assert reciprocal_rank(["x"] * 10 + ["a"], {"a"}) == 0.0
    gain = 1 / 1.5849625007 + 1 / 2.3219280949 + 1 / 2.8073549221  # ranks 2, 4 and 6
    ideal = 1 + 1 / 1.5849625007 + 1 / 2 + 1 / 2.3219280949
    assert ndcg(listed, wanted) == pytest.approx(gain / ideal)
    assert ndcg(["a", "b"], {"a", "b"}) == pytest.approx(1.0)
    assert recall([], wanted) == ndcg([], wanted) == reciprocal_rank([], wanted) == 0.0


def test_the_measures_are_those_of_ir_measures() -> None:
    measures = pytest.importorskip("ir_measures", reason="belongs to the optional extra `evals`")
    listed, wanted = ["x", "a", "y", "b", "z", "c"], {"a", "b", "c", "d"}
    judged = [measures.Qrel("q", name, 1) for name in wanted]
    run = [measures.ScoredDoc("q", name, 1.0 / rank) for rank, name in enumerate(listed, 1)]
    theirs = measures.calc_aggregate([measures.R @ 5, measures.nDCG @ 10, measures.RR @ 10], judged, run)
    ours = {measures.R @ 5: recall(listed, wanted), measures.nDCG @ 10: ndcg(listed, wanted)}
    assert theirs == pytest.approx({**ours, measures.RR @ 10: reciprocal_rank(listed, wanted)})


def test_an_interval_is_seeded_and_resamples_clusters_whole() -> None:
    twice = {str(n): [float(n % 2)] * 2 for n in range(40)}
    once = {name: values[:1] for name, values in twice.items()}
    assert paired_interval(twice) == paired_interval(once) == paired_interval(dict(reversed(twice.items())))
    interval = paired_interval(twice)
    assert (interval.mean, interval.n) == (0.5, 40)
    assert 0.5 - 3 * 0.08 < interval.low < 0.4
    assert 0.6 < interval.high < 0.5 + 3 * 0.08


def test_no_difference_at_all_is_no_interval_of_no_width() -> None:
    interval = paired_interval({str(n): [0.0] for n in range(50)})
    assert interval.mean == 0.0
    assert interval.high == pytest.approx(0.071, abs=0.001)
    assert interval.low == -interval.high


def case(name: str, **given: object) -> RetrievalCase:
    base_case = {"id": name, "lang": "en", "query": name, "want": ("G01.1",), "low_overlap": False, "split": "tuning", "kind": "normal"}
    return RetrievalCase.model_validate({**base_case, "provenance": "p", **given})


def made(system: str, values: Sequence[float], lang: Lang = "en") -> list[Scored]:
    return [Scored(case=case(f"q{n}"), lang=lang, system=system, is_silent=not v, recall_5=v) for n, v in enumerate(values)]


def test_one_direction_below_bm25_is_named_whatever_the_others_gain() -> None:
    scores = [*made(PRODUCT, [1, 1]), *made(FLOOR, [0, 0]), *made(PRODUCT, [1, 0.4], "es"), *made(FLOOR, [1, 0.5], "es")]
    assert below_the_floor(scores) == ("EN→ES",)
    told = report(scores)
    assert told.below == ("EN→ES",)
    pooled = next(d for d in told.differences if (d.direction, d.slice) == ("all", "all"))
    assert pooled.recall_5.n == 2
    assert pooled.recall_5.mean == pytest.approx(0.475)
    assert "below BM25 alone: EN→ES" in table(told)


def test_silence_is_counted_for_what_is_answerable_and_an_answer_for_what_is_not() -> None:
    void = case("v", want=(), kind="abstain")
    scores = [*made(PRODUCT, [1, 0, 0]), *made(FLOOR, [1, 1, 1]), Scored(case=void, lang="en", system=PRODUCT, is_silent=False)]
    (told,) = report(scores).silences
    assert (told.answerable, told.wrongly_silent, told.unanswerable, told.wrongly_answered) == (3, 2, 1, 1)


def test_a_case_that_does_not_hold_is_named() -> None:
    library: Corpus = corpus()
    wrong = (
        case("gone", want=("G01.999",)),
        case("flag", query="Mexico has no employment at will", low_overlap=True),
        case("void", kind="abstain"),
        case("who", query="dismissed without cause", provenance="nobody"),
        case("who", query="Dismissed  without CAUSE"),
    )
    said = "\n".join(faults(RetrievalCases(provenance={"p": "?"}, cases=wrong), library))
    for part in ("gone: no sentence and no card", "flag: low_overlap should be false", "void: a normal case", "who: provenance nobody"):
        assert part in said
    assert "who: 2 cases have this id" in said
    assert "is asked 2 times" in said


def test_a_card_stands_for_every_sentence_that_states_it() -> None:
    card = corpus().sentences["G01.1"].card_ids[0]
    stated = {s.id for s in corpus().sentences.values() if card in s.card_ids and s.lang == "en"}
    assert answers(case("c", want=(card,)), corpus()) == stated > {"G01.1"}


@pytest.mark.parametrize(("lang", "values", "code"), [("en", (0.5, 0.5), 0), ("es", (0.4, 0.5), 1)])
def test_the_command_fails_below_the_floor(monkeypatch: pytest.MonkeyPatch, lang: Lang, values: tuple[float, float], code: int) -> None:
    scores = [*made(PRODUCT, values[:1], lang), *made(FLOOR, values[1:], lang)]
    monkeypatch.setattr("evals.retrieval.examine_retrieval", lambda *_, **__: scores)
    done = CliRunner().invoke(cli.evals, ["retrieval", "--json"])
    assert done.exit_code == code
    assert '"below": [' in done.stdout


def test_the_command_refuses_cases_that_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = RetrievalCases(provenance={"p": "?"}, cases=(case("gone", want=("G01.999",)),))
    monkeypatch.setattr(retrieval_cases, "read_cases", lambda: broken)
    done = CliRunner().invoke(cli.evals, ["retrieval"])
    assert done.exit_code == 2
    assert "gone" in done.stderr
