"""The suites as data: sizes, twins, provenance, the schema; and cases that come in from files, findings and edits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.domain.document import Finding
from evals.brief_input import intake_of
from evals.faults import EvalFault
from evals.imports import add_to, case_from_edit, case_from_finding, read_cases, redacted
from evals.suites import EVERYDAY, LEAST, SUITES, cases_of, dataset_sha, insist, load, read_suite
from evals.values import Case
from tests.builders import full_document

LINE = {"id": "X-en", "lang": "en", "task": "memo", "cluster": "x", "provenance": "a test", "input": {"text": "Line 4 stops."}}


@pytest.mark.parametrize("suite", EVERYDAY)
def test_every_suite_holds_and_is_large_enough_in_both_languages(suite: str) -> None:
    cases = read_suite(suite)
    assert len(cases) >= LEAST[suite]
    langs = Counter(c.lang for c in cases)
    assert min(langs.values()) >= 0.4 * len(cases)
    assert all(c.provenance.strip() for c in cases)
    assert all(c.id and c.cluster for c in cases)


def test_every_adversarial_case_has_its_twin_and_every_danger_has_cases() -> None:
    cases = read_suite("adversarial")
    assert all(c.pair_id for c in cases)
    assert {c.kind for c in cases} >= {"injection", "pii", "bias", "abstain", "stale", "contradiction", "stop", "near_miss"}


def test_briefs_have_every_mandate_type_in_both_languages() -> None:
    seen = {(intake_of(c.input, c.id).mandate_type, c.lang) for c in read_suite("briefs") if c.kind == "normal"}
    assert len(seen) == 16


def test_the_held_out_suite_is_in_no_everyday_run() -> None:
    assert "memos_heldout" in SUITES
    assert "memos_heldout" not in EVERYDAY


def test_the_dataset_hash_follows_content_and_not_order() -> None:
    cases = read_suite("adversarial")
    assert dataset_sha(cases) == dataset_sha(cases[::-1]) != dataset_sha(cases[1:])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": None}, "id"),
        ({"lang": "fr"}, "lang"),
        ({"colour": "red"}, "colour"),
        ({"input": {}}, "input"),
        ({"provenance": ""}, "provenance"),
        ({"expect": {"must_site": ["A"]}}, "expect"),
    ],
)
def test_a_case_that_does_not_hold_is_refused_with_its_place(change: dict[str, object], told: str) -> None:
    item = {k: v for k, v in {**LINE, **change}.items() if v is not None}
    with pytest.raises(EvalFault, match=told) as fault:
        cases_of({"cases": [item]}, "some.yaml")
    assert "schema.json" in str(fault.value)
    assert fault.value.code == 2


def test_ids_that_repeat_and_twins_that_are_missing_are_refused() -> None:
    case = Case.model_validate(LINE)
    with pytest.raises(EvalFault, match="twice"):
        insist([case, case], "memos")
    with pytest.raises(EvalFault, match="twin"):
        insist([case.model_copy(update={"pair_id": "Y-es"})], "memos")


def test_unknown_suites_unknown_keys_and_broken_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(EvalFault, match="no suite"):
        read_suite("prose")
    with pytest.raises(EvalFault, match="empty"):
        read_suite("briefs", tmp_path)
    (tmp_path / "bad.yaml").write_text("cases: [", "utf-8")
    with pytest.raises(EvalFault, match=r"bad\.yaml"):
        load(tmp_path / "bad.yaml")
    with pytest.raises(EvalFault, match="unknown key bass"):
        intake_of({"bass": "x"}, "c")
    with pytest.raises(EvalFault, match="no example"):
        intake_of({"base": "nowhere"}, "c")


def test_cases_come_in_from_csv_and_jsonl_all_or_none(tmp_path: Path) -> None:
    table = tmp_path / "new.csv"
    table.write_text(
        "id,lang,task,cluster,provenance,tags,input.base,input.unset,expect.gaps\n"
        "N-1,en,brief,n,a workshop,hand;new,juarez-operations,role.mission,role.mission\n",
        "utf-8",
    )
    (case,) = read_cases(table)
    assert case.tags == ("hand", "new")
    assert case.input["unset"] == ["role.mission"]
    assert case.expect.gaps == ("role.mission",)
    lines = tmp_path / "new.jsonl"
    lines.write_text(Case.model_validate(LINE).model_dump_json() + "\n\n", "utf-8")
    into = tmp_path / "suite.yaml"
    add_to(into, [case, *read_cases(lines)])
    assert [c.id for c in read_cases(into)] == ["N-1", "X-en"]
    before = into.read_text("utf-8")
    with pytest.raises(EvalFault, match="twice"):
        add_to(into, [case])
    assert into.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [("a.jsonl", "{}\n{bad", "a.jsonl:1"), ("a.csv", "id,lang\nx\n", "a.csv:2"), ("a.csv", "id\nx,y\n", "more columns")],
)
def test_a_line_that_does_not_hold_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(EvalFault, match=told.replace(".", r"\.")):
        read_cases(path)


def test_a_finding_becomes_a_redacted_draft_case_with_its_origin() -> None:
    document = full_document("en")
    statement = document.sections[0].statements()[0]
    said = "Write to a.b@c.example about Torvane"
    finding = Finding(check="figures_agree", severity="block", section="x", statement_id=statement.id, message=said)
    case = case_from_finding(document.model_copy(update={"findings": (finding,)}), 0, origin="review of 21 November", terms=("Torvane",))
    assert case.expect.findings == ("figures_agree",)
    assert "review of 21 November" in case.provenance
    assert "draft" in case.tags
    told = case.model_dump_json()
    assert "Torvane" not in told
    assert "a.b@c.example" not in told
    with pytest.raises(EvalFault, match="finding 7"):
        case_from_finding(document, 7, origin="x")


def test_an_edit_becomes_a_case_that_forbids_the_old_words() -> None:
    document = full_document("en")
    statement = document.sections[0].statements()[0]
    case = case_from_edit(document, statement.id, "Something else altogether.", origin="consultant")
    assert case.expect.forbidden
    with pytest.raises(EvalFault, match="no such statement"):
        case_from_edit(document, "nowhere", "x", origin="consultant")


def test_redaction_takes_longer_names_first_and_contacts_always() -> None:
    assert redacted("Torvane Controls, TORVANE, +52 81 1234 5678", ("Torvane", "Torvane Controls")) == "[name 1], [name 2], [contact]"
