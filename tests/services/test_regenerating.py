"""A section written anew with an instruction: by a model over real HTTP it is shown to it, by rules it is said that it was not followed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.errors import BadInput, EndpointDown
from app.services import composing, documents, revisions
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from tests.chains.builders import model_writer
from tests.services.builders import ANA
from tests.standin import StandIn

INSTRUCTION = {"en": "Worst news first, in half the words.", "es": "Primero la peor noticia y en la mitad de las palabras."}
SECTION = "company"


@pytest.fixture
def modelled(house: House, server: StandIn, tmp_path: Path) -> House:
    """The house with a model behind real HTTP."""
    return replace(house, is_model_configured=True, chat=lambda: model_writer(server, tmp_path).chat)


def drafted(house: House, lang: Lang) -> Document:
    path = examples_dir() / "monterrey-cfo.yaml"
    return draft(house, ANA, DraftRequest(data=path.read_bytes(), name=path.name, lang=lang, writer="guided"))[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_model_is_shown_the_instruction_and_writes_one_section_as_a_checked_version(
    house: House, modelled: House, server: StandIn, lang: Lang
) -> None:
    before = drafted(house, lang)
    made = composing.regenerate(modelled, ANA, before.id, SECTION, instruction=INSTRUCTION[lang], writer="model", by="A. Ruiz")
    after = made.document
    assert made.is_followed
    assert (after.version, after.lang) == (2, lang)
    asked = [str(r) for r in server.requests()]
    assert any(INSTRUCTION[lang] in each for each in asked)
    assert {c.prompt_ref.split(".v")[0] for c in after.calls} == {"steps/draft_section"}
    assert any(p.startswith("steps/draft_section") for p in after.provenance.prompts)
    changed = {s.id for s, old in zip(after.sections, before.sections, strict=True) if s != old}
    assert SECTION in changed
    assert changed <= {SECTION, *(s.id for s in after.sections if s.annex)}, "the annexes follow what is cited"
    assert documents.document(house, ANA, f"{before.id}@1") == before
    event = documents.show(house, ANA, before.id).events[-1]
    assert (event.kind, event.section, event.note, event.by_name) == ("regenerated", SECTION, INSTRUCTION[lang], "A. Ruiz")


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_model_gets_wrong_in_the_section_blocks_at_once(house: House, modelled: House, server: StandIn, lang: Lang) -> None:
    before = drafted(house, lang)
    server.always("wrong_number")
    after = composing.regenerate(modelled, ANA, before.id, SECTION, instruction=INSTRUCTION[lang], writer="model").document
    assert {f.section for f in after.blocking()} == {SECTION}
    assert not before.blocking()


def test_a_locked_section_is_left_and_no_model_is_asked(house: House, modelled: House, server: StandIn) -> None:
    before = drafted(house, "en")
    revisions.lock(house, ANA, before.id, SECTION)
    with pytest.raises(BadInput) as refused:
        composing.regenerate(modelled, ANA, before.id, SECTION, instruction=INSTRUCTION["en"], writer="model")
    assert refused.value.key == "input.locked"
    assert not server.requests()
    assert documents.document(house, ANA, before.id).version == 2


def test_a_model_that_is_down_changes_nothing(house: House, tmp_path: Path) -> None:
    before = drafted(house, "en")
    down = replace(house, is_model_configured=True, chat=lambda: model_writer("http://127.0.0.1:9/v1", tmp_path, timeout_s=0.3).chat)
    with pytest.raises(EndpointDown):
        composing.regenerate(down, ANA, before.id, SECTION, instruction="x", writer="model")
    assert documents.document(house, ANA, before.id) == before


@pytest.mark.parametrize("lang", LANGS)
def test_rules_compose_the_section_and_say_that_they_follow_no_instruction(house: House, lang: Lang) -> None:
    before = drafted(house, lang)
    made = composing.regenerate(house, ANA, before.id, SECTION, instruction=INSTRUCTION[lang])
    assert not made.is_followed
    assert made.document.version == 2
    assert made.document.section(SECTION) == before.section(SECTION)
