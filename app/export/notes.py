"""Source notes: every cited sentence once, numbered in reading order. Knows citations; knows no place on a page."""

from __future__ import annotations

import re
from datetime import date

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.base import Value
from app.domain.document import Citation, Document, SourceRef
from app.domain.guidance import TO_BE_VERIFIED
from app.domain.lang import Lang
from app.export.inline import clean

WEB = re.compile(r"https?://[^\s<>\"{}\\^`|]+")
"""An address that may become a link."""


class Note(Value):
    """A numbered note on one sentence of the guidance. `line` is what stands at the foot of a page."""

    number: int
    sentence_id: str
    source_id: str
    title: str
    as_of: str
    state: str
    is_to_be_verified: bool
    quote: str
    line: str


class SourceEntry(Value):
    """A source with the notes that rest on it, as listed at the end."""

    title: str
    line: str
    url: str | None
    notes: tuple[Note, ...]


def number_notes(document: Document) -> dict[str, Note]:
    """The notes by sentence id, in the order of their numbers; a withheld citation has none."""
    titles = {s.id: s.title for s in document.sources}
    notes: dict[str, Note] = {}
    for section in document.sections:
        for statement in section.statements():
            for citation in statement.citations:
                if citation.sentence_id and not citation.withheld and citation.sentence_id not in notes:
                    notes[citation.sentence_id] = _note(len(notes) + 1, citation, citation.sentence_id, titles, document.lang)
    return notes


def entries(document: Document, notes: dict[str, Note]) -> tuple[SourceEntry, ...]:
    """The sources in the order of the document, each with its notes; sources that only notes name come last."""
    known = {s.id: s for s in reversed(document.sources)}
    sources = dict.fromkeys(s.id for s in document.sources)
    listed = [_entry(known[i], document.lang, tuple(n for n in notes.values() if n.source_id == i)) for i in sources]
    unlisted = dict.fromkeys(n.source_id for n in notes.values() if n.source_id not in known)
    for source_id in unlisted:
        own = tuple(n for n in notes.values() if n.source_id == source_id)
        listed.append(SourceEntry(title=own[0].title, line="", url=None, notes=own))
    return tuple(listed)


def day(text: str, lang: Lang) -> str:
    """An ISO date in the document's language; any other text as it stands."""
    try:
        return show_date(date.fromisoformat(text), lang, short=True)
    except ValueError:
        return clean(text)


def _note(number: int, citation: Citation, sentence_id: str, titles: dict[str, str], lang: Lang) -> Note:
    source_id = citation.source_id or ""
    title = clean(titles.get(source_id) or source_id or sentence_id)
    is_open = citation.confidence in TO_BE_VERIFIED
    state = say(lang, f"confidence.{citation.confidence}" if citation.confidence else "export.unstated")
    as_of = day(citation.as_of, lang) if citation.as_of else say(lang, "export.undated")
    name = clean(sentence_id)
    return Note(
        number=number,
        sentence_id=name,
        source_id=source_id,
        title=title,
        as_of=as_of,
        state=state,
        is_to_be_verified=is_open,
        quote=clean(citation.quote),
        line=say(lang, "export.note", title=title, id=name, as_of=as_of, state=state),
    )


def _entry(source: SourceRef, lang: Lang, notes: tuple[Note, ...]) -> SourceEntry:
    line = say(
        lang,
        "export.source_line",
        publisher=clean(source.publisher),
        as_of=day(source.as_of, lang),
        review_by=day(source.review_by, lang),
    )
    return SourceEntry(title=clean(source.title), line=line, url=clean(source.url) if source.url else None, notes=notes)
