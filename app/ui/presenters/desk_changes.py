"""What changed between two versions, and a copy as its reader sees it, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.text import say
from app.domain.comparing import Change
from app.domain.document import Document
from app.domain.lang import Lang
from app.services.documents import Shown
from app.services.reading import Reading
from app.ui.presenters.desk_parts import badge, crumbs, frame
from app.ui.presenters.desk_sections import ref_of
from app.ui.presenters.markup import NOTHING, Html, el, rich
from app.ui.presenters.result import file_name, result


def difference(lang: Lang, shown: Shown, version: int, changes: Sequence[Change]) -> Html:
    """What differs between an older version and this one, statement by statement."""
    document = shown.document
    ref = ref_of(document)
    title = say(lang, "page.desk.differs", first=version, second=document.version)
    rows = [_change(lang, document, c) for c in changes]
    body = el("ul", *rows, class_="pu-changes") if rows else el("p", say(lang, "page.desk.no_difference"), class_="pu-means")
    ways = crumbs(lang, (document.mandate_id, say(lang, "page.desk.mandate")), (ref, say(lang, "page.desk.document")), here=title)
    return frame(lang, f"{ref}/diff/{version}", ways, el("h2", title), body)


def _change(lang: Lang, document: Document, change: Change) -> Html:
    section = document.section(change.section)
    head = el("p", badge(say(lang, f"page.desk.change_{change.kind}"), "draft"), " ", section.title if section else change.section)
    if change.words:
        marks = {"same": "span", "removed": "del", "added": "ins"}
        return el("li", head, el("p", *(el(marks[w.op], w.text.replace("**", "")) for w in change.words), lang=document.lang))
    before = el("p", el("del", rich(change.before)), lang=document.lang) if change.before and change.kind == "removed" else NOTHING
    after = (
        el("p", el("ins", rich(change.after)) if change.kind == "added" else rich(change.after), lang=document.lang)
        if change.after
        else NOTHING
    )
    return el("li", head, before, after)


def as_copy(lang: Lang, shown: Shown, copy: Reading, suffixes: Sequence[str]) -> Html:
    """One of the copies as its reader would see it; the files are those of the copy."""
    document = shown.document
    ref, variant = ref_of(document), copy.document.variant
    here = say(lang, f"page.cover.variant_{variant}")
    links = [
        el("a", s.removeprefix("."), href=f"desk/copies/{ref}/{variant}/{file_name(copy.document, s)}?lang={lang}", class_="pu-download",
           data_fetch=file_name(copy.document, s))
        for s in suffixes
    ]  # fmt: skip
    ways = crumbs(lang, (document.mandate_id, say(lang, "page.desk.mandate")), (ref, say(lang, "page.desk.document")), here=here)
    files = el("div", el("span", say(lang, "page.download"), class_="pu-label"), *links, class_="pu-downloads")
    return frame(
        lang, f"{ref}/as/{variant}", ways, el("p", say(lang, "page.desk.as_means"), class_="pu-means"), files, result(lang, [copy], ())
    )
