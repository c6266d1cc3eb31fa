"""Translations of the client's words: proposed by a model, checked against their source, taken only when a person accepts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.chains.translate_quotes import untranslated
from app.checks.wording import wording_differs
from app.domain.document import Document
from app.errors import BadSetting
from app.services import deciding, documents
from app.services.drafting import draft
from app.services.house import House
from app.services.leaks import intake_from
from app.services.translating import propose
from tests.chains.builders import model_writer, told
from tests.services.builders import ANA, request
from tests.standin import StandIn

SPANISH = {"value": {"es": "Hay 3 avisos tardíos y nadie los contó antes de marzo."}, "status": "stated", "source": "call of 3 November"}


@pytest.fixture
def document(house: House) -> Document:
    """An English brief whose intake has one answer in Spanish only."""
    intake = told(engagement={"brief_language": "both"}, business={"current_pain_and_risks": SPANISH})
    return draft(house, ANA, request(intake))[0]


def test_the_words_that_a_language_lacks_are_found_down_to_their_path(document: Document) -> None:
    assert document.intake is not None
    found = untranslated(intake_from(document.intake), "en")
    assert ("business.current_pain_and_risks", SPANISH["value"]["es"]) in [(t.path, t.text) for t in found]  # type: ignore[index]


def test_a_translation_is_proposed_checked_and_taken_when_accepted(
    house: House, document: Document, server: StandIn, tmp_path: Path
) -> None:
    with_model = replace(house, is_model_configured=True, chat=lambda: model_writer(server, tmp_path).chat)
    proposals = propose(with_model, ANA, document.id)
    proposal = next(p for p in proposals if p.statement_id == "business.current_pain_and_risks")
    assert proposal.before == SPANISH["value"]["es"]  # type: ignore[index]
    assert any("other language" in f.message for f in proposal.findings), "the stand-in repeats the source: it is still Spanish"
    assert documents.document(house, ANA, document.id) == document
    assert propose(with_model, ANA, document.id) == (), "nothing is proposed twice"
    newest = deciding.accept(house, ANA, document.id, proposal.number, by="A. Ruiz")
    assert newest.version == 2
    assert newest.intake is not None
    answer = newest.intake["business"]["current_pain_and_risks"]
    assert answer["value"] == {"en": proposal.after_text, "es": proposal.before}
    assert (answer["source"], answer["status"]) == ("call of 3 November", "stated")
    assert "business.current_pain_and_risks" not in {g.path for g in newest.gaps}


def test_without_a_model_nothing_is_proposed(house: House, document: Document) -> None:
    with pytest.raises(BadSetting):
        propose(house, ANA, document.id)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("There are 3 late warnings and nobody counted them before March.", None),
        ("There are 5 late warnings and nobody counted them before March.", "figure"),
        ("There are 3 late warnings and everybody counted them by March.", "polarity"),
        ("Hay tres avisos tardíos y nadie los contó antes de marzo.", "untranslated"),
    ],
)
def test_what_a_translation_changes_is_told(said: str, key: str | None) -> None:
    keys = {k for k, _ in wording_differs(str(SPANISH["value"]["es"]), said, "en")}  # type: ignore[index]
    assert (key in keys) if key else not keys
