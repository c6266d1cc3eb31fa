"""The eight mandate types as data: they load, print their calibrations in both languages, differ, and ask their own questions."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.catalog.corpus import corpus
from app.catalog.gaps import as_gaps, open_points
from app.catalog.guided_items import GuidedItem
from app.catalog.intake_reader import read_intake
from app.catalog.intake_schema import TypeSpec
from app.catalog.kinds import document_kind
from app.catalog.mandate_types import MandateType, mandate_types
from app.chains.draft_document import Order, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of
from app.domain.document import Document
from app.domain.intake import Intake
from app.domain.lang import LANGS, Lang

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TYPES = (
    "binational_cfo",
    "border_corridor_operations",
    "cross_border_supply_chain",
    "dual_country_hr",
    "expatriate_general_manager",
    "jv_board_director",
    "regional_president",
    "repatriating_country_manager",
)
PROCESS = {
    "kickoff_date": "2027-01-11",
    "milestones": [
        {"name": {"en": "Offer accepted", "es": "Oferta aceptada"}, "week": 15},
        {"name": {"en": "Start", "es": "Ingreso"}, "week": 19, "kind": "start"},
    ],
}
ANSWER = {"en": "as the sponsor said at the first call", "es": "como lo dijo quien patrocina en la primera llamada"}
NUMBERS: dict[str, int] = {"int": 12, "number": 50}


def answer(of: TypeSpec) -> Any:
    """An answer of a type, in both languages where it is a text."""
    if of.kind == "list":
        assert of.item is not None
        return [answer(of.item)]
    if of.kind == "record":
        return {key: answer(inner) for key, inner in of.keys.items()}
    return of.choices[0] if of.kind == "enum" else NUMBERS.get(of.kind, ANSWER)


def intake(kind: MandateType, **groups: Any) -> Intake:
    """An intake of a type that holds only these groups."""
    return read_intake(json.dumps({"mandate_type": kind.id, **groups}).encode(), name="intake.json")


def answered(kind: MandateType) -> dict[str, Any]:
    """An answer to each of a type's own questions."""
    return {path.removeprefix("mandate."): answer(spec.type) for path, spec in kind.fields.items()}


def drafted(given: Intake, lang: Lang) -> Document:
    """The brief that the guided writer makes of an intake."""
    order = Order(document_kind("mandate-brief"), lang, "internal", "d", "m", 1, NOON)
    return draft_document(order, facts_of(given, TODAY), GuidedWriter())


def drafts(kind: MandateType, lang: Lang) -> tuple[Document, ...]:
    """Three briefs: every own question answered, the same without dates, and none answered."""
    own = answered(kind)
    return (
        drafted(intake(kind, process=PROCESS, mandate=own), lang),
        drafted(intake(kind, mandate=own), lang),
        drafted(intake(kind, process=PROCESS), lang),
    )


def items(kind: MandateType, lang: Lang) -> tuple[GuidedItem, ...]:
    """Every calibration of a type."""
    return tuple(item for _, of, item in kind.own_items() if of == lang)


def test_the_eight_types_are_there() -> None:
    assert tuple(mandate_types()) == TYPES


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TYPES)
def test_every_calibration_of_a_type_prints_and_nothing_in_it_blocks(name: str, lang: Lang) -> None:
    kind = mandate_types()[name]
    expected = {f"{section}.{item.id}" for section, of, item in kind.own_items() if of == lang}
    printed: set[str] = set()
    for document in drafts(kind, lang):
        ids = {s.id for section in document.sections for s in section.statements()}
        printed |= {e for e in expected if e in ids or f"{e}.1" in ids}
        blocking = [f.message for f in document.findings if f.severity == "block" and ".type_" in (f.statement_id or "")]
        assert blocking == []
    assert printed == expected


@pytest.mark.parametrize("name", TYPES)
def test_a_type_calibrates_the_five_sections_in_which_mandates_differ_most(name: str) -> None:
    kind = mandate_types()[name]
    assert {"one-page", "role", "decision-rights", "timeline", "compensation"} <= set(kind.calibrations)
    assert 20 <= len(items(kind, "en")) <= 60


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_types_share_the_text_of_a_calibration(lang: Lang) -> None:
    texts = [" | ".join(item.templates()) for kind in mandate_types().values() for item in items(kind, lang)]
    assert sorted({t for t in texts if texts.count(t) > 1}, key=str) == []


@pytest.mark.parametrize("name", TYPES)
def test_each_open_own_field_is_a_gap_with_its_own_question(name: str) -> None:
    kind = mandate_types()[name]
    open_now = open_points(intake(kind, process=PROCESS))
    for lang in LANGS:
        asked = {g.path: g.question for g in as_gaps(open_now, lang) if g.path.startswith("mandate.")}
        assert asked == {p: kind.labels[p].in_lang(lang) for p, spec in kind.fields.items() if spec.needed == "approve"}
    settled = open_points(intake(kind, process=PROCESS, mandate=answered(kind)))
    assert [p.path for p in settled if p.path.startswith("mandate.")] == []


@pytest.mark.parametrize("name", TYPES)
def test_labels_cards_and_tags_of_a_type_name_things_that_exist(name: str) -> None:
    kind = mandate_types()[name]
    library = corpus()
    assert set(kind.labels) == set(kind.fields)
    assert all(words.en.endswith("?") and words.es.startswith("¿") for words in kind.labels.values())
    assert 6 <= len(kind.cards) <= 14
    assert all(library.sentence_for(card, lang) for card in kind.cards for lang in LANGS)
    topics = {t for source in library.sources.values() for t in source.topics}
    assert set(kind.tags) - topics <= {kind.id}


def test_the_routes_of_an_assignment_are_never_told_apart_by_nationality() -> None:
    kind = mandate_types()["expatriate_general_manager"]
    routes = [i for lang in LANGS for i in items(kind, lang) if i.id.startswith(("type_cost_", "type_route", "type_why", "type_known"))]
    assert len(routes) == 2 * 10
    forbidden = ("nationalit", "nacionalidad", "citizen", "ciudadan", "birthplace", "nacimiento", "foreign", "extranjera")
    assert [i.id for i in routes if any(word in (i.text or "").lower() for word in forbidden)] == []
