"""The brief's sections as data: what they say for full, thin, US and Spanish-only intakes, what they never make a criterion or ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.catalog import criteria as library
from app.catalog.fairness import matches
from app.catalog.files import corpus_dir, prompts_dir
from app.catalog.kinds import document_kind
from app.catalog.yaml_files import load
from app.chains.guided_writer import GuidedWriter
from app.domain.criteria import kind_of, names_no_act
from app.domain.derive_plan import PLACES, ai_states, place, us_side
from app.domain.document import Document, Statement
from app.domain.lang import LANGS, Lang, LocalText
from app.errors import BadData
from tests.chains.builders import BARE, FULL_FILE, drafted, facts, found, told

SECTIONS = (
    "company", "outcomes", "candidate", "search-strategy", "assessment", "relocation", "confidentiality", "risks", "headquarters", "offer",
)  # fmt: skip
THIN: Mapping[str, Any] = {"mandate_type": "border_corridor_operations", "role": {"title_en": "Vice President, Operations"}}
US: Mapping[str, Any] = {
    "mandate_type": "regional_president",
    "engagement": {"confidential_search": True, "internal_candidates": "None", "guarantee_months": 12},
    "business": {"ownership": "family", "company_snapshot": "Automotive supplier with 900 people in Querétaro and 200 in Illinois"},
    "role": {"title_en": "Regional President", "location": "Chicago, Illinois, with travel to Querétaro", "reports_to_solid": "CEO"},
    "candidate": {
        "must_haves": [
            {"id": "M1", "criterion": "Profit and loss above USD 100 million in two countries", "proof": "audited result", "weight": 0.6},
            {"id": "M2", "criterion": "Has negotiated with a union in Mexico", "weight": 0.4},
        ],
        "cross_border_experience": "At least ten years in both countries",
    },
    "compensation": {"country_of_contract": "US", "base": {"amount": 480000, "currency": "USD", "period": "year", "basis": "gross"}},
    "process": {
        "kickoff_date": "2026-12-07",
        "interview_panel": [
            {"name": "CEO", "owns_criterion": "M1", "country": "USA"},
            {"name": "CHRO", "owns_criterion": "Collective agreements", "country": "United States"},
        ],
    },
}
SPANISH: Mapping[str, Any] = {
    "mandate_type": "expatriate_general_manager",
    "engagement": {"internal_candidates": "Se considera a la gerencia de producción, que lleva once años en la empresa"},
    "business": {
        "company_snapshot": "Fabricante de electrodomésticos con dos plantas en Monterrey",
        "strategy_and_18m_agenda": "Terminar la nave nueva a más tardar en marzo de 2027",
        "previous_incumbent_and_lesson": "La persona anterior ocultó durante semanas el atraso de la nave nueva",
    },
    "role": {
        "title_en": "Plant Director",
        "location": "Monterrey, Nuevo León, México",
        "start_date": "2026-12-14",
        "outcomes": [{"result": "Nave nueva terminada y en operación con tres líneas", "baseline": "0", "target": "3", "by_month": 12}],
    },
    "candidate": {
        "must_haves": [{"criterion": "Ha negociado contratos colectivos sin intervenir en la votación"}],
        "derailers": ["Poca afinidad con nuestra cultura", "Despidió a quien le llevó una mala noticia"],
    },
    "compensation": {"country_of_contract": "MX", "base": {"amount": 14000, "currency": "USD", "period": "month", "basis": "net"}},
}
INTAKES: Mapping[str, Mapping[str, Any] | Path] = {"full": FULL_FILE, "bare": BARE, "thin": THIN, "us": US, "spanish": SPANISH}


def brief(intake: Mapping[str, Any] | Path, lang: Lang = "en") -> Document:
    """The guided brief."""
    return drafted(intake, GuidedWriter(), lang)


def said(document: Document, section: str) -> tuple[Statement, ...]:
    """The statements of one section."""
    found_section = document.section(section)
    assert found_section
    return found_section.statements()


def text(document: Document, section: str) -> str:
    """A section's words, a statement a line."""
    return "\n".join(s.text for s in said(document, section))


def panel(*members: Mapping[str, str], **engagement: Any) -> dict[str, Any]:
    """An intake with an interview panel."""
    return told(process={"interview_panel": list(members)}, engagement=engagement)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", INTAKES)
