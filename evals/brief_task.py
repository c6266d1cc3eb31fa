"""A brief case through the app: its intake is drafted by the app's own chain with the chosen writer. Knows no score."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kind
from app.chains.draft_document import Firm, Order, draft_document
from app.chains.kind_facts import facts_of
from app.chains.ports import SectionWriter
from app.checks.given import Given
from app.checks.registry import run_checks, with_findings
from app.checks.twins import drift
from app.domain.counted import counted_figures
from app.domain.document import Document, Variant
from app.domain.facts import Facts
from app.domain.figures import agrees
from app.domain.guidance import Sentence, Source
from app.domain.lang import Lang
from evals.brief_input import intake_of
from evals.outputs import Output
from evals.uploaded import uploaded
from evals.values import Case

TODAY = date(2026, 11, 21)
UPLOAD = "U0000e7a1"
BESIDE = "beside"
COMPOSED = ("law-used", "sources", "terms", "open-points")
"""Annexes that code composes anew for each variant, by the beginning of their statements' ids."""
UPLOADS = Path(__file__).resolve().parent / "cases" / "uploads"


def draft(case: Case, writer: SectionWriter) -> Document:
    """The document of a case on the suite's fixed day, checked on the case's own day. Raises: as the app does."""
    given = case.input
    facts = facts_of(intake_of(given, case.id), TODAY)
    firm = _firm(given.get("evidence", ()), case.lang)
    if "upload" in given:
        firm = uploaded(UPLOADS / str(given["upload"]), case.lang)
    document = _drafted(case, case.lang, given.get("variant", "internal"), facts, firm, writer)
    if "today" in given or "superseded" in given:
        day = date.fromisoformat(str(given.get("today", TODAY)))
        gone = frozenset(i for card in given.get("superseded", ()) for i in _of_card(card))
        library = corpus().model_copy(update={"superseded": corpus().superseded | gone}) if gone else corpus()
        document = with_findings(document, run_checks(Given(document, library, day, facts, firm.sentences)))
    return document


def _drafted(case: Case, lang: Lang, variant: Variant, facts: Facts, firm: Firm, writer: SectionWriter) -> Document:
    kind = document_kind(case.input.get("kind", "mandate-brief"))
    order = Order(kind, lang, variant, case.id, case.id, 1, datetime(2026, 11, 21, tzinfo=UTC))

    def look(_query: str, _lang: Lang, _count: int) -> Sequence[Sentence]:
        return tuple(firm.sentences.values())

    return draft_document(order, facts, writer, look=look if firm.sentences else None, firm_sources=firm.sources)


def beside(case: Case, document: Document, writer: SectionWriter) -> dict[str, list[str]]:
    """What does not agree between the document and what `input.beside` names: its `twin` in the other language, its internal `master`."""
    found: dict[str, list[str]] = {}
    wanted = case.input.get("beside", ())
    facts = facts_of(intake_of(case.input, case.id), TODAY) if wanted else None
    if facts and "twin" in wanted:
        other: Lang = "es" if case.lang == "en" else "en"
        twin = _drafted(case, other, document.variant, facts, Firm({}, {}), writer)
        found["twin"] = [f.message for f in (*drift(document, twin), *drift(twin, document)) if f.severity == "block"]
    if facts and "master" in wanted:
        master = _drafted(case, case.lang, "internal", facts, Firm({}, {}), writer)
        known = {s.id for section in master.sections for s in section.statements()}
        told = counted_figures("\n".join(s.text for section in master.sections for s in section.statements()), articles=True)
        mine = [s for section in document.sections for s in section.statements()]
        strange = [f"{s.id} is not in the master" for s in mine if s.id not in known and not s.id.startswith(COMPOSED)]
        figures = [f"{f.text} in {s.id} is not in the master" for s in mine for f in counted_figures(s.text) if not agrees(f, told)]
        found["master"] = [*strange, *figures]
    return found


def brief_output(case: Case, writer: SectionWriter) -> Output:
    """The case's output; `words` are the statements, one a line. Raises: as the app does."""
    began = time.perf_counter()
    document = draft(case, writer)
    tokens = [(c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in document.calls]
    costs = [float(c.cost_usd) for c in document.calls if c.cost_usd is not None]
    data = document.model_dump(mode="json")
    if "beside" in case.input:
        data[BESIDE] = beside(case, document, writer)
    return Output(
        data=data,
        words="\n".join(s.text for section in document.sections for s in section.statements()),
        tokens=sum(tokens) if tokens else None,
        cost_usd=sum(costs) if costs else None,
        latency_ms=round((time.perf_counter() - began) * 1000),
    )


def _of_card(card: str) -> tuple[str, ...]:
    return tuple(s.id for s in corpus().sentences.values() if card in s.card_ids or s.id == card)


def _firm(texts: Sequence[str | Mapping[str, Any]], lang: Lang) -> Firm:
    """The case's uploaded evidence as one source of the firm."""
    day = date(2026, 10, 1)
    common = {"lang": lang, "as_of": day, "review_by": date(2027, 10, 1), "visibility": "firm"}
    source = Source.model_validate({"id": UPLOAD, "title": "notes.txt", "publisher": "—", **common})
    sentences = {
        f"{UPLOAD}.{n}": Sentence.model_validate(
            {"id": f"{UPLOAD}.{n}", "source_id": UPLOAD, "text": str(text), "confidence": "from-knowledge", **common}
        )
        for n, text in enumerate(texts, 1)
    }
    return Firm({UPLOAD: source} if texts else {}, sentences)
