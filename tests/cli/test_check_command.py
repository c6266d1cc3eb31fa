"""`puente check`: everything is computed again, whatever the file says of itself; what was tampered with is found at its place."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FULL, Ran, Run, refused

Document = dict[str, Any]
Check = Callable[[Document], Ran]


@pytest.fixture(scope="module")
def kept() -> dict[str, str]:
    """What the module's first test drafted."""
    return {}


@pytest.fixture
def document(run: Run, kept: dict[str, str]) -> Document:
    """The full intake's English document, fresh for each test."""
    if not kept:
        kept["json"] = run("draft", FULL, "--lang", "en", "--json").out
    loaded: Document = json.loads(kept["json"])
    return loaded


@pytest.fixture
def check(run: Run) -> Check:
    """`puente check - --json` on a document."""
    return lambda document: run("check", "-", "--json", stdin=json.dumps(document).encode())


def statements(document: Document) -> Iterator[dict[str, Any]]:
    """Every statement."""
    for section in document["sections"]:
        for block in section["blocks"]:
            yield from block["statements"]


def with_basis(document: Document, basis: str, wanted: Callable[[dict[str, Any]], Any] = lambda _: True) -> dict[str, Any]:
    """The first plain statement of a basis that is wanted."""
    return next(s for s in statements(document) if s["basis"] == basis and "cells" not in s and wanted(s))


def blocked(ran: Ran) -> set[tuple[str, str | None]]:
    """Check and statement of every blocking finding."""
    return {(f["check"], f.get("statement_id")) for f in ran.json()["findings"] if f["severity"] == "block"}


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


Tamper = Callable[[Document], str]


def quote(document: Document) -> str:
    """A guidance quote that says the opposite."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["quote"] = f"It is not true that {statement['citations'][0]['quote']}"
    return str(statement["id"])


def confidence(document: Document) -> str:
    """A confidence that was raised."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["confidence"] = "verified-by-reviewer"
    return str(statement["id"])


def source(document: Document) -> str:
    """A citation under another source's name."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["source_id"] = "G999"
    return str(statement["id"])


def client_quote(document: Document) -> str:
    """Words that the client did not say."""
    statement = with_basis(document, "client")
    statement["citations"][0]["quote"] = "We accept any price."
    return str(statement["id"])


def formula(document: Document) -> str:
    """A computation that does not hold."""
    statement = next(s for s in statements(document) if "computed" in s)
    statement["computed"]["formula"] += "; 2*2 = 5"
    return str(statement["id"])


def formula_input(document: Document) -> str:
    """A computation from a figure that the client did not give."""
    statement = next(s for s in statements(document) if "compensation.base" in str(s.get("computed", {}).get("inputs")))
    path = next(p for p in statement["computed"]["inputs"] if p.startswith("compensation.base"))
    statement["computed"]["inputs"][path] = 123
    return str(statement["id"])


def uncited(document: Document) -> str:
    """Guidance without a citation."""
    statement = with_basis(document, "guidance")
    statement["citations"] = []
    return str(statement["id"])


def language(document: Document) -> str:
    """A statement in the other language."""
    statement = with_basis(document, "judgement")
    statement["text"] = "Esta afirmación está escrita en otro idioma y nadie la pidió de esa manera."
    return str(statement["id"])


def placeholder(document: Document) -> str:
    """A mark that somebody meant to fill in."""
    statement = with_basis(document, "judgement")
    statement["text"] = "We suggest that [NAME] decides."
    return str(statement["id"])


def name(document: Document) -> str:
    """A person whom nobody named."""
    statement = with_basis(document, "client")
    statement["text"] = f"{statement['text'].rstrip('.')}, says Zvonimir."
    return str(statement["id"])


TAMPERS: tuple[Tamper, ...] = (quote, confidence, source, client_quote, formula, formula_input, uncited, language, placeholder, name)


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda t: t.__name__)
def test_what_was_tampered_with_blocks_at_its_statement(check: Check, document: Document, tamper: Tamper) -> None:
    changed = tamper(document)
    ran = check(document)
    assert ran.code == 1
    assert changed in {statement for _, statement in blocked(ran)}


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
