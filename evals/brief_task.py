"""A brief case through the app: its intake is drafted by the app's own chain with the chosen writer. Knows no score."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kind
from app.chains.draft_document import Firm, Order, draft_document
from app.chains.kind_facts import facts_of
from app.chains.ports import SectionWriter
from app.checks.given import Given
from app.checks.registry import run_checks, with_findings
from app.domain.document import Document
from app.domain.guidance import Sentence, Source
from app.domain.lang import Lang
from evals.brief_input import intake_of
from evals.outputs import Output
from evals.values import Case

TODAY = date(2026, 11, 21)
UPLOAD = "U0000e7a1"


def draft(case: Case, writer: SectionWriter) -> Document:
    """The document of a case on the suite's fixed day, checked on the case's own day. Raises: as the app does."""
    given = case.input
    facts = facts_of(intake_of(given, case.id), TODAY)
    order = Order(
        document_kind(given.get("kind", "mandate-brief")),
        case.lang,
        given.get("variant", "internal"),
        case.id,
        case.id,
        1,
        datetime(2026, 11, 21, tzinfo=UTC),
    )
    firm = _firm(given.get("evidence", ()), case.lang)

    def look(_query: str, _lang: Lang, _count: int) -> Sequence[Sentence]:
        return tuple(firm.sentences.values())

    document = draft_document(order, facts, writer, look=look if firm.sentences else None, firm_sources=firm.sources)
    if "today" in given or "superseded" in given:
        day = date.fromisoformat(str(given.get("today", TODAY)))
        gone = frozenset(i for card in given.get("superseded", ()) for i in _of_card(card))
        library = corpus().model_copy(update={"superseded": corpus().superseded | gone}) if gone else corpus()
        document = with_findings(document, run_checks(Given(document, library, day, facts, firm.sentences)))
    return document


def brief_output(case: Case, writer: SectionWriter) -> Output:
    """The case's output; `words` are the statements, one a line. Raises: as the app does."""
    began = time.perf_counter()
    document = draft(case, writer)
    tokens = [(c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in document.calls]
    costs = [float(c.cost_usd) for c in document.calls if c.cost_usd is not None]
    return Output(
        data=document.model_dump(mode="json"),
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
