"""Drafting for somebody: whose it is, which version, in which language, by which writer, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import pytest

from app.bootstrap import run_ports
from app.catalog.kinds import document_kind
from app.domain.document import ModelCall
from app.errors import BadInput, BadSetting, EndpointDown, EndpointError, EndpointRefused, StoreError, UnknownId
from app.llm.ports import Chat, ChatReply, ChatRequest
from app.llm.purse import Budget
from app.retrieval.standin import ListSearch
from app.runs.direct import DirectRunner
from app.services import runs
from app.services.drafting import draft, title_of
from app.services.house import House
from tests.chains.builders import facts, told
from tests.services.builders import ANA, BERTA, kept, one, request


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sections instead of all: who owns what does not hang on their number."""
    whole = document_kind("mandate-brief")
    brief = whole.model_copy(update={"sections": tuple(whole.section(s) for s in ("one-page", "role", "compensation"))})
    for user in ("app.services.drafting", "app.services.runs", "app.runs.carry_out"):
        monkeypatch.setattr(f"{user}.document_kind", lambda kind: brief if kind == brief.id else document_kind(kind))


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


class Failing:
    """A model that fails whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def complete(self, request: ChatRequest) -> ChatReply:
        """The failure."""
        raise self._error

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """The failure."""
        yield self.complete(request).text
        return self.complete(request).call


def with_model(house: House, chat: Chat) -> House:
    """The house with this model, its runs carried out at once."""
    made = replace(house, is_model_configured=True, chat=lambda: chat, search=lambda: ListSearch(()))
    return replace(made, runner=lambda: DirectRunner(run_ports(made, Budget())))


@pytest.mark.parametrize("error", [EndpointDown("endpoint.timeout"), EndpointRefused("endpoint.credentials")])
def test_writer_model_that_fails_keeps_no_document_and_its_run_says_why(house: House, error: EndpointError) -> None:
    failing = with_model(house, Failing(error))
    with pytest.raises(type(error)) as met:
        draft(failing, ANA, request(writer="model", lang="both"))
    assert met.value.key == error.key
    assert kept(house, ANA)[1] == []
    (run,) = runs.every(failing, ANA)
    assert (run.state, (run.failure or {})["key"]) == ("failed", error.key)
    assert runs.every(failing, BERTA) == ()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_auto_falls_back_whole_and_says_so_in_the_documents_language(house: House, lang: str) -> None:
    down = with_model(house, Failing(EndpointDown("endpoint.timeout")))
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
        one(with_model(house, Failing(BadSetting("model.unconfigured"))), writer="auto")
    assert kept(house, ANA)[1] == []


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

    def model() -> Chat:
        asked.append("model")
        return Failing(EndpointDown("endpoint.timeout"))

    shut: Callable[[], object] = broken
    with pytest.raises(StoreError):
        draft(replace(house, store=shut, is_model_configured=True, chat=model), ANA, request(writer="model"))  # type: ignore[arg-type]
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
