"""Each example as a stranger examines it: nothing blocks, and every citation and number is traced without the product's checks."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract.digits import is_among, numbers, of_data
from tests.contract.drafts import EXAMPLES, ROOT, drafted, fresh, statements
from tests.contract.test_document_schema import faults

LANGS = ["en", "es"]
_SENTENCE_ID = re.compile(r"\bG\d+\.\d+(?:-es)?")
NAMES = [p.name for p in EXAMPLES]


@pytest.fixture(params=EXAMPLES, ids=NAMES)
def example(request: pytest.FixtureRequest) -> Path:
    """Each example in turn."""
    path: Path = request.param
    return path


@cache
def library() -> dict[str, str]:
    """Every sentence of the library by id, read from the notes themselves."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "corpus" / "notes").glob("*.yaml")):
        _collect(yaml.safe_load(path.read_text("utf-8")), found)
    return found


def _collect(node: Any, found: dict[str, str]) -> None:
    if isinstance(node, dict):
        if "id" in node and {"en", "es"} <= set(node):
            found[str(node["id"])] = " ".join(str(node["en"]).split())
            found[f"{node['id']}-es"] = " ".join(str(node["es"]).split())
        for value in node.values():
            _collect(value, found)
    elif isinstance(node, list):
        for value in node:
            _collect(value, found)


@cache
def cards() -> dict[str, Any]:
    """Every card of the register by id."""
    lines = (ROOT / "corpus" / "cards.jsonl").read_text("utf-8").splitlines()
    return {str(card["id"]): card for card in map(json.loads, lines)}


def test_there_are_examples_and_sentences_to_examine() -> None:
    assert len(EXAMPLES) >= 3
    assert len(library()) > 1000


@pytest.mark.parametrize("lang", LANGS)
def test_a_guided_draft_of_an_example_has_no_blocking_finding(example: Path, lang: str) -> None:
    document = drafted(example, lang)
    assert [(f.get("statement_id"), f["message"]) for f in document["findings"] if f["severity"] == "block"] == []
    assert document["status"] == "draft"


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_of_an_example_has_the_shape_of_the_interface(example: Path, lang: str) -> None:
    assert faults(drafted(example, lang)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_guidance_statement_cites_sentences_of_the_library_word_for_word(example: Path, lang: str) -> None:
    of_guidance = [s for s in statements(drafted(example, lang)) if s["basis"] == "guidance"]
    assert of_guidance
    for statement in of_guidance:
        cited = [c for c in statement["citations"] if "sentence_id" in c]
        assert cited, statement["id"]
        for citation in cited:
            assert citation["sentence_id"].endswith("-es") == (lang == "es")
            assert citation["quote"] == library()[citation["sentence_id"]]


def at_path(intake: dict[str, Any], path: str) -> Any:
    """The normalised intake's value at a path such as role.outcomes[2].baseline; None where there is none."""
    value: Any = intake
    for step in path.replace("[", ".[").split("."):
        if step.startswith("["):
            index = int(step[1:-1])
            value = value[index] if isinstance(value, list) and index < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, dict) and "status" in value and "value" in value:
            value = value["value"]
    return value


@pytest.mark.parametrize("lang", LANGS)
def test_every_client_statement_cites_an_answer_that_the_intake_gives(example: Path, lang: str) -> None:
    document = drafted(example, lang)
    for statement in statements(document):
        if statement["basis"] == "client":
            paths = [c["intake_path"] for c in statement["citations"] if c.get("intake_path") and c["quote"]]
            assert paths, statement["id"]
            assert all(at_path(document["intake"], p) is not None for p in paths), statement["id"]


def untraced(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Every number, with its statement, that stands neither in the statement's citations, nor in the intake, nor in its formula."""
    of_client, questions = of_data(document["intake"]), of_data([g["question"] for g in document["gaps"]])
    found = []
    for section in document["sections"]:
        for block in section["blocks"]:
            for statement in block["statements"]:
                known = of_client | of_data([c["quote"] for c in statement["citations"]]) | of_data(statement.get("computed"))
                if statement["basis"] == "gap":
                    known |= questions
                if section["annex"]:  # the annexes print what stands on the cited cards: statute, day read, day due
                    known |= of_data([cards()[i] for c in statement["citations"] for i in c.get("card_ids", ())])
                    known |= of_data([c.get("as_of") for c in statement["citations"]])
                parts = statement.get("cells") or [statement["text"]]
                plain = [_SENTENCE_ID.sub(" ", part) for part in parts[1 if block.get("header", [""])[0] == "#" else 0 :]]
                found += [(statement["id"], str(n)) for part in plain for n in numbers(part) if not is_among(n, known)]
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_stands_in_a_citation_in_the_intake_or_in_a_formula(example: Path, lang: str) -> None:
    assert untraced(drafted(example, lang)) == []


def test_a_number_that_is_nobodys_is_seen_by_these_eyes() -> None:
    document = copy.deepcopy(drafted(EXAMPLES[0], "en"))
    planted = statements(document)[::7]
    for statement in planted:
        statement["text"] += " 7,351"
        if "cells" in statement:
            statement["cells"][-1] += " 7,351"
    assert untraced(document) == [(s["id"], "7351") for s in planted]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_id_in_a_text_is_that_of_a_citation_beside_it(example: Path, lang: str) -> None:
    for statement in statements(drafted(example, lang)):
        named = set(_SENTENCE_ID.findall(statement["text"]))
        assert named <= {c.get("sentence_id") for c in statement["citations"]}, statement["id"]


def test_both_languages_say_the_same_statements_with_the_same_computations(example: Path) -> None:
    english, spanish = ({s["id"]: (s["basis"], s.get("computed"), cited(s)) for s in statements(drafted(example, lang))} for lang in LANGS)
    assert english == spanish


def cited(statement: dict[str, Any]) -> list[str]:
    """What a statement rests on, the same for twins."""
    return sorted(c.get("sentence_id", "").removesuffix("-es") or c["intake_path"] for c in statement["citations"])


def test_the_body_reads_in_the_same_order_in_both_languages(example: Path) -> None:
    order = {}
    for lang in LANGS:
        body = [s for s in drafted(example, lang)["sections"] if not s["annex"]]
        order[lang] = [s["id"] for s in statements({"sections": body})]
    assert order["en"] == order["es"]


def test_both_languages_have_the_same_gaps(example: Path) -> None:
    english, spanish = ([(g["rank"], g["path"], g["needed_for"]) for g in drafted(example, lang)["gaps"]] for lang in LANGS)
    assert english == spanish


@pytest.mark.parametrize("lang", LANGS)
def test_drafting_an_example_twice_gives_the_same_sections(example: Path, lang: str) -> None:
    first, second = drafted(example, lang), fresh(example, lang)
    for key in ("sections", "gaps", "findings", "sources", "provenance", "mandate_id", "id"):
        assert second[key] == first[key]
    assert second["version"] == first["version"] + 1


def test_the_clients_variant_of_an_example_shows_no_less_of_the_sections_it_has(example: Path) -> None:
    inside, outside = drafted(example, "en"), drafted(example, "en", variant="client")
    whole = {s["id"]: [st["text"] for b in s["blocks"] for st in b["statements"]] for s in inside["sections"]}
    for section in outside["sections"]:
        assert [st["text"] for b in section["blocks"] for st in b["statements"]] == whole[section["id"]]
    assert outside["status"] == "draft"
