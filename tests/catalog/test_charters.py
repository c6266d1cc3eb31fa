"""Charters as files: documents of either variant, intakes in YAML and JSON, and clear refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.catalog.charter_reader import read_charter
from app.catalog.text import error_line
from app.errors import BadInput

INTAKE = """
headquarters:
  escalation:
    - {topic: Safety or product, trigger: any suspect part at a customer, to_whom: "VP Quality, Chicago", within_hours: 4}
    - {topic: {en: Power supply, es: Suministro eléctrico}, trigger: {en: a cut over 1 hour, es: un corte de más de 1 hora}, to_whom: COO}
  risk_appetite:
    - {topic: Line stop, limit: at most 2 days a quarter}
  strategic_thinking_examples: [Names what it would stop doing]
  hq_commitments: [Answers within 7 days]
  site_role_5y: The site makes 44 % of modules by 2031.
"""


def statement(path: str, *cells: str, **said: Any) -> dict[str, Any]:
    """A row that cites an intake path."""
    citation = {"intake_path": path, "quote": "x", **said}
    return {"id": "s", "text": " | ".join(cells), "cells": list(cells), "basis": "client", "citations": [citation]}


def document(*statements: dict[str, Any], **said: Any) -> bytes:
    """A document with these rows."""
    section = {"id": "escalation", "title": "x", "blocks": [{"type": "table", "statements": list(statements)}]}
    return json.dumps({"kind": "expectations-charter", "variant": "client", "lang": "es", "sections": [section], **said}).encode()


def test_an_intake_says_limits_appetite_commitments_and_what_is_strategic() -> None:
    found = read_charter(INTAKE.encode(), name="hq.yaml")
    assert [(e.topic.any(), e.within_hours, e.path) for e in found.escalation] == [
        ("Safety or product", 4, "headquarters.escalation[0]"),
        ("Power supply", None, "headquarters.escalation[1]"),
    ]
    assert found.escalation[1].topic.own("es") == "Suministro eléctrico"
    assert [(r.topic.any(), r.limit.any() if r.limit else None) for r in found.risk_appetite] == [("Line stop", "at most 2 days a quarter")]
    assert [t.any() for t in found.hq_commitments] == ["Answers within 7 days"]
    assert [t.any() for t in found.strategic_examples] == ["Names what it would stop doing"]
    assert found.site_role is not None
    assert found.name == "hq.yaml"


def test_json_yaml_and_an_internal_document_give_the_same_charter() -> None:
    import yaml

    plain = yaml.safe_load(INTAKE)
    wrapped = {"headquarters": {key: {"value": value, "status": "stated"} for key, value in plain["headquarters"].items()}}
    same = [
        read_charter(INTAKE.encode(), name="c"),
        read_charter(json.dumps(plain).encode(), name="c"),
        read_charter(json.dumps(wrapped).encode(), name="c"),
        read_charter(document(intake=wrapped), name="c"),
        read_charter(json.dumps({"documents": [json.loads(document(intake=wrapped))]}).encode(), name="c"),
    ]
    assert all(each == same[0] for each in same)


def test_a_client_document_is_read_from_the_rows_that_cite_headquarters() -> None:
    found = read_charter(
        document(
            statement("headquarters.escalation[0]", "Safety", "Palabras del cliente, en inglés: “any injury”", "COO", "4"),
            statement("headquarters.escalation[0]", "Safety again", "x", "y", "9"),
            statement("headquarters.escalation[1]", "Aduana", "un requerimiento", "CFO", "**por definir**"),
            statement("headquarters.escalation", "The fastest rule", "x", "y", "1"),
            statement("headquarters.escalation[2]", "Secret", "x", "y", "2", withheld=True),
            statement("headquarters.risk_appetite[0]", "Paro de línea", "hasta 2 días por trimestre"),
            statement("headquarters.hq_commitments[0]", "La matriz", "contesta en 7 días"),
            statement("role.title_en", "x", "y", "z", "1"),
        ),
        name="c.json",
    )
    assert [(e.topic.any(), e.trigger.any() if e.trigger else "", e.within_hours) for e in found.escalation] == [
        ("Safety", "any injury", 4),
        ("Aduana", "un requerimiento", None),
    ]
    assert [r.topic.any() for r in found.risk_appetite] == ["Paro de línea"]
    assert [t.any() for t in found.hq_commitments] == ["contesta en 7 días"]


@pytest.mark.parametrize(
    ("data", "name", "named"),
    [
        (b"", "c.yaml", "c.yaml"),
        (b"", "c.json", "c.json:1"),
        (b'{"a":', "c.json", "c.json:1"),
        (b"\xff\xfe", "c.json", "c.json"),
        (b"[]", "c.json", "c.json"),
        (b'{"documents": []}', "c.json", "documents"),
        (document(kind="mandate-brief"), "c.json", "mandate-brief"),
        (document(), "c.json", "headquarters.escalation"),
        (document(intake={"headquarters": {"escalation": {"value": None, "status": "tbc"}}}), "c.json", "headquarters.escalation"),
        (b"headquarters: {values: [candour]}", "c.yaml", "headquarters.escalation"),
        (b"headquarters: {escalatoin: []}", "c.yaml", "c.yaml:1"),
        (b"headquarters: {escalation: [{topic: x, within_hours: soon}]}", "c.yaml", "c.yaml:1"),
        (b"role: {title_en: x}", "c.yaml", "headquarters.escalation"),
        (b"{" * 5000, "c.json", "c.json"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_no_charter_is_refused_with_its_place(data: bytes, name: str, named: str, lang: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_charter(data, name=name)
    line = error_line(lang, refused.value)
    assert line.startswith("c.")
    assert named in line
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("broken", [{"sections": [1, {"blocks": 2}]}, {"sections": [{"blocks": [{"statements": [{"cells": "x"}]}]}]}])
def test_a_document_with_odd_parts_is_passed_over_not_crashed_on(broken: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="charter_empty"):
        read_charter(document(**broken), name="c.json")


def test_a_missing_file_is_the_doors_affair_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="too_large"):
        read_charter(b"{" + b" " * 20_000_001, name="c.json")
