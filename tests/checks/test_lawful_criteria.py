"""Unlawful criteria are caught and never become requirements; near misses are left alone. Both languages.

`unlawful_cases.yaml` was written apart, opened once (59 of 157 caught, 17 false alarms of 129) and then served to widen the rules.
`unlawful_heldout.yaml` was written apart afterwards and opened once, by this test's author, after the rules were done.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.catalog.fairness import matches
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.chains.draft_document import Order, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of
from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from tests.builders import TODAY

DATA = Path(__file__).resolve().parents[1] / "data"
FLOOR = {"unlawful_cases": (0.95, 2), "unlawful_heldout": (0.80, 2)}
BATCH = 5


@cache
def _cases(name: str) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return loaded


def _is_blocked(case: dict[str, Any]) -> bool:
    return any(m.rule.severity == "block" for m in matches(case["text"], case["path"]))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(FLOOR))
def test_unlawful_wording_is_caught_and_near_misses_are_not(name: str, lang: Lang) -> None:
    least, most = FLOOR[name]
    unlawful = [c for c in _cases(name)["unlawful"] if c["lang"] == lang]
    lawful = [c for c in _cases(name)["lawful"] if c["lang"] == lang]
    missed = [c["id"] for c in unlawful if not _is_blocked(c)]
    blamed = [c["id"] for c in lawful if _is_blocked(c)]
    recall = 1 - len(missed) / len(unlawful)
    assert recall >= least and len(blamed) <= most, f"{name} {lang}: recall {recall:.2f}, missed {missed}, blamed {blamed}"  # noqa: PT018


def _draft(criteria: list[str], lang: Lang) -> Document:
    must_haves = [{"criterion": c, "proof": "one case, with its date"} for c in criteria]
    intake = {"mandate_type": "binational_cfo", "role": {"title_en": "CFO"}, "candidate": {"must_haves": must_haves}}
    facts = facts_of(read_intake(yaml.safe_dump(intake, allow_unicode=True).encode(), name="intake.yaml"), TODAY)
    from datetime import UTC, datetime

    order = Order(document_kind("mandate-brief"), lang, "internal", "d", "m", 1, datetime(2026, 11, 21, tzinfo=UTC))
    return draft_document(order, facts, GuidedWriter())


@pytest.mark.parametrize("lang", LANGS)
def test_an_unlawful_criterion_is_in_no_statement_of_the_draft(lang: Lang) -> None:
    cases = [
        c["text"]
        for c in _cases("unlawful_cases")["unlawful"]
        if c["lang"] == lang and "must_haves" in c["path"] and c["path"].endswith("criterion")
    ]
    assert len(cases) >= 15
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        document = _draft(batch, lang)
        said = "\n".join(
            f"{s.text} {' '.join(c.quote for c in s.citations)}" for section in document.sections for s in section.statements()
        )
        assert [c for c in batch if c in said] == []
        found = [f.message for f in document.findings if f.check == "lawful_criteria" and f.severity == "block"]
        assert len(found) >= len(batch)
        assert document.status == "needs_review"


def test_a_finding_names_the_ground_the_card_and_a_lawful_wording_in_the_readers_language() -> None:
    english = next(f.message for f in _draft(["Under 45, married"], "en").findings if f.check == "lawful_criteria")
    spanish = next(f.message for f in _draft(["Under 45, married"], "es").findings if f.check == "lawful_criteria")
    assert "age" in english
    assert "edad" in spanish
    for message in (english, spanish):
        assert "LB-014" in message
        assert "LFT" in message
