"""Every example, drafted as every kind in both languages: none is accused of having obeyed an order. Run by `make soak`."""

from __future__ import annotations

import pytest

from app.catalog.corpus import corpus
from app.catalog.files import examples_dir
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kinds
from app.chains.kind_facts import facts_of
from app.checks.given import Given
from app.checks.registry import run_checks
from app.domain.lang import LANGS
from tests.builders import TODAY, document_of


@pytest.mark.soak
def test_no_example_of_any_kind_is_accused_of_obeying_an_order() -> None:
    examples = sorted(examples_dir().glob("*.yaml"))
    drafted, accused = 0, []
    for example in examples:
        known = facts_of(read_intake(example.read_bytes(), name=example.name), TODAY)
        for kind in document_kinds():
            for lang in LANGS:
                document = document_of(known, lang, kind=kind)
                drafted += 1
                found = run_checks(Given(document, corpus(), TODAY, known), ["no_injected_orders"])
                accused += [(example.stem, kind, lang, f.severity, f.statement_id, f.message) for f in found]
    print(f"{drafted} documents of {len(examples)} examples, accused {len(accused)}")
    assert drafted >= len(examples) * len(document_kinds()) * len(LANGS)
    assert accused == []
