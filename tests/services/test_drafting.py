"""Drafting for somebody: whose it is, which version, in which language, by which writer, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.catalog.kinds import SectionSpec, document_kind
from app.chains.guided_writer import GuidedWriter
from app.chains.ports import SectionWriter, Written
from app.domain.facts import Facts
from app.domain.guidance import Evidence
from app.domain.lang import Lang
from app.errors import BadInput, BadSetting, EndpointDown, EndpointError, EndpointGarbled, StoreError, UnknownId
from app.retrieval.standin import ListSearch
from app.services.drafting import draft, title_of
from app.services.house import House
from tests.chains.builders import facts, told
from tests.services.builders import ANA, BERTA, kept, one, request


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sections instead of all: who owns what does not hang on their number."""
    whole = document_kind("mandate-brief")
    brief = whole.model_copy(update={"sections": tuple(whole.section(s) for s in ("one-page", "role", "compensation"))})
    monkeypatch.setattr("app.services.drafting.document_kind", lambda kind: brief if kind == brief.id else document_kind(kind))


def test_nobody_sees_the_mandates_and_documents_of_another(house: House) -> None:
    document = one(house, ANA)
    assert kept(house, BERTA) == ([], [])
    with house.store().reading() as work:
        assert work.documents.get(document.id, owner_id=BERTA.user_id) is None
        assert work.documents.versions(document.id, owner_id=BERTA.user_id) == ()
        assert work.mandates.get(document.mandate_id, owner_id=BERTA.user_id) is None
        assert work.documents.get(document.id, owner_id=ANA.user_id) == document


def test_the_same_intake_of_two_people_is_two_mandates_with_versions_of_their_own(house: House) -> None:
    first, _, others = one(house, ANA), one(house, ANA), one(house, BERTA)
    assert others.version == 1
    assert {others.id, others.mandate_id}.isdisjoint({first.id, first.mandate_id})
    assert kept(house, ANA) == ([first.mandate_id], [(first.id, 2)])
    assert kept(house, BERTA) == ([others.mandate_id], [(others.id, 1)])


def test_a_second_draft_of_the_same_intake_is_the_next_version(house: House) -> None:
    first, second = one(house), one(house)
    assert (first.id, first.mandate_id, first.version) == (second.id, second.mandate_id, second.version - 1)
    with house.store().reading() as work:
        assert work.documents.versions(first.id, owner_id=ANA.user_id) == (1, 2)
        assert work.documents.get(first.id, owner_id=ANA.user_id, version=1) == first
        assert work.documents.get(first.id, owner_id=ANA.user_id) == second


def test_another_language_or_variant_is_another_document_of_the_same_mandate(house: House) -> None:
    documents = [one(house), one(house, lang="es"), one(house, variant="client")]
    assert len({d.id for d in documents}) == 3
    assert len({d.mandate_id for d in documents}) == 1
    assert {d.version for d in documents} == {1}


def test_an_intake_that_says_something_else_is_another_mandate(house: House) -> None:
    assert one(house).mandate_id != one(house, intake=told(role={"title_en": "Plant director"})).mandate_id


def test_the_order_and_form_of_the_answers_make_no_other_mandate(house: House) -> None:
    turned = dict(reversed(told().items()))
    assert one(house).mandate_id == one(house, intake=turned).mandate_id


def test_the_house_has_the_last_word_on_the_language(house: House) -> None:
    assert [d.lang for d in draft(replace(house, lang="es"), ANA, request(lang=None))] == ["es"]


class Failing(GuidedWriter):
    """A model that fails after so many sections."""

    name = "model"

    def __init__(self, error: Exception, after: int) -> None:
        self._error = error
        self._left = after

    def write(self, spec: SectionSpec, facts: Facts, evidence: Evidence, lang: Lang) -> Written:
        """A section, or the failure."""
        self._left -= 1
        if self._left < 0:
            raise self._error
        return super().write(spec, facts, evidence, lang)


def with_model(house: House, error: Exception, after: int = 0) -> House:
    """The house with a model that fails so."""
    model = Failing(error, after)
    return replace(house, is_model_configured=True, model_writer=lambda: model, search=lambda: ListSearch(()))


@pytest.mark.parametrize("error", [EndpointDown("endpoint.timeout"), EndpointGarbled("endpoint.html")])
@pytest.mark.parametrize("after", [0, 4])
def test_writer_model_that_fails_keeps_nothing_not_even_the_mandate(house: House, error: EndpointError, after: int) -> None:
    with pytest.raises(type(error)):
        draft(with_model(house, error, after), ANA, request(writer="model", lang="both"))
    assert kept(house, ANA) == ([], [])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_auto_falls_back_whole_and_says_so_in_the_documents_language(house: House, lang: str) -> None:
    down = with_model(house, EndpointDown("endpoint.timeout"), after=2)
    fallen, guided = one(down, writer="auto", lang=lang), one(house, lang=lang)
    assert fallen.writer == "guided"
    # The remark stands first among the findings, so that statements point one further.
    for ours, theirs in zip(fallen.sections, guided.sections, strict=True):
        for one_said, other_said in zip(ours.statements(), theirs.statements(), strict=True):
            assert one_said.model_copy(update={"findings": ()}) == other_said.model_copy(update={"findings": ()})
    (remark,) = [f for f in fallen.findings if f.check == "writer"]
    assert remark.severity == "warn"
    assert ("guided writer" in remark.message) == (lang == "en")
    assert fallen.status == guided.status


def test_what_is_no_fault_of_the_endpoint_is_not_hidden_by_falling_back(house: House) -> None:
    with pytest.raises(BadSetting):
        one(with_model(house, BadSetting("model.unconfigured")), writer="auto")
    assert kept(house, ANA) == ([], [])


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"kind": "novel"}, UnknownId),
        ({"variant": "press"}, BadSetting),
        ({"writer": "model"}, BadSetting),
        ({"data": b"- a list"}, BadInput),
    ],
)
def test_a_request_that_is_refused_keeps_nothing(house: House, asked: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        draft(house, ANA, request(**asked))
    assert kept(house, ANA) == ([], [])


def test_a_store_that_cannot_be_opened_is_told_before_a_model_is_asked(house: House) -> None:
    asked: list[str] = []

    def broken() -> None:
        raise StoreError("store.newer")

    def model() -> SectionWriter:
        asked.append("model")
        return GuidedWriter()

    shut: Callable[[], object] = broken
    with pytest.raises(StoreError):
        draft(replace(house, store=shut, is_model_configured=True, model_writer=model), ANA, request(writer="model"))  # type: ignore[arg-type]
    assert asked == []


def test_progress_is_told_for_each_language_in_turn(house: House) -> None:
    heard: list[tuple[str, int, int]] = []
    draft(house, ANA, request(lang="both"), progress=lambda *told: heard.append(told))
    assert [h[0] for h in heard].count("") == 2
    assert heard[-1][1] == heard[-1][2]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"engagement": {"client_codename": "Proyecto Encino"}}, "Proyecto Encino"),
        ({"role": {"title_es": "Dirección de planta"}}, "Dirección de planta"),
        ({"role": {"title_en": "Plant manager"}}, "Plant manager"),
        ({"notes": "x"}, "—"),
    ],
)
def test_a_mandate_is_called_by_its_code_name_else_its_title(said: dict[str, object], title: str) -> None:
    assert title_of(facts(said).intake, "es") == title
