"""Two documents of one intake, side by side: each told where its twin says something else. Knows pairs; the rules are in checks.twins."""

from __future__ import annotations

from app.checks.registry import with_findings
from app.checks.twins import NAME, are_twins, drift
from app.domain.document import Document


def with_drift(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """The documents in the same order, each with the findings against its twin among them; those without one as they are.

    A copy that leaves the house shows no finding of it, but needs review where one blocks.
    """
    return tuple(_against(each, next((d for d in documents if are_twins(each, d)), None)) for each in documents)


def _against(document: Document, twin: Document | None) -> Document:
    if twin is None:
        return document
    found = drift(document, twin)
    if document.variant != "internal":
        blocks = any(f.severity == "block" for f in found)
        return document.model_copy(update={"status": "needs_review"}) if blocks else document
    return with_findings(document, (*(f for f in document.findings if f.check != NAME), *found))
