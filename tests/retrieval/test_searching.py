"""Searching in detail: spelling, twins, rooms, boosts, near-duplicates, neighbours, and when to say nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.retrieval import abstain, fusion
from app.retrieval.abstain import Coverage
from app.retrieval.bundled import BundledEmbedder
from app.retrieval.query import Glossary, concepts
from app.retrieval.standin import WordEmbedder
from tests.retrieval.builders import FILLER_ES, ids, library, opened, sentence

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("indemnizacion", "La indemnización se calcula sobre el salario integrado."),
        ("INDEMNIZACIONES", "La indemnización se calcula sobre el salario integrado."),
        ("garantia", "La garantía de reposición dura un año."),
        ("compañía", "Dos compañías comparten la planta gemela."),
        ("dia", "Los días inhábiles no cuentan."),
        ("articulo", "El artículo 47 enumera las causas."),
        ("reparto de utilidad", "Las utilidades se reparten en mayo."),
    ],
)
def test_spanish_is_found_however_its_accents_and_endings_are_typed(tmp_path: Path, typed: str, written: str) -> None:
    searcher = opened(tmp_path, [sentence("E.1", written, "es", source="E")])
    assert ids(searcher, typed, lang="es") == ["E.1"]


def test_a_word_stands_for_one_thing_however_many_spellings_are_tried() -> None:
    assert [concept.alternatives for concept in concepts("garantia", "es")] == [(("garanti",), ("garant",))]
    assert concepts("¿qué es la de los?", "es") == ()


def test_the_glossary_takes_the_longest_phrase_and_keeps_names() -> None:
    glossary = Glossary((("bonus", "bono"), ("year-end bonus", "aguinaldo"), ("mandate / assignment", "mandato / encargo (retenido)")))
    alternatives = [concept.alternatives for concept in glossary.translated("year-end bonus of the IMMEX assignment", "en")]
    assert alternatives[0] == (("aguinald",),)
    assert alternatives[-1] == (("mandat",), ("encarg",))
    assert ("immex",) in alternatives[1]


def test_the_gloss_takes_the_best_word_of_each_phrase_and_keeps_what_it_does_not_know() -> None:
    glossary = Glossary((("year-end bonus / christmas pay", "aguinaldo"), ("dismiss / fire", "despedir / correr")))
    assert glossary.gloss("¿correr a alguien sin aguinaldo en Quillard?", "es") == "dismiss alguien year-end bonus Quillard"
    assert glossary.gloss("", "es") == ""


def test_a_sentence_without_a_twin_is_reached_across_languages_by_the_glossary(tmp_path: Path) -> None:
    alone = sentence("E.1", "El aguinaldo se paga antes del 20 de diciembre.", "es", source="E")
    searcher = opened(tmp_path, [alone])
    assert ids(searcher, "year-end bonus", lang="es", query_lang="en") == ["E.1"]
    assert ids(searcher, "year-end bonus", lang="en", query_lang="en") == []


def test_a_twin_that_is_not_indexed_is_no_twin(tmp_path: Path) -> None:
    dangling = sentence("E.1", "El aguinaldo se paga antes del 20 de diciembre.", "es", twin="never", source="E")
    searcher = opened(tmp_path, [dangling])
    assert searcher.manifest.twinless["es"] == 1 + len(FILLER_ES)
    assert ids(searcher, "aguinaldo de diciembre", lang="en", query_lang="es") == []
    assert ids(searcher, "year-end bonus", lang="es", query_lang="en") == ["E.1"]


def test_a_second_claim_to_the_same_twin_does_not_double_it(tmp_path: Path) -> None:
    claims = [
        sentence("A.1", "The aguinaldo is the year-end bonus.", twin="A.1-es", source="A"),
        sentence("A.1-es", "El aguinaldo es el bono de fin de año.", "es", twin="A.1", source="A-es"),
        sentence("A.2-es", "El aguinaldo es también un bono anual.", "es", twin="A.1", source="A-es"),
    ]
    found = ids(opened(tmp_path, claims), "aguinaldo year-end bonus", lang="es", query_lang="en")
    assert found.count("A.1-es") == 1
    assert len(found) == len(set(found))


def test_near_duplicates_come_once_unless_their_figures_differ(tmp_path: Path) -> None:
    alike = [
        sentence("D.1", "The premium for vacations in Mexico is 25 % of the pay for those days.", source="D"),
        sentence("D.2", "The premium for vacations in Mexico is 25 % of the pay for these days.", source="D"),
        sentence("D.3", "The premium for vacations in Mexico is 30 % of the pay for those days.", source="D"),
    ]
    found = ids(opened(tmp_path, alike), "premium for vacations")
    assert len(found) == 2
    assert "D.3" in found


def test_a_wanted_topic_decides_between_equals_and_lifts_nothing_off_the_subject(tmp_path: Path) -> None:
    equal = [
        sentence("N1.8", "Notice is given in writing.", source="N1"),
        sentence("N2.8", "Notice is given in words.", source="N2"),
    ]
    searcher = opened(tmp_path, equal)
    assert ids(searcher, "how is notice given", boost={"severance": 1.15})[0] == "N1.8"
    assert ids(searcher, "how is notice given", boost={"compensation": 1.15})[0] == "N2.8"
    assert "N1.8" not in ids(searcher, "sand", boost={"severance": 100.0})


def test_boosts_are_held_between_a_half_and_double() -> None:
    assert fusion.multiplier(frozenset({"a", "b"}), {"a": 1.5, "b": 9.0, "c": 7.0}) == 2.0
    assert fusion.multiplier(frozenset({"a"}), {"a": 0.01}) == 0.5
    assert fusion.multiplier(frozenset(), {"a": 2.0}) == 1.0


def test_neighbours_come_in_reading_order_and_stay_in_their_source(tmp_path: Path) -> None:
    searcher = opened(tmp_path, library())
    assert [s.id for s in searcher.neighbours("N1.2")] == ["N1.1", "N1.2", "N1.3"]
    assert [s.id for s in searcher.neighbours("N1.3", before=1, after=5)] == ["N1.2", "N1.3"]
    assert [s.id for s in searcher.neighbours("N1.2-es", before=0, after=0)] == ["N1.2-es"]


def test_a_superseded_source_is_out_whole(tmp_path: Path) -> None:
    searcher = opened(tmp_path, library(), superseded=["N2"])
    assert ids(searcher, "year-end bonus before 20 December") == []


def test_the_title_of_a_source_is_searched_and_not_quoted(tmp_path: Path) -> None:
    searcher = opened(tmp_path, library())
    hit = searcher.search("severance: loss of confidence", lang="en").hits[0]
    assert hit.sentence.id == "N1.3"
    assert "everance" not in hit.sentence.text


def test_half_a_character_from_a_shell_is_read_as_a_question_mark(tmp_path: Path) -> None:
    assert opened(tmp_path, library()).search("dismissal \udcff", lang="en").query == "dismissal ?"


def test_many_threads_get_one_answer(tmp_path: Path) -> None:
    searcher = opened(tmp_path, library(), embedder=WordEmbedder())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: searcher.search("seniority premium", lang="es", query_lang="en"), range(24)))
    assert all(answer == answers[0] for answer in answers)
    searcher.close()


def test_minilm_decides_where_words_are_shared_by_many(tmp_path: Path, bundled: BundledEmbedder) -> None:
    searcher = opened(tmp_path, library(), embedder=bundled)
    assert ids(searcher, "how many days does recruiting an executive abroad take")[0] == "N3.1"
    searcher.close()


def test_an_english_model_barely_weighs_on_spanish() -> None:
    weights = fusion.weights_for("bundled")
    assert weights.dense["es"] <= 0.1 < weights.dense["en"]
    assert fusion.weights_for("none").dense == {"en": 0.0, "es": 0.0}
    assert weights.near["en"] < weights.near["es"], "its cosines tell less about Spanish"


@pytest.mark.parametrize(
    ("own", "translated", "near", "unknown", "passes"),
    [
        (Coverage(0.5, 2), Coverage(), False, False, True),
        (Coverage(0.1, 2), Coverage(0.3, 2), False, False, True),
        (Coverage(0.1, 2), Coverage(), False, False, False),
        (Coverage(0.4, 1), Coverage(), False, False, False),
        (Coverage(1.0, 1), Coverage(), False, False, True),
        (Coverage(0.1, 1), Coverage(), True, False, True),
        (Coverage(), Coverage(), False, False, False),
        (Coverage(0.5, 2), Coverage(), True, True, False),
        (Coverage(0.7, 3), Coverage(), False, True, True),
    ],
)
def test_the_abstain_rule(own: Coverage, translated: Coverage, near: bool, unknown: bool, passes: bool) -> None:
    assert abstain.passes(own=own, translated=translated, is_near=near, names_unknown=unknown) is passes


def test_names_are_capitals_inside_a_query() -> None:
    assert abstain.names("maternity leave in Sweden") == ("Sweden",)
    assert abstain.names("Sweden has leave under IMMEX") == ()
    assert abstain.names("MATERNITY LEAVE IN SWEDEN") == ()


def test_a_place_that_the_library_never_names_is_abstained_from(tmp_path: Path) -> None:
    searcher = opened(tmp_path, library())
    assert ids(searcher, "the year-end bonus required in Mexico")
    assert searcher.search("days of the bonus in Denmark", lang="en").abstained
