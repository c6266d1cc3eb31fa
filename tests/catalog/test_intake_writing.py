"""Answers written into an intake file: where lines can be put in, everything else stays letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.intake_reader import read_intake
from app.catalog.intake_writing import with_answers
from app.errors import BadInput
from tests.builders import DATA

ANSWER = {"value": "2027-03-01", "status": "inferred", "source": "“Start date: 1 March 2027” — a.txt", "as_of": "2026-11-21"}
HEADED = """# the client's own remark
mandate_type: binational_cfo
role:  # from the call
  title_en: "Controller"   # as agreed
  start_date: {status: tbc}  # ask again

process:
    kickoff_date: 2027-01-11
"""


def test_a_line_is_put_in_and_the_rest_stays_letter_by_letter() -> None:
    data, keeps = with_answers(HEADED.encode(), {"role.reports_to_solid": {**ANSWER, "value": "CFO"}}, name="i.yaml")
    text = data.decode()
    assert keeps
    assert [line for line in text.splitlines() if "reports_to" not in line] == HEADED.splitlines()
    read = read_intake(data, name="i.yaml").fields["role.reports_to_solid"]
    assert (read.value.any(), read.status, read.source) == ("CFO", "inferred", ANSWER["source"])


def test_an_open_answer_is_replaced_and_its_remark_stays() -> None:
    data, keeps = with_answers(HEADED.encode(), {"role.start_date": ANSWER}, name="i.yaml")
    assert keeps
    assert "# ask again" in data.decode()
    assert str(read_intake(data, name="i.yaml").get("role.start_date")) == "2027-03-01"


def test_a_group_that_is_not_there_comes_at_the_end_and_an_indent_of_four_is_kept() -> None:
    answers = {"business.ownership": {**ANSWER, "value": "pe"}, "process.deadline": ANSWER}
    data, keeps = with_answers(HEADED.encode(), answers, name="i.yaml")
    assert keeps
    assert data.decode().rstrip().splitlines()[-2] == "business:"
    assert "\n    deadline: {" in data.decode()


@pytest.mark.parametrize("text", ["role: {title_en: Controller}\n", "---\nrole:\n  title_en: Controller\n", "{}\n"])
def test_a_file_that_takes_no_lines_is_written_anew_and_says_the_same(text: str) -> None:
    data, keeps = with_answers(
        text.encode(), {"role.start_date": ANSWER, "mandate_type": {**ANSWER, "value": "binational_cfo"}}, name="i.yaml"
    )
    assert not keeps
    found = read_intake(data, name="i.yaml")
    assert (str(found.get("role.start_date")), found.mandate_type) == ("2027-03-01", "binational_cfo")
    assert ("Controller" in data.decode()) == ("Controller" in text)


def test_json_stays_json_and_nothing_becomes_an_intake() -> None:
    data, keeps = with_answers(b'{"role": {"title_en": "Controller"}}', {"role.start_date": ANSWER}, name="i.json")
    assert keeps
    assert read_intake(data, name="i.json").present("role.title_en")
    assert with_answers(b"", {"role.start_date": ANSWER}, name="i.yaml")[0].startswith(b"role:")


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(BadInput):
        with_answers(HEADED.encode(), {"role.start_date": {**ANSWER, "value": "soon"}}, name="i.yaml")


@pytest.mark.parametrize("path", sorted((DATA.parent.parent / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_example_takes_a_line_and_keeps_its_remarks(path: Path) -> None:
    data, keeps = with_answers(path.read_bytes(), {"engagement.fee_model": {**ANSWER, "value": "a retainer"}}, name=path.name)
    assert keeps
    gone = set(path.read_text("utf-8").splitlines()) - set(data.decode().splitlines())
    assert all("fee_model" in line for line in gone)
