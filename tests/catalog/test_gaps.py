"""What is asked of whom: absent, open, inferred and inapplicable answers, keys of items, sides of the border, translations, order."""

from __future__ import annotations

from typing import Any

from app.catalog.gaps import as_gaps, open_points
from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import intake_schema
from app.domain.facts import OpenPoint
from app.domain.lang import LANGS
from tests.builders import full_facts, intake

EMPTY = open_points(intake(notes="nothing known yet"))


def _points(**groups: Any) -> dict[str, OpenPoint]:
    return {p.path: p for p in open_points(intake(**groups))}


def test_every_answer_that_is_needed_is_asked_for_when_it_is_absent() -> None:
    needed = {p: s.needed for p, s in intake_schema().fields.items() if s.needed != "optional"}
    asked = {p.path: p.needed_for for p in EMPTY}
    assert {p: asked.get(p) for p in needed} == needed
    assert asked["mandate_type"] == "draft"


def test_an_optional_answer_is_asked_for_only_when_it_is_open_or_always_asked() -> None:
    always = {p for p, w in intake_fields().fields.items() if w.always}
    optional = {p for p, s in intake_schema().fields.items() if s.needed == "optional"}
    assert {p.path for p in EMPTY} & optional == always & optional
    assert "engagement.fee_model" in _points(engagement={"fee_model": {"status": "tbc"}})


def test_an_open_answer_is_a_gap_and_one_that_does_not_apply_is_none() -> None:
    assert "role.mission" in _points(role={"mission": {"status": "tbc"}})
    assert "role.mission" not in _points(role={"mission": {"status": "n_a"}})
    assert "compensation.advisers" not in _points(compensation={"advisers": {"status": "n_a"}})


def test_an_inferred_answer_satisfies_the_draft_and_is_to_be_confirmed_for_approval() -> None:
    point = _points(role={"location": {"value": "Reynosa", "status": "inferred"}})["role.location"]
    assert point.needed_for == "approve"
    assert point.question.en is not None
    assert point.question.en.startswith("To confirm")
    assert "engagement.fee_model" not in _points(engagement={"fee_model": {"value": "fixed", "status": "inferred"}})


def test_a_stated_answer_is_not_asked_again() -> None:
    assert "role.location" not in _points(role={"location": "Reynosa"})


def test_an_item_without_a_needed_key_is_asked_for_that_key_by_its_own_words() -> None:
    points = _points(role={"outcomes": [{"result": {"en": "Less scrap", "es": "Menos desperdicio"}, "metric": "scrap", "by_month": 6}]})
    asked = {p for p in points if p.startswith("role.outcomes")}
    assert asked == {"role.outcomes[0].baseline", "role.outcomes[0].target"}
    question = points["role.outcomes[0].baseline"].question
    assert question.en is not None
    assert question.es is not None
    assert "“Less scrap”" in question.en
    assert "«Menos desperdicio»" in question.es


def test_an_optional_key_of_an_item_is_never_asked_for() -> None:
    points = _points(candidate={"must_haves": [{"criterion": {"en": "Led a plant", "es": "Dirigió una planta"}, "proof": "dates"}]})
    assert not {"candidate.must_haves[0].id", "candidate.must_haves[0].weight"} & set(points)


def test_a_limit_is_asked_for_only_where_the_decision_is_local() -> None:
    topics = [{"topic": f"matter {who}", "who": who} for who in ("local", "hq", "consult")]
    asked = {p for p in _points(role={"decision_rights": topics}) if p.endswith(".limit")}
    assert asked == {"role.decision_rights[0].limit"}


def test_the_side_that_no_adviser_covers_is_asked_for() -> None:
    point = _points(compensation={"advisers": [{"country": "US", "scope": "tax", "name": "Harrow"}]})["compensation.advisers"]
    assert point.uncovered
    assert point.question.en is not None
    assert "in Mexico" in point.question.en
    both_sides = [{"country": c, "scope": "tax", "name": "Harrow", "engage_by": "2027-01-01"} for c in ("US", "MX")]
    assert "compensation.advisers" not in _points(compensation={"advisers": both_sides})


def test_a_panel_that_names_countries_lacks_a_side_and_one_that_names_none_lacks_nothing() -> None:
    owned = {"owns_criterion": {"en": "early warning", "es": "aviso temprano"}}
    bare, us, mx = {"name": "COO", **owned}, {"name": "COO", "country": "US", **owned}, {"name": "CHRO", "country": "MX", **owned}
    assert "process.interview_panel" not in _points(process={"interview_panel": [bare]})
    assert "process.interview_panel" in _points(process={"interview_panel": [us]})
    assert "process.interview_panel" not in _points(process={"interview_panel": [us, mx]})


def test_a_text_in_one_language_is_a_translation_to_be_made_inside_lists_too() -> None:
    one = "The last head of the plant left in August"
    for groups in ({"engagement": {"why_now": one}}, {"candidate": {"trade_ables": [{"en": "Filters", "es": "Filtros"}, {"en": one}]}}):
        (point,) = [p for p in open_points(intake(**groups)) if p.question.en and p.question.en.startswith("Translation")]
        assert (point.needed_for, point.of_client) == ("approve", False)
        assert "The last head" in (point.question.es or "")


def test_no_translation_is_asked_for_when_the_document_is_wanted_in_that_language_only() -> None:
    for lang in LANGS:
        wanted = intake(engagement={"brief_language": lang, "why_now": {lang: "x y z w"}})
        asked = [p for p in open_points(wanted) if "ranslation" in (p.question.en or "")]
        assert asked == [], lang
        other = intake(engagement={"brief_language": "both", "why_now": {lang: "x y z w"}})
        assert [p.path for p in open_points(other) if "ranslation" in (p.question.en or "")] == ["engagement.why_now"]


def test_own_fields_needed_for_approval_are_asked_for_once_the_type_is_known() -> None:
    assert any(p.startswith("mandate.") for p in _points(mandate_type="border_corridor_operations"))
    assert not any(p.startswith("mandate.") for p in _points(notes="no type"))


def test_nothing_is_asked_twice_and_ranks_run_from_one() -> None:
    for points in (EMPTY, full_facts().open_points):
        assert [p.rank for p in points] == list(range(1, len(points) + 1))
        asked = [(p.path, p.question.en) for p in points]
        assert len(set(asked)) == len(asked)


def test_what_blocks_the_draft_goes_before_what_is_asked_of_the_same_urgency() -> None:
    priority = {p: w.priority for p, w in intake_fields().fields.items()}
    same = [(a, b) for a in EMPTY for b in EMPTY if priority.get(a.path) == priority.get(b.path) and a.needed_for < b.needed_for]
    assert all(a.rank > b.rank for a, b in same)


def test_every_question_and_answerer_exists_in_both_languages() -> None:
    for point in (*EMPTY, *full_facts().open_points):
        assert point.question.en, point.path
        assert point.question.es, point.path
        assert point.ask.en != point.ask.es or not point.ask.en
        assert "{" not in point.question.en + point.question.es
    assert [g.path for g in as_gaps(EMPTY, "en")] == [g.path for g in as_gaps(EMPTY, "es")]
