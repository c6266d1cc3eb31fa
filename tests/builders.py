"""Builders for every test: an intake from text or groups, its facts, a document drafted by rules, and what a check is given. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.chains.draft_document import Order, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of
from app.checks.given import Given
from app.checks.registry import run_checks
from app.domain.document import Basis, Block, Citation, Computed, Document, Finding, Statement, Variant
from app.domain.facts import Facts
from app.domain.intake import Intake, words_of
from app.domain.lang import Lang

TODAY = date(2026, 11, 21)
DATA = Path(__file__).parent / "data"
FULL = DATA / "intake_full.yaml"


def intake(text: str = "", **groups: Any) -> Intake:
    """The intake of a YAML text, or of groups given as data; the full one when neither is given."""
    if groups:
        return read_intake(json.dumps(groups, default=str).encode(), name="intake.json")
    return read_intake(text.encode() or FULL.read_bytes(), name="intake.yaml")


def facts(text: str = "", /, **groups: Any) -> Facts:
    """What sections and checks compute from, on the day of the tests."""
    return facts_of(intake(text, **groups), TODAY)


@cache
def full_facts() -> Facts:
    """The facts of the full intake."""
    return facts()


def document_of(known: Facts, lang: Lang, *, kind: str = "mandate-brief", variant: Variant = "internal") -> Document:
    """A document composed by rules."""
    order = Order(document_kind(kind), lang, variant, "doc-1", "man-1", 1, datetime(2026, 11, 21, tzinfo=UTC))
    return draft_document(order, known, GuidedWriter())


@cache
def full_document(lang: Lang) -> Document:
    """The mandate brief of the full intake: good in every check."""
    return document_of(full_facts(), lang)


def given(document: Document, known: Facts | None = None) -> Given:
    """What a check is given for a document of the full intake, or of other facts."""
    return Given(document, corpus(), TODAY, known or full_facts())


def saying(
    text: str, *, basis: Basis = "client", cites: Iterable[Citation] = (), lang: Lang = "en", computed: Computed | None = None
) -> Document:
    """The full document with one statement only, which says this."""
    statement = Statement(id="t.1", text=text, basis=basis, citations=tuple(cites), computed=computed)
    good = full_document(lang)
    section = good.sections[0].model_copy(update={"blocks": (Block(type="paragraph", statements=(statement,)),)})
    return good.model_copy(update={"sections": (section,), "findings": ()})


def client(path: str, known: Facts | None = None) -> Citation:
    """The citation of an answer, in the client's words."""
    return Citation(intake_path=path, quote=words_of((known or full_facts()).intake.get(path)))


def guidance(sentence_id: str) -> Citation:
    """The citation of a sentence of the library."""
    sentence = corpus().sentences[sentence_id]
    return Citation(sentence_id=sentence.id, quote=sentence.text, source_id=sentence.source_id, card_ids=sentence.card_ids)


def found(document: Document, check: str, known: Facts | None = None) -> tuple[Finding, ...]:
    """What one check finds in a document."""
    return run_checks(given(document, known), [check])