def test_every_section_drafts_without_a_blocking_finding(name: str, lang: Lang) -> None:
    document = brief(INTAKES[name], lang)
    assert [(f.statement_id, f.message) for f in document.blocking() if f.section in SECTIONS] == []
    assert all(said(document, section) for section in SECTIONS)


@pytest.mark.parametrize("lang", LANGS)
def test_a_vague_derailer_is_asked_about_and_never_becomes_a_criterion(lang: Lang) -> None:
    document = brief(SPANISH, lang)
    label, act = "Poca afinidad con nuestra cultura", "Despidió a quien le llevó una mala noticia"
    profile = {s.id: s.text for s in said(document, "candidate")}
    assert [i for i, words in profile.items() if label in words] == ["candidate.vague.1"]
    assert [i for i, words in profile.items() if act in words] == ["candidate.out.2"]
    assert label not in text(document, "assessment")


@pytest.mark.parametrize("words", ["Poor cultural fit", "Lack of executive presence", "Arrogant", "Falta de liderazgo"])
def test_an_impression_names_no_act(words: str) -> None:
    assert names_no_act(LocalText(neutral=words))


@pytest.mark.parametrize("words", ["Cultural fit: refused to meet the union twice", "Fraud", "Dejó sus dos últimos puestos antes del año"])
def test_something_done_is_no_impression(words: str) -> None:
    assert not names_no_act(LocalText(neutral=words))


@pytest.mark.parametrize("lang", LANGS)
def test_a_panel_in_one_country_is_said(lang: Lang) -> None:
    other_side = {"en": "add somebody from the other side", "es": "sumen a alguien del otro lado"}[lang]
    assert other_side in text(brief(US, lang), "assessment")
    by_role = panel(
        {"name": "CQO"}, {"name": "COO"}, stakeholders_with_veto=[{"name": "M. H.", "role": "Chief Quality Officer", "country": "US"}]
    )
    assert other_side in text(brief(by_role, lang), "assessment")
    both_sides = panel({"name": "CQO", "country": "US"}, {"name": "Planta", "country": "México"})
    assert other_side not in text(brief(both_sides, lang), "assessment")
    unknown = text(brief(panel({"name": "CQO"}), lang), "assessment")
    assert {"en": "Say in which country", "es": "Digan en qué país"}[lang] in unknown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", INTAKES)
def test_nothing_asks_for_pay_so_far_or_for_family(name: str, lang: Lang) -> None:
    document = brief(INTAKES[name], lang)
    asked = [s.text for section in SECTIONS for s in said(document, section) if "?" in s.text]
    assert asked
    private = re.compile(r"\b(?:salar|sueldo|earn|gana\b|spouse|espos|child|hijos|famil|married|casad|pregnan|embaraz)", re.IGNORECASE)
    assert [t for t in asked if private.search(t)] == []
    assert [f.message for f in found(document, "lawful_criteria") if f.section in SECTIONS and f.severity == "block"] == []


def test_no_question_or_anchor_of_the_library_touches_a_protected_ground() -> None:
    texts = [t for k in library.criteria() for part in (k.question, k.methods, *k.anchors) for t in part.all()]
    assert len(texts) == 10 * len(library.criteria())
    assert [t for t in texts if any(m.rule.severity == "block" for m in matches(t))] == []


def test_given_weights_are_printed_and_add_up() -> None:
    rows = [s.cells for s in said(brief(US), "assessment") if s.cells]
    assert [(r[2], r[3]) for r in rows if r] == [("CEO", "60 %"), ("CHRO", "40 %")]
    total = next(s for s in said(brief(US), "assessment") if s.id == "assessment.weights")
    assert total.computed
    assert total.computed.formula == "60+40 = 100"


@pytest.mark.parametrize("lang", LANGS)
def test_absent_weights_and_assessors_are_open_and_no_number_stands_in_for_them(lang: Lang) -> None:
    rows = [s.cells for s in said(brief(SPANISH, lang), "assessment") if s.cells]
    mark = {"en": "**open**", "es": "**por definir**"}[lang]
    assert [r[2:4] for r in rows if r] == [(mark, mark)]


