"""The briefs suite: every example, both languages, guided writer, every check. Calls the app's own functions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.chains.draft_document import Order, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of
from app.domain.base import Value
from app.domain.document import Document
from app.domain.lang import LANGS, Lang

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TODAY = date(2026, 11, 21)


class BriefRow(Value):
    """What one case gave."""

    case: str
    lang: Lang
    statements: int
    cited: int
    gaps: int
    blocking: int


@cache
def guided_document(path: Path, lang: Lang) -> Document:
    """The guided mandate brief of an intake file, on the suite's fixed day."""
    facts = facts_of(read_intake(path.read_bytes(), name=path.name), TODAY)
    order = Order(document_kind("mandate-brief"), lang, "internal", path.stem, path.stem, 1, datetime(2026, 11, 21, tzinfo=UTC))
    return draft_document(order, facts, GuidedWriter())


def examine_examples() -> tuple[BriefRow, ...]:
    """One row an example and language; empty when there are no examples."""
    return tuple(_row(path, lang) for path in sorted(EXAMPLES.glob("*.yaml")) for lang in LANGS)


def _row(path: Path, lang: Lang) -> BriefRow:
    document = guided_document(path, lang)
    statements = [s for section in document.sections for s in section.statements()]
    return BriefRow(
        case=path.stem,
        lang=lang,
        statements=len(statements),
        cited=sum(1 for s in statements if s.citations),
        gaps=len(document.gaps),
        blocking=len(document.blocking()),
    )
