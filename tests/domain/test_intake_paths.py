"""Paths into an intake: values, junk, statuses, and the words that stand at them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.intake import counts_of, words_of
from app.domain.lang import LocalText, both
from app.domain.money import Money, Pay
from tests.builders import full_facts

INTAKE = full_facts().intake


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("mandate_type", "border_corridor_operations"),
        ("role.direct_reports", 9),
        ("engagement.confidential_search", False),
        ("process.kickoff_date", date(2026, 12, 7)),
        ("role.outcomes[1].by_month", 12),
        ("role.outcomes[0].baseline", LocalText(neutral="86 %")),
        ("role.decision_rights[2].limit", Money(amount=Decimal(180000), currency="USD")),
        ("role.decision_rights[2].limit.amount", Decimal(180000)),
        ("compensation.base.period", "year"),
        ("compensation.mx_statutory.aguinaldo_days", 30),
        ("candidate.target_companies[1]", LocalText(neutral="Lindmoor Castings")),
    ],
)
def test_a_path_gives_the_value_that_stands_there(path: str, value: object) -> None:
    assert INTAKE.get(path) == value
    assert INTAKE.present(path)


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "role", "role.", "role.nothing", "nobody.knows", "role.outcomes[9]", "role.outcomes[0].nothing",
        "role.outcomes[2].baseline",
        "role.outcomes.result", "role.mission[0]", "role.mission.en.more", "role.direct_reports.amount", "compensation.base.secret",
        "compensation.lti", "compensation.us_benefits", "role.outcomes[-1]", "role.outcomes[x]", "role..mission", "[0]", "Role.mission",
    ],
)  # fmt: skip
def test_a_path_without_a_value_gives_none_and_never_raises(path: str) -> None:
    assert INTAKE.get(path) is None
    assert not INTAKE.present(path)


def test_false_is_an_answer() -> None:
    assert INTAKE.present("engagement.confidential_search")


def test_a_status_is_that_of_the_field_a_path_lies_in() -> None:
    assert INTAKE.status("compensation.mx_statutory.aguinaldo_days") == "inferred"
    assert INTAKE.status("compensation.lti") == "tbc"
    assert INTAKE.status("candidate.lawful_criteria_check") == "n_a"
    assert INTAKE.status("role.start_date") is None


def test_words_of_a_value_join_every_wording() -> None:
    assert words_of(both("yes", "sí")) == "yes; sí"
    assert words_of((Money(amount=Decimal(5), currency="USD"), date(2027, 5, 3), 7)) == "USD 5; 2027-05-03; 7"
    assert words_of(Pay(amount=Decimal(1), currency="MXN", period="year", basis="gross")).startswith("MXN 1")
    assert words_of(None) == ""


def test_a_count_carries_the_unit_of_its_name() -> None:
    assert counts_of("engagement.guarantee_months", 12) == "12 months"
    assert counts_of("compensation.mx_statutory", {"aguinaldo_days": 30, "prima_vacacional_pct": Decimal("50.5")}) == "30 days; 50.5 %"
    assert counts_of("role.direct_reports", 9) == "9 "
    assert counts_of("role.mission", both("run 2 sites", "dirigir 2 sitios")) == "run 2 sites; dirigir 2 sitios"


def test_every_wording_of_the_intake_comes_with_its_path_sources_included() -> None:
    texts = list(INTAKE.texts())
    assert ("compensation.mx_statutory", "an offer letter of 2025") in texts
    assert ("role.outcomes[0].target", "94 %") in texts
    assert {p for p, t in texts if t == "notes"} == set()
    assert sum(1 for p, _ in texts if p == "notes") == 2


def test_a_text_in_one_language_is_foreign_in_the_other_and_a_name_is_at_home_in_both() -> None:
    text = LocalText(es="sólo así")
    assert (text.own("en"), text.foreign("en"), text.needs_translation) == (None, "sólo así", True)
    assert not LocalText(neutral="Reynosa").needs_translation
    assert LocalText(neutral="Reynosa").own("es") == "Reynosa"
    assert LocalText().any() == ""