def test_an_agenda_earlier_than_a_result_is_shown_with_its_month() -> None:
    outcome = {"result": "Second cleanroom validated", "metric": "releases", "baseline": "0", "target": "2", "by_month": 18}
    agenda = {"strategy_and_18m_agenda": "Validate the second cleanroom by December 2027; enter two markets"}
    late = told(role={"start_date": "2027-05-03", "outcomes": [outcome]}, business=agenda)
    shown = {s.id: s for s in said(brief(late), "outcomes")}
    assert "December 2027" in shown["outcomes.clash.1"].text
    assert "3 November 2028" in shown["outcomes.clash.1"].text
    month = shown["outcomes.clash_month.1"]
    assert month.computed
    assert month.computed.formula.endswith("months(2027-05-03, 2027-12-03) = 7")
    in_time = told(role={"start_date": "2027-05-03", "outcomes": [{**outcome, "by_month": 6}]}, business=agenda)
    assert "clash" not in " ".join(s.id for s in said(brief(in_time), "outcomes"))


def test_headquarters_silence_is_printed_as_nothing_and_half_a_rule_as_half() -> None:
    rows = [s.cells for s in said(brief(THIN), "headquarters") if s.cells]
    assert [r[1] for r in rows if r] == ["nothing"] * 4
    rule = {"topic": "Product defect", "trigger": "suspected", "to_whom": "COO", "within_hours": 4}
    owed = text(brief(told(headquarters={"escalation": [rule]})), "headquarters")
    assert "a rule for money, people, customs, security" in owed


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Has led a regulated device plant", "regulated_plant"),
        ("Ha respondido por resultados en ambos lados de una frontera", "two_countries"),
        ("Avisa temprano a la matriz", "early_warning"),
        ("Ha negociado contratos colectivos", "labour_relations"),
        ("US GAAP consolidation for a Mexican subsidiary", "finance_close"),
        ("P&L ownership above USD 50 million", "profit_and_loss"),
        ("Sings well", "general"),
    ],
)
def test_a_free_criterion_is_recognised_by_its_stems(words: str, kind: str) -> None:
    found_kind = kind_of(LocalText(neutral=words), library.criteria())
    assert found_kind
    assert found_kind.id == kind


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("cards: [BJ-035, SS-034]", "cards: [XX-999]", "data.card_without_sentence"),
        ("regulad, dispositivo", "inspección, dispositivo", "data.criterion_stem"),
        ("id: general", "id: rest", "data.general_criterion"),
        ("what was said, what did you decide", "are you married", "data.criterion_question"),
    ],
)
def test_a_broken_library_is_refused_with_its_place(old: str, new: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (prompts_dir() / "criteria.yaml").read_text("utf-8")
    assert old in whole
    (tmp_path / "criteria.yaml").write_text(whole.replace(old, new), "utf-8")
    monkeypatch.setattr(library, "prompts_dir", lambda: tmp_path)
    with pytest.raises(BadData) as refused:
        library.criteria.__wrapped__()
    assert (refused.value.key, refused.value.where.split(":")[0]) == (key, "criteria.yaml")


def test_the_places_of_the_search_plan_are_those_of_the_places_file() -> None:
    cities = load(corpus_dir() / "places.yaml")["cities"]
    names = [(city, name) for city in PLACES for name in cities[city]["names"]]
    assert len(names) > len(PLACES)
    missed = [(c, n) for c, n in names if {"place": c} not in getattr(place(facts(told(role={"location": n})), None), "value", ())]
    assert missed == []
    assert place(facts(told(role={"location": "Laredo, Texas"})), None) is None
    state = place(facts(told(role={"location": "Monterrey, Nuevo León"})), None)
    assert state
    assert state.value == ({"place": "monterrey"},)


def test_a_mexican_state_that_shares_its_name_with_an_american_one_stays_mexican() -> None:
    known = facts(told(role={"location": "Tijuana, Baja California, México"}))
    assert (ai_states(known, None), us_side(known, None)) == (None, None)
    assert us_side(facts(told(role={"location": "Tijuana / San Diego"})), None)


def test_the_body_of_the_full_brief_stays_near_the_yardstick() -> None:
    document = brief(FULL_FILE)
    own = sum(len(s.text.split()) for section in SECTIONS for s in said(document, section))
    assert own < 2400
    assert [s.id for s in document_kind("mandate-brief").sections if s.id in SECTIONS] == list(SECTIONS)
