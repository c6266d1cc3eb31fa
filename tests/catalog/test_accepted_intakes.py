"""What an intake file may hold: wrapped values, statuses, forms of the file, texts in one language or two."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from app.catalog.intake_reader import read_intake
from app.domain.intake import Intake
from app.domain.lang import LocalText
from app.domain.money import Money, Pay
from tests.builders import FULL, intake


def _json(**groups: Any) -> Intake:
    return read_intake(json.dumps(groups).encode(), name="intake.json")


def test_a_value_is_wrapped_when_it_has_a_status_or_only_keys_of_the_wrapper() -> None:
    for wrapped in ({"value": 8, "status": "stated"}, {"value": 8}, {"value": 8, "source": "call"}, {"value": 8, "as_of": "2026-11-19"}):
        assert intake(role={"direct_reports": wrapped}).get("role.direct_reports") == 8


def test_source_and_date_of_an_answer_are_kept() -> None:
    field = intake(role={"direct_reports": {"value": 8, "source": "call", "as_of": "2026-11-19"}}).field("role.direct_reports")
    assert field is not None
    assert (field.value, field.status, field.source, field.as_of) == (8, "stated", "call", date(2026, 11, 19))


def test_money_pay_and_two_languages_are_not_taken_for_wrappers() -> None:
    read = intake(
        role={"pnl_or_budget": {"amount": 5, "currency": "USD"}, "mission": {"en": "Run it", "es": "Dirigirla"}},
        compensation={"base": {"amount": 5.5, "currency": "MXN", "period": "month", "basis": "net"}},
    )
    assert read.get("role.pnl_or_budget") == Money(amount=Decimal(5), currency="USD")
    assert read.get("role.mission") == LocalText(en="Run it", es="Dirigirla")
    assert read.get("compensation.base") == Pay(amount=Decimal("5.5"), currency="MXN", period="month", basis="net")


@pytest.mark.parametrize("status", ["tbc", "n_a"])
def test_an_open_answer_and_one_that_does_not_apply_have_no_value(status: str) -> None:
    read = intake(role={"mission": {"status": status, "source": "call"}})
    field = read.field("role.mission")
    assert field is not None
    assert (field.value, field.status, field.source) == (None, status, "call")
    assert field.is_open == (status == "tbc")


def test_an_inferred_answer_keeps_its_value() -> None:
    read = intake(role={"direct_reports": {"value": 8, "status": "inferred"}})
    assert (read.get("role.direct_reports"), read.status("role.direct_reports")) == (8, "inferred")


def test_a_source_without_a_value_is_an_open_answer_and_nothing_at_all_is_absent() -> None:
    read = intake(role={"mission": {"source": "asked on 19 November"}, "title_en": None, "title_es": {"value": None}})
    assert read.status("role.mission") == "tbc"
    assert read.status("role.title_en") is None
    assert read.status("role.title_es") is None


def test_a_null_group_is_an_empty_one() -> None:
    assert read_intake(b"role:\nmandate:\n", name="intake.yaml").fields == {}


def test_a_date_may_stand_as_a_date_or_as_text() -> None:
    for written in (b"process: {deadline: 2027-04-15}", b'process: {deadline: "2027-04-15"}', b"process: {deadline: 2027-04-15 00:00:00}"):
        assert read_intake(written, name="intake.yaml").get("process.deadline") == date(2027, 4, 15)


def test_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbf" + FULL.read_bytes().replace(b"\n", b"\r\n")
    assert read_intake(data, name="intake.yaml") == intake()


def test_json_gives_the_same_intake_as_yaml() -> None:
    loaded = yaml.safe_load(FULL.read_text("utf-8"))
    for indent in (None, 2, "\t"):
        assert read_intake(json.dumps(loaded, default=str, indent=indent).encode(), name="INTAKE.JSON") == intake()


def test_escapes_of_json_are_read_as_json_reads_them() -> None:
    written = {"en": 'tab\there, a "quote", a \\/ path, 🏭', "es": "así"}
    assert _json(role={"mission": written}).get("role.mission") == LocalText(**written)
    data = b'{"role": {"pnl_or_budget": {"amount": 4.2e6, "currency": "USD"}}}'
    assert read_intake(data, name="intake.json").get("role.pnl_or_budget.amount") == 4200000


def test_a_text_in_one_language_is_kept_under_that_language_and_a_name_under_none() -> None:
    read = intake(role={"mission": "Dirigir ambas plantas como una sola operación", "location": "Ciudad Juárez, Chihuahua, Mexico"})
    assert read.get("role.mission") == LocalText(es="Dirigir ambas plantas como una sola operación")
    assert read.get("role.location") == LocalText(neutral="Ciudad Juárez, Chihuahua, Mexico")


def test_the_type_and_the_notes_may_be_wrapped_too() -> None:
    read = intake(mandate_type={"value": "binational_cfo", "status": "inferred"}, notes={"value": {"en": "Call first"}, "source": "e-mail"})
    assert (read.mandate_type, read.notes) == ("binational_cfo", LocalText(en="Call first"))
    assert intake(mandate_type={"status": "tbc"}, role={"title_en": "A"}).mandate_type is None


def test_own_fields_are_read_with_and_without_their_type() -> None:
    own = {"one_plan": {"en": "the planner in McAllen", "es": "quien planea en McAllen"}}
    for groups in ({"mandate_type": "border_corridor_operations"}, {"notes": "no type yet"}):
        assert intake(**groups, mandate=own).present("mandate.one_plan")


def test_the_normalised_answers_are_read_back_as_the_same_intake() -> None:
    raw = json.dumps(intake().raw, ensure_ascii=False).encode()
    assert read_intake(raw, name="intake.json") == intake()
