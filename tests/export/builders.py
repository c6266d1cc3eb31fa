"""Small documents for tests, made of the parts a test names; everything else is plain."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from app.domain.document import (
    Basis,
    Block,
    BlockType,
    Citation,
    Computed,
    Document,
    Finding,
    Gap,
    Provenance,
    SectionDraft,
    SourceRef,
    Statement,
    Variant,
)
from app.domain.guidance import Confidence
from app.domain.lang import Lang

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE_AT = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)


def said(path: str, quote: str = "as the client said") -> Citation:
    """A citation of an intake field; with an empty quote, of one that is open."""
    return Citation(intake_path=path, quote=quote)


def cited(sentence_id: str, source_id: str = "G01", confidence: Confidence = "verified-here") -> Citation:
    """A citation of a guidance sentence."""
    return Citation(
        sentence_id=sentence_id, source_id=source_id, quote=f"Sentence {sentence_id}.", as_of="2026-11-21", confidence=confidence
    )


def st(id: str, text: str, *citations: Citation, basis: Basis = "judgement", formula: str | None = None) -> Statement:
    """A statement; a text with " | " is a row of cells."""
    return Statement(
        id=id,
        text=text,
        cells=tuple(text.split(" | ")) if " | " in text else None,
        basis=basis,
        computed=Computed(formula=formula, inputs={}) if formula else None,
        citations=citations,
    )


def block(kind: BlockType, *statements: Statement, header: tuple[str, ...] | None = None) -> Block:
    return Block(type=kind, header=header, statements=statements)


def section(id: str, title: str, *blocks: Block, annex: bool = False) -> SectionDraft:
    return SectionDraft(id=id, title=title, blocks=blocks, annex=annex)


def source(id: str, title: str, lang: Lang = "en", url: str | None = None) -> SourceRef:
    return SourceRef(
        id=id, title=title, publisher="Puente", url=url, as_of="2026-11-21", review_by="2027-06-30", lang=lang, visibility="public"
    )


def document(
    *sections: SectionDraft,
    lang: Lang = "en",
    variant: Variant = "internal",
    title: str = "Plant Director – Saltillo",
    sources: tuple[SourceRef, ...] = (),
    gaps: tuple[Gap, ...] = (),
    findings: tuple[Finding, ...] = (),
    kind: str = "mandate-brief",
) -> Document:
    """A document; an internal one carries the post's title and code name in its intake."""
    given: dict[str, Any] = {
        "role": {f"title_{lang}": {"value": title, "status": "stated"}},
        "engagement": {"client_codename": {"value": "Proyecto Encino", "status": "stated"}},
        "privacy": {"who_may_see": {"value": {"en": "the sponsor and the panel", "es": "quien patrocina y el panel"}, "status": "stated"}},
    }
    return Document(
        kind=kind,
        id="doc-1",
        version=3,
        variant=variant,
        mandate_id="man-1",
        lang=lang,
        writer="guided",
        status="draft",
        created_at=MADE_AT,
        intake=given if variant == "internal" else None,
        provenance=Provenance(intake_sha="0" * 16, corpus_fingerprint="f", prompts=(), models={}),
        sections=sections,
        gaps=gaps,
        findings=findings,
        sources=sources,
    )


def words(text: str, *, id: str = "one.text") -> Document:
    """A document that says one thing, in running text, in a table and as a title."""
    told = section(
        "one",
        text,
        block("paragraph", st(id, text)),
        block("table", st(f"{id}-row", f"cell | {text}"), header=(text, "B")),
        block("bullets", st(f"{id}-b", text)),
    )
    return document(told, title=text, sources=(source("G01", text),))


def part(data: bytes, name: str) -> Any:
    """The parsed XML of a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def text_of(element: Any) -> str:
    """All words below an element."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))
