"""Proposals, questions and notices of papers in words, for the command line and the page. Reads no paper."""

from __future__ import annotations

from typing import Any

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import intake_schema
from app.catalog.intake_words import as_typed
from app.catalog.mandate_types import mandate_types
from app.catalog.render import choices
from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.papers import PaperNotice, PaperQuestion, Proposed

TYPE = "mandate_type"


def label_of(path: str, lang: Lang) -> str:
    """The short name of a question."""
    return intake_fields().label(path, lang)


def shown_value(path: str, value: Any, lang: Lang) -> str:
    """A value as it is typed into its box, choices in words."""
    if path == TYPE:
        known = mandate_types().get(str(value))
        return known.title.in_lang(lang) if known else str(value)
    spec = intake_schema().fields.get(path)
    if spec is None:
        return str(value)
    if spec.type.kind == "bool":
        return say(lang, "page.desk.yes" if value else "page.desk.no")
    words = choices().get(f"{path.rpartition('.')[2]}.{value}") if spec.type.kind == "enum" else None
    return words.in_lang(lang) if words else as_typed(spec.type, value)


def clash_line(proposal: Proposed, lang: Lang) -> str:
    """What the intake says instead."""
    clash = proposal.clash
    assert clash is not None  # asked of a proposal in conflict only
    said = shown_value(proposal.path, clash.value, lang) if clash.value is not None else "—"
    return say(lang, "papers.clash", value=said, status=say(lang, f"page.status.{clash.status}"))


def asked_line(question: PaperQuestion, lang: Lang) -> str:
    """What is to be asked, and why it was not proposed."""
    return say(lang, "papers.ask", label=label_of(question.path, lang), reason=say(lang, f"papers.reason.{question.reason}"))


def notice_line(notice: PaperNotice, lang: Lang) -> str:
    """A notice with its file."""
    where = ", ".join(part for part in (notice.file, notice.place) if part)
    return f"{where}: {say(lang, f'papers.notice.{notice.kind}', words=notice.words, count=notice.count)}"
