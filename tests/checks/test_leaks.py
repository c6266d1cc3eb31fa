"""Leaks planted into variants, one a kind and language: each is found without its words being told; the clean copies are quiet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.catalog.intake_reader import read_intake
from app.catalog.variants import VARIANTS, variants
from app.chains.draft_document import as_variant
from app.chains.kind_facts import facts_of
from app.checks.leak import secrets_for
from app.checks.registry import run_checks
from app.checks.secrets import spotted
from app.domain.document import Citation, Document, SourceRef, Statement, Variant
from app.domain.facts import Facts
from app.domain.lang import LANGS, Lang
from tests.builders import TODAY, document_of, given

EXAMPLES = sorted(examples_dir().glob("*.yaml"))
OUTSIDE = tuple(v for v in VARIANTS if v != "internal")
MONTERREY = examples_dir() / "monterrey-cfo.yaml"


@cache
def known(path: Path) -> Facts:
    return facts_of(read_intake(path.read_bytes(), name=path.name), TODAY)


@cache
def master(path: Path, lang: Lang) -> Document:
    return document_of(known(path), lang)


@cache
def copy(lang: Lang, variant: Variant = "codename", path: Path = MONTERREY) -> Document:
    return as_variant(master(path, lang), known(path), variant)


PLANTED = {
    "the term itself": ("name", "Tarnhill", "Tarnhill"),
    "the legal name": ("name", "Tarnhill de México, S.A. de C.V.", "Tarnhill de México, S.A. de C.V."),
    "another case": ("name", "TARNHILL", "tarnhill"),
    "a possessive": ("name", "Tarnhill’s plant", "la planta de Tarnhills"),
    "points between the letters": ("name", "T.a.r.n.h.i.l.l", "T.a.r.n.h.i.l.l"),
    "a hyphen": ("name", "Tarn-hill", "Tarn-hill"),
    "a space": ("name", "Tarn hill", "Tarn hill"),
    "an accent": ("name", "Tárnhill", "Tàrnhíll"),
    "invisible signs": ("name", "Tarn\u200bhill", "Tarn\u00adhill"),
    "letters of another alphabet": ("name", "Tаrnhill", "Tarnhіll"),  # noqa: RUF001
    "a web address": ("name", "https://www.tarnhill-mx.com/jobs", "www.tarnhill.com.mx/empleos"),
    "an e-mail address": ("name", "jobs@tarnhill.com", "empleos.tarnhill@correo.mx"),
    "a person": ("person", "B. Alderete will call you", "llamará ALDERETE"),
    "a confidential matter": ("term", "the VAT  refund", "la devolucion de I.V.A."),
    "a town": ("place", "in Monterrey", "en MONTERREY"),
    "a state without its accent": ("place", "Nuevo Leon", "Nuevo León"),
    "an amount in figures": ("figure", "MXN 86,000,000", "86,000,000 de pesos"),
    "an amount with points": ("figure", "86.000.000 MXN", "$ 86.000.000"),
    "an amount in millions": ("figure", "MXN 86 million", "86 mdp"),
    "the pay": ("figure", "4.8 million pesos", "4,800,000 MXN"),
    "the budget": ("figure", "US$245 million", "245 mdd"),
    "words of an answer": (
        "phrase",
        "One heard: knew Mexican tax well and told Dallas when it was over",
        "Conocía bien lo fiscal en México y avisaba a la matriz",
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_leak_is_found_in_a_statement(kind: str, lang: Lang) -> None:
    text = PLANTED[kind][1 if lang == "en" else 2]
    found = leaks(with_text(copy(lang), f"We say {text} here."))
    assert found, text
    assert all(text.casefold() not in message.casefold() for message in found)


def with_text(document: Document, text: str, **more: object) -> Document:
    section = document.sections[0]
    block = section.blocks[0]
    statement = Statement(id=f"{section.id}.planted", text=text, basis="judgement").model_copy(update=more)
    blocks = (block.model_copy(update={"type": "paragraph", "header": None, "statements": (statement,)}), *section.blocks)
    return document.model_copy(update={"sections": (section.model_copy(update={"blocks": blocks}), *document.sections[1:])})


def leaks(document: Document, path: Path = MONTERREY) -> list[str]:
    return [f.message for f in run_checks(given(document, known(path)), ["leak"]) if f.severity == "block"]


SOURCE = SourceRef(
    id="X", title="Files of Tarnhill", publisher="us", as_of="2026-01-01", review_by="2027-01-01", lang="en", visibility="firm"
)


@pytest.mark.parametrize("lang", LANGS)
def test_a_leak_is_found_in_every_field_of_the_document(lang: Lang) -> None:
    whole = copy(lang)
    first = whole.sections[0]
    row = ("A cell", "Tarnhill")
    planted = {
        "cells": with_text(whole, "A row", cells=row),
        "quote": with_text(whole, "Words.", citations=(Citation(sentence_id="G01.1", quote="at Tarnhill"),)),
        "statement id": with_text(whole, "Words.", id="role.tarnhill"),
        "section title": whole.model_copy(update={"sections": (first.model_copy(update={"title": "Tarnhill"}), *whole.sections[1:])}),
        "source": whole.model_copy(update={"sources": (SOURCE,)}),
        "document id": whole.model_copy(update={"id": "doc-tarnhill"}),
        "gaps": whole.model_copy(update={"gaps": master(MONTERREY, lang).gaps}),
        "intake": whole.model_copy(update={"intake": {"engagement": {}}}),
        "section": whole.model_copy(update={"sections": (*whole.sections, master(MONTERREY, lang).sections[1])}),
        "answer": with_text(whole, "Words.", citations=(Citation(intake_path="engagement.why_now", quote="x"),)),
    }
    assert [name for name, document in planted.items() if not leaks(document)] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("variant", OUTSIDE)
def test_the_copies_of_the_examples_leak_nothing_and_nothing_blocks_in_them(variant: Variant, lang: Lang) -> None:
    for path in EXAMPLES[::3] if lang == "en" else EXAMPLES[1::3]:
        document = copy(lang, variant, path)
        assert leaks(document, path) == []
        assert [(f.check, f.message) for f in run_checks(given(document, known(path))) if f.severity == "block"] == []


def test_a_candidate_reads_no_fee_no_gap_no_rival_and_no_reason_kept_confidential() -> None:
    document = copy("en", "candidate")
    words = document.model_dump_json()
    for secret in ("Tarnhill", "Alderete", "audit committee heard", "controller is not to be approached", "Knew Mexican tax", "VAT refund"):
        assert secret not in words
    assert document.gaps == ()
    assert "Four days on site" in words
    assert "MXN 4,800,000 gross a year" in words


def test_a_copy_under_the_code_name_names_no_place_and_carries_the_code_name() -> None:
    document = copy("es")
    words = document.model_dump_json()
    assert document.codename == "Proyecto Encino"
    assert not [w for w in ("Monterrey", "Dallas", "Querétaro", "Nuevo León", "4,800,000", "245") if w in words]
    assert "norte de México" in words


def test_a_withheld_citation_says_nothing_else() -> None:
    citations = [c for s in copy("en").sections for st in s.statements() for c in st.citations]
    assert any(c.withheld for c in citations)
    assert {c for c in citations if c.withheld} == {Citation(withheld=True)}


def test_without_an_intake_the_check_says_that_it_could_not_look() -> None:
    from app.catalog.corpus import corpus
    from app.checks.given import Given

    found = run_checks(Given(copy("en"), corpus(), TODAY), ["leak"])
    assert [(f.severity, "--intake" in f.message) for f in found] == [("info", True)]


def test_an_acronym_is_found_in_capitals_only_and_a_short_name_only_by_itself() -> None:
    text = "engagement: {client_entity_legal: 'Grupo Industrial Zeltano, S.A.P.I. de C.V.', confidential_terms: [Oxe]}"
    secrets = secrets_for("codename", "mandate-brief", read_intake(text.encode(), name="i.yaml"))
    assert [bool(spotted(t, secrets)) for t in ("GIZ hires", "giz", "Zeltano's", "Oxe, a firm", "foxes", "oxen")] == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]


def test_every_kind_that_a_variant_names_has_known_sections() -> None:
    assert all(variants().rules[v].sections_of("mandate-brief") for v in VARIANTS)
