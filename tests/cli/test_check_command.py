"""`puente check`: everything is computed again, whatever the file says of itself; nothing is believed."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import FULL, Run, refused
from tests.cli.documents import Check, Document, blocked, statements, with_basis


def test_a_document_as_drafted_checks_to_the_same_findings(check: Check, document: Document) -> None:
    ran = check(document)
    assert ran.err == ""
    assert ran.json() == document
    assert ran.code == (1 if document["status"] == "needs_review" else 0)


def test_findings_that_were_written_into_the_file_are_ignored(check: Check, document: Document) -> None:
    invented = {"check": "figures_agree", "severity": "block", "section": "role", "statement_id": "role.x", "message": "All is lost."}
    forged = {**copy.deepcopy(document), "findings": [invented], "status": "needs_review"}
    for statement in statements(forged):
        statement["findings"] = [0]
    assert check(forged).json() == document


def test_findings_and_status_that_were_taken_out_come_back(check: Check, document: Document) -> None:
    statement = with_basis(document, "guidance")
    statement["text"] = f"{statement['text']} It takes 7,351 days."
    first = check(document).json()
    cleaned = {**first, "findings": [], "status": "approved"}
    again = check(cleaned)
    assert again.code == 1
    assert again.json()["findings"] == first["findings"]
    assert again.json()["status"] == "needs_review"


def test_every_figure_that_is_changed_is_found_on_its_statement(check: Check, document: Document) -> None:
    changed = set()
    quoted = re.compile(r"[“«\"‘].*[”»\"’]")
    for section in document["sections"]:
        for block in section["blocks"]:
            for statement in block["statements"]:
                if block.get("header", [""])[0] == "#" or quoted.search(statement["text"]):
                    continue
                parts = statement.get("cells") or [statement["text"]]
                at = next((i for i, part in enumerate(parts) if re.search(r"\d", part)), None)
                if at is not None:
                    parts[at] = re.sub(r"\d[\d.,]*", "7351", parts[at], count=1)
                    statement["text"] = " | ".join(parts)
                    changed.add(statement["id"])
    ran = check(document)
    assert len(changed) > 30
    assert ran.code == 1
    assert changed - {statement for _, statement in blocked(ran)} == set()


def test_a_changed_figure_is_told_with_its_span(check: Check, document: Document) -> None:
    statement = with_basis(document, "guidance")
    statement["text"] = "In Mexico the legal aguinaldo is 47 days."
    ran = check(document)
    finding = next(f for f in ran.json()["findings"] if f["check"] == "figures_agree" and f["statement_id"] == statement["id"])
    assert statement["text"][finding["start"] : finding["end"]] == "47"
    assert "47" in finding["message"]


def test_every_invented_sentence_id_is_found(check: Check, document: Document) -> None:
    bent = set()
    for statement in statements(document):
        for citation in statement["citations"]:
            if "sentence_id" in citation:
                citation["sentence_id"] = "G999.9"
                bent.add(("citations_resolve", statement["id"]))
    assert bent
    assert bent <= blocked(check(document))


def test_a_section_that_was_taken_out_blocks(check: Check, document: Document) -> None:
    document["sections"].pop(1)
    assert ("sections_complete", None) in blocked(check(document))


def test_another_library_only_warns(check: Check, document: Document) -> None:
    before = check(document).code
    document["provenance"]["corpus_fingerprint"] = "0123456789abcdef"
    ran = check(document)
    told = [f for f in ran.json()["findings"] if f["check"] == "corpus_current" and f["severity"] == "warn"]
    assert ran.code == before
    assert told


def test_sentences_past_their_review_date_only_warn(run: Run, document: Document) -> None:
    ran = run("check", "-", "--json", stdin=json.dumps(document).encode(), PUENTE_TODAY="2031-01-01")
    past = [f for f in ran.json()["findings"] if f["check"] == "corpus_current"]
    assert past
    assert {f["severity"] for f in past} == {"warn"}


def test_check_takes_one_document_or_two_from_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    both = run("draft", FULL, "--lang", "both", "--json")
    (tmp_path / "both.json").write_text(both.out, "utf-8")
    (tmp_path / "es.json").write_text(json.dumps(both.json()["documents"][1]), "utf-8-sig")
    assert run("check", "both.json", "--json").json() == both.json()
    assert run("check", "es.json", "--json").json() == both.json()["documents"][1]
    assert run("check", "-", stdin=both.out.encode()).out.count("blocking") == 2


def test_a_client_variant_is_checked_without_the_intake(run: Run) -> None:
    drafted = run("draft", FULL, "--lang", "es", "--variant", "client", "--json")
    ran = run("check", "-", "--json", stdin=drafted.out.encode())
    assert ran.code == drafted.code
    assert [f for f in ran.json()["findings"] if f["severity"] == "block"] == []


def test_an_intake_inside_a_document_that_is_broken_is_refused(run: Run, document: Document) -> None:
    document["intake"]["role"]["titel"] = {"value": "x", "status": "stated"}
    refused(run("check", "-", stdin=json.dumps(document).encode()), "stdin: intake", "role.titel")


@pytest.mark.parametrize("mark", ["\ud800", "\x00", "\x07"])
def test_a_character_that_no_file_takes_is_refused_in_a_documents_intake(run: Run, document: Document, mark: str) -> None:
    document["intake"]["role"]["title_en"]["value"] = f"Plant {mark} manager"
    refused(run("check", "-", stdin=json.dumps(document).encode()), "stdin: intake")
