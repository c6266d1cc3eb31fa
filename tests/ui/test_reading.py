"""A stored document is read with all that its statements rest on, by its owner only."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import build
from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import BadInput, UnknownId
from app.services import copies, downloads, examples, library, reading
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from app.settings import Settings
from app.ui.presenters.found import source_page

INTAKE = b"""
mandate_type: border_corridor_operations
engagement:
  why_now:
    value: {en: "Two plants, no one answer.", es: "Dos plantas, nadie responde."}
    status: inferred
    source: call
    as_of: 2026-11-19
role: {title_en: "Plant Director", title_es: "Director de planta"}
compensation:
  base: {value: {amount: 4200000, currency: MXN, period: year, basis: gross}}
  country_of_contract: MX
process: {kickoff_date: 2026-12-07}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(Settings(data_dir=tmp_path_factory.mktemp("data"), today=date(2026, 11, 21), embeddings="none"))


@pytest.fixture(scope="module")
def refs(house: House) -> tuple[str, ...]:
    documents = draft(house, LOCAL_ACTOR, DraftRequest(data=INTAKE, name="intake.yaml", lang="both"))
    return tuple(f"{d.id}.{d.version}" for d in documents)


def test_every_citation_is_read_with_its_evidence(house: House, refs: tuple[str, ...]) -> None:
    for read in reading.open_readings(house, LOCAL_ACTOR, refs):
        cited = [c for section in read.document.sections for s in section.statements() for c in s.citations]
        assert {c.sentence_id for c in cited if c.sentence_id} == set(read.sentences)
        assert {c.intake_path for c in cited if c.intake_path} <= set(read.answers)
        assert all(q.twin and q.source.id == q.sentence.source_id and q.cards for q in read.sentences.values())


def test_the_clients_words_come_in_the_languages_they_were_given_in(house: House, refs: tuple[str, ...]) -> None:
    answer = reading.open_readings(house, LOCAL_ACTOR, refs)[0].answers["engagement.why_now"]
    assert answer.is_text
    assert answer.words is not None
    assert (answer.words.en, answer.words.es) == ("Two plants, no one answer.", "Dos plantas, nadie responde.")
    assert (answer.status, answer.source, answer.as_of) == ("inferred", "call", date(2026, 11, 19))


def test_a_value_is_put_into_either_language(house: House, refs: tuple[str, ...]) -> None:
    answer = reading.open_readings(house, LOCAL_ACTOR, refs)[0].answers["compensation.base"]
    assert not answer.is_text
    assert answer.words is not None
    assert (answer.words.en, answer.words.es) == ("MXN 4,200,000 gross a year", "MXN 4,200,000 brutos al año")


def test_the_cover_names_the_post_in_the_documents_language(house: House, refs: tuple[str, ...]) -> None:
    assert [r.role for r in reading.open_readings(house, LOCAL_ACTOR, refs)] == ["Plant Director", "Director de planta"]


@pytest.mark.parametrize("ref", ["", "doc-1", "doc-000000000000.1", "../etc.1", "doc-1.1; drop table documents", "doc-1.99999999"])
def test_what_names_no_document_is_unknown(house: House, ref: str) -> None:
    with pytest.raises(UnknownId):
        reading.open_document(house, LOCAL_ACTOR, ref)


def test_nobody_reads_or_downloads_somebody_elses_document(house: House, refs: tuple[str, ...]) -> None:
    stranger = Actor(user_id="stranger")
    with pytest.raises(UnknownId):
        reading.open_readings(house, stranger, refs)
    with pytest.raises(UnknownId):
        downloads.file_bytes(house, stranger, refs[0], ".json")


def test_a_form_that_cannot_be_written_is_refused(house: House, refs: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        downloads.file_bytes(house, LOCAL_ACTOR, refs[0], ".exe")


def test_a_search_brings_the_surroundings_of_each_hit(house: House) -> None:
    found = reading.search(house, LOCAL_ACTOR, "How many days of aguinaldo are due?", lang="en")
    assert [q.sentence.id for q in found.quoted] == [h.sentence.id for h in found.answer.hits]
    assert any("aguinaldo" in q.sentence.text.lower() for q in found.quoted)


def test_every_example_has_a_title_in_both_languages_and_can_be_loaded() -> None:
    shown = examples.examples(LOCAL_ACTOR)
    assert {"juarez-operations", "regreso-directora-pais", "sparse-expatriate"} <= {e.id for e in shown}
    for example in shown:
        assert example.title.en
        assert example.title.es
        assert examples.example_text(LOCAL_ACTOR, example.id).strip()


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "", "juarez-operations.yaml"])
def test_what_names_no_example_is_unknown(name: str) -> None:
    with pytest.raises(UnknownId):
        examples.example_text(LOCAL_ACTOR, name)


def test_a_copy_for_others_carries_no_intake_and_still_has_its_title(house: House, refs: tuple[str, ...]) -> None:
    ref = refs[0].replace(".", "@")
    copy = copies.copy_of(house, LOCAL_ACTOR, ref, "client")
    assert copy.intake is None
    assert reading.reading_of(house, LOCAL_ACTOR, copy).role == "Plant Director"


def test_a_whole_source_is_read_with_twins_from_the_sentence_that_led_there(house: House) -> None:
    hit = library.search(house, LOCAL_ACTOR, "How many days of aguinaldo are due?", lang="en").hits[0].sentence
    page = library.source_page(house, LOCAL_ACTOR, hit.id)
    assert page.at == hit.id
    assert {s.source_id for s in page.sentences} == {hit.source_id}
    assert page.twins[hit.id].lang == "es"
    assert source_page("es", page).count("<mark>") == 1
    with pytest.raises(UnknownId):
        library.source_page(house, LOCAL_ACTOR, "G99999.1")
