"""The document JSON has the shape of INTERFACES: each kind, language and variant, by either writer; and the schema can fail."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.catalog.kinds import document_kinds
from app.cli.printing import as_json
from tests.chains.builders import drafted as by_writer
from tests.chains.builders import model_writer
from tests.contract.drafts import FULL, drafted, statements
from tests.standin import standin

SCHEMA = json.loads((Path(__file__).parent / "document.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def faults(document: dict[str, Any]) -> list[str]:
    """What the schema has against a document."""
    return [f"{'/'.join(str(p) for p in e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("variant", ["internal", "client"])
@pytest.mark.parametrize("kind", sorted(document_kinds()))
def test_every_kind_has_the_shape_of_the_interface(kind: str, variant: str, lang: str) -> None:
    assert faults(drafted(FULL, lang, kind, variant)) == []


def test_a_document_by_a_model_has_it_too_with_its_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with standin() as server:
        server.next_faults("no_usage", "unknown_ids", "wrong_number")
        document = json.loads(as_json(by_writer(FULL, model_writer(server, tmp_path))))
    assert faults(document) == []
    assert document["calls"]
    assert document["findings"]


def test_findings_and_statements_point_at_each_other() -> None:
    for lang in ("en", "es"):
        document = drafted(FULL, lang)
        pointed = {(s["id"], index) for s in statements(document) for index in s["findings"]}
        told = {(f["statement_id"], index) for index, f in enumerate(document["findings"]) if f.get("statement_id")}
        assert pointed == told


def test_a_finding_with_a_place_lies_inside_its_statement() -> None:
    document = drafted(FULL, "en")
    texts = {s["id"]: s["text"] for s in statements(document)}
    for finding in document["findings"]:
        if "start" in finding:
            assert 0 <= finding["start"] < finding["end"] <= len(texts[finding["statement_id"]])


def little() -> dict[str, Any]:
    """A document of one section, which is as good as a whole one to go wrong."""
    whole = drafted(FULL, "en")
    return {**whole, "sections": whole["sections"][:1], "gaps": whole["gaps"][:1], "sources": whole["sources"][:1], "intake": {}}


def bend(path: str, value: Any = ...) -> dict[str, Any]:
    """A copy with one value changed, or taken out."""
    bent = copy.deepcopy(little())
    *way, last = [int(p) if p.isdigit() else p for p in path.split("/")]
    at: Any = bent
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return bent


STATEMENT = "sections/0/blocks/0/statements/0"


@pytest.mark.parametrize("key", SCHEMA["$defs"]["document"]["required"])
def test_a_document_that_lacks_a_key_fails(key: str) -> None:
    assert faults(little()) == []
    assert faults(bend(key))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("kind", "novel"),
        ("version", 0),
        ("lang", "fr"),
        ("status", "done"),
        ("intake", ...),
        ("sections", []),
        ("provenance/corpus_fingerprint", ...),
        (f"{STATEMENT}/basis", "fact"),
        (f"{STATEMENT}/basis", ...),
        (f"{STATEMENT}/citations", ...),
        (f"{STATEMENT}/citations/0/quote", ...),
        (f"{STATEMENT}/cells", ["a", "b"]),
        ("sections/0/blocks/0/type", "list"),
        ("sections/0/blocks/0/header", ["a", "b"]),
        ("gaps/0/rank", 0),
        ("sources/0/visibility", "secret"),
    ],
)
def test_a_document_of_another_shape_fails(path: str, value: Any) -> None:
    assert faults(bend(path, value))
