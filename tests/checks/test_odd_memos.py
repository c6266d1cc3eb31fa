"""Memos that are odd in form: places stay exact, nothing breaks, and the notice says what was found."""

from __future__ import annotations

import unicodedata

import pytest

from app.checks.memos.blockers import blockers
from app.checks.memos.kinds import kind_of
from app.domain.lang import Lang
from tests.checks.coached import coached, reading

ROWS = "Subject: Week 46\n\n| Item | Plan | Actual |\n|---|---|---|\n| Scrap | 2% | 4% |\n| Orders | 98% | 91% |"
SOFT = "Tuvimos una pequeña situación en la línea 2 y quizá en breve se normalizará. Está en revisión."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ROWS, "en"),
        (unicodedata.normalize("NFD", SOFT), "es"),
        ("To: A B\r\nSubject: Line 2\r\n\r\nWe had a minor issue on line 2.\r\nIt will hopefully be fixed soon.\r\n", "en"),
        ("Hola \U0001f44b\U0001f3fd, tuvimos un detallito \U0001f605 en la línea 2 y en breve queda.", "es"),
    ],
)
def test_places_are_exact_in_any_form_of_text(text: str, lang: Lang) -> None:
    found = coached(text, lang)
    assert all(text[m.start : m.end] == m.text for m in found.markers)
    assert all(text[s.start : s.end] == s.text for level in found.levels for s in level.spans)
    assert found.rewrite is not None
    assert len(found.questions) == 5


def test_a_memo_of_rows_says_that_levels_rest_on_little() -> None:
    assert "tables_only" in [n.id for n in coached(ROWS).notices]
    assert "tables_only" not in [n.id for n in coached("Line 2 stopped at noon. Orders:\n- 12 for Ohio\n- 3 for Texas").notices]


def test_a_worst_case_and_nobody_hurt_are_no_matter_of_safety() -> None:
    assert not blockers(reading("A compressor may fail by June. Worst credible case: a leak of ammonia and a 30-day closure."))
    assert not blockers(reading("El transformador falló ayer a las 22:15. Nadie lastimado.", "es"))
    assert blockers(reading("There was a leak of ammonia in the tunnel."))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("QUARTERLY LETTER TO THE CFO, Q4 2026\nFrom: A B\n\nSales were USD 48.9 million.", "periodic_report"),
        ("Subject: Peso\n\nThe peso will probably cut Q4 EBITDA by USD 0.9 million. Please approve a hedge by Friday.", "anticipation"),
        ("Subject: Line 2\n\nLine 2 failed at 22:15 yesterday and may stay down for a week.", "alert"),
        (
            "Subject: USD 2.4 million for refrigeration\n\nI request capital. NPV is positive.",
            "capital_request",
        ),
    ],
)
def test_the_kind_is_told_by_heading_opening_and_incident(text: str, kind: str) -> None:
    assert kind_of(reading(text)) == kind
