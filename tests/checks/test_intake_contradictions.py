"""Answers that cannot both hold block; a wish the plan misses and items beyond what was asked for warn."""

from __future__ import annotations

from typing import Any

import pytest

from app.checks.intake_contradiction import contradictions
from app.domain.lang import LANGS
from tests.builders import client, document_of, facts, found, full_document, saying


def _keys(**groups: Any) -> list[str]:
    return [key for key, _ in contradictions(facts(**groups))]


def _gate(name: str, week: int, **more: Any) -> dict[str, Any]:
    return {"name": {"en": name, "es": name}, "week": week, "owner": "A", **more}


PROCESS = {"kickoff_date": "2026-12-07"}
MX = {"country_of_contract": "MX"}
WEIGHTS = [{"criterion": {"en": "Led a plant", "es": "Dirigió una planta"}, "proof": "dates", "weight": w} for w in (60, 30)]


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        ("deadline_before_kickoff", {"process": {**PROCESS, "deadline": "2026-12-06"}}),
        ("start_before_kickoff", {"process": PROCESS, "role": {"start_date": "2026-12-06"}}),
        ("start_before_offer", {"process": {**PROCESS, "milestones": [_gate("Offer accepted", 16)]}, "role": {"start_date": "2027-01-04"}}),
        ("gate_before_kickoff", {"process": {**PROCESS, "milestones": [_gate("Long list", -1)]}}),
        ("two_starts", {"process": {**PROCESS, "milestones": [_gate("Start", 21, kind="start")]}, "role": {"start_date": "2027-07-01"}}),
        ("confidential_and_open", {"engagement": {"mandate_reason": "confidential_replacement", "confidential_search": False}}),
        ("one_line_twice", {"role": {"reports_to_solid": "COO", "reports_to_dotted": "coo"}}),
        ("shortlist_longer", {"process": {"longlist_n": 4, "shortlist_n": 5}}),
        ("target_and_excluded", {"candidate": {"target_companies": ["Óstrava"], "excluded_companies": ["ostrava"]}}),
        ("target_and_excluded", {"candidate": {"target_companies": ["Corlane"]}, "engagement": {"offlimits": ["Corlane"]}}),
        ("weights_total", {"candidate": {"must_haves": WEIGHTS}}),
        ("below_law_aguinaldo_days", {"compensation": {**MX, "mx_statutory": {"aguinaldo_days": 14}}}),
        ("below_law_vacation_days", {"compensation": {**MX, "mx_statutory": {"vacation_days": 11}}}),
        ("below_law_prima_vacacional_pct", {"compensation": {**MX, "mx_statutory": {"prima_vacacional_pct": 24}}}),
    ],
)
def test_a_pair_of_answers_that_cannot_both_hold_is_a_contradiction(key: str, groups: dict[str, Any]) -> None:
    assert key in _keys(**groups)


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        ("deadline_before_kickoff", {"process": {**PROCESS, "deadline": "2026-12-07"}}),
        ("two_starts", {"process": {**PROCESS, "milestones": [_gate("Start", 21, kind="start")]}, "role": {"start_date": "2027-05-10"}}),
        ("confidential_and_open", {"engagement": {"mandate_reason": "confidential_replacement"}}),
        ("shortlist_longer", {"process": {"longlist_n": 5, "shortlist_n": 5}}),
        ("weights_total", {"candidate": {"must_haves": [{**WEIGHTS[0], "weight": 1}]}}),
        ("weights_total", {"candidate": {"must_haves": [WEIGHTS[0], {"criterion": "Led a plant", "proof": "dates"}]}}),
        ("below_law_aguinaldo_days", {"compensation": {**MX, "mx_statutory": {"aguinaldo_days": 15}}}),
        ("below_law_aguinaldo_days", {"compensation": {"country_of_contract": "US", "mx_statutory": {"aguinaldo_days": 5}}}),
        ("start_before_offer", {"process": PROCESS, "role": {"start_date": "2027-01-04"}}),
    ],
)
def test_answers_that_may_both_hold_are_none(key: str, groups: dict[str, Any]) -> None:
    assert key not in _keys(**groups)


@pytest.mark.parametrize("lang", LANGS)
def test_a_contradiction_blocks_and_the_document_still_comes(lang: Any) -> None:
    document = document_of(facts(process={**PROCESS, "deadline": "2026-12-01"}), lang)
    (said,) = [f for f in document.findings if f.check == "intake_contradiction" and f.severity == "block"]
    assert "2026" in said.message
    assert document.status == "needs_review"
    assert document.sections


def test_a_missed_deadline_and_a_sixth_must_have_warn() -> None:
    must = [{"criterion": {"en": f"Led plant {n}", "es": f"Dirigió la planta {n}"}, "proof": "dates"} for n in "abcdef"]
    document = document_of(facts(candidate={"must_haves": must}), "en")
    (said,) = [f for f in document.findings if f.check == "intake_contradiction"]
    assert (said.severity, "6" in said.message, "5" in said.message) == ("warn", True, True)
    assert [f.severity for f in full_document("en").findings if f.check == "intake_contradiction"] == ["warn"]


def test_a_document_without_intake_is_not_asked() -> None:
    known = facts(role={"title_en": "Head"})
    assert found(saying("It is a job.", cites=[client("role.mission")]), "intake_contradiction", known) == ()
