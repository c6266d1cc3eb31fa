"""The front of a document: kind, post, code name, date, version, who may read it. Knows what may be told in each variant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.catalog.kinds import document_kinds
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.base import Value
from app.domain.document import Document, Statement
from app.export.inline import clean, plain, runs, shortened

_DAGGER = "†"


class Cover(Value):
    """What stands on the first page, each a finished line; an empty line is not printed."""

    kind: str
    title: str
    codename: str
    date: str
    version: str
    audience: str
    confidentiality: str
    dagger: str
    running: str
    """The short line at the head of each page."""
    full_title: str
    """Kind and post in one line: the name of the file's contents."""


def cover(document: Document) -> Cover:
    """The cover. The post's title comes from the intake, or from the statement that cites it where a variant carries no intake."""
    lang = document.lang
    found = document_kinds().get(document.kind)
    kind = clean(found.title.in_lang(lang) if found else document.kind.replace("-", " ").capitalize())
    post = _stated(document, f"role.title_{lang}") or _stated(document, f"role.title_{'es' if lang == 'en' else 'en'}")
    codename = clean(document.codename) if document.codename else _stated(document, "engagement.client_codename")
    seen_by = _stated(document, "privacy.who_may_see") if document.variant in ("internal", "client") else ""
    version = [
        say(lang, "export.version", version=document.version),
        say(lang, f"export.status.{document.status}"),
        say(lang, f"export.variant.{document.variant}"),
        say(lang, f"export.writer.{document.writer}"),
    ]
    return Cover(
        kind=kind if post else "",
        title=post or kind,
        codename=codename,
        date=show_date(document.created_at.date(), lang),
        version=" · ".join(version),
        audience=say(lang, "export.audience", who=seen_by.rstrip(".")) if seen_by else "",
        confidentiality=say(lang, f"export.confidential.{document.variant}"),
        dagger=say(lang, "export.dagger") if _has_dagger(document) else "",
        running=" · ".join(part for part in (kind if post else "", shortened(post or kind)) if part),
        full_title=" – ".join(part for part in (kind, post) if part),
    )


def _stated(document: Document, path: str) -> str:
    """The value at an intake path in the document's language, or what a statement quotes of it; empty when neither says."""
    if document.intake is not None and document.variant == "internal":
        group, _, key = path.partition(".")
        field = (document.intake.get(group) or {}).get(key)
        value = field.get("value") if isinstance(field, Mapping) and "status" in field else field
        return clean(_words(value, document.lang))
    for statement in (s for section in document.sections for s in section.statements()):
        for citation in statement.citations:
            if citation.intake_path == path and citation.quote and not citation.withheld:
                return clean(citation.quote) if path.startswith("role.title") else _said(statement)
    return ""


def _words(value: Any, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang) or value.get("neutral") or next((v for v in value.values() if v), ""))
    return str(value) if value is not None else ""


def _said(statement: Statement) -> str:
    """What a sentence says after its colon: "Who may see this: the COO." gives "the COO"."""
    text = statement.cells[-1] if statement.cells else statement.text
    whole = plain(runs(text))
    return (whole.partition(": ")[2] or whole).rstrip(".")


def _has_dagger(document: Document) -> bool:
    return any(_DAGGER in s.text for section in document.sections for s in section.statements())
