"""The drafted documents with everything beside them, and what stands there before anything is drafted."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.text import say
from app.domain.document import Document
from app.domain.lang import Lang
from app.services.reading import Reading
from app.ui.presenters.aside import lists, panel
from app.ui.presenters.document import article
from app.ui.presenters.evidence import store
from app.ui.presenters.markup import NOTHING, Html, el


def result(lang: Lang, readings: Sequence[Reading], suffixes: Sequence[str]) -> Html:
    """The documents (one, or two to be read by turns or side by side), the aside, and the evidence behind them."""
    if not readings:
        return empty(lang)
    first = first_shown(lang, readings)
    texts = el("div", *(article(lang, r) for r in readings), class_="pu-docs")
    beside = el("aside", panel(lang), *(lists(lang, r, downloads(lang, r, suffixes)) for r in readings), class_="pu-aside", lang=lang)
    return el(
        "div",
        views(lang, readings),
        el("div", texts, beside, class_="pu-grid"),
        store(lang, readings),
        class_="pu-result",
        lang=lang,
        data_view=first,
        data_documents=",".join(r.ref for r in readings),
    )


def first_shown(lang: Lang, readings: Sequence[Reading]) -> Lang:
    """The language that is shown at first: the reader's own where there is a document in it, else that of the first document."""
    have = [r.document.lang for r in readings]
    return lang if lang in have else have[0]


def views(lang: Lang, readings: Sequence[Reading]) -> Html:
    """The choice between the languages and both side by side; nothing for one document."""
    if len(readings) < 2:
        return NOTHING
    shown = first_shown(lang, readings)
    names = [(r.document.lang, say(lang, f"page.lang.{r.document.lang}")) for r in readings]
    buttons = [
        el("button", name, type="button", data_view_wanted=view, aria_pressed="true" if view == shown else "false")
        for view, name in [*names, ("both", say(lang, "page.side_by_side"))]
    ]
    return el("div", *buttons, class_="pu-views", role="group", aria_label=say(lang, "page.views"))


def downloads(lang: Lang, reading: Reading, suffixes: Sequence[str]) -> Html:
    """A link for each form that can be written; nothing when none can."""
    if not suffixes:
        return NOTHING
    links = [
        el("a", suffix.removeprefix("."), href=address(reading.document, suffix), download=True, class_="pu-download", data_suffix=suffix)
        for suffix in suffixes
    ]
    return el("div", el("span", say(lang, "page.download"), class_="pu-label"), " ", *links, class_="pu-downloads")


def address(document: Document, suffix: str) -> str:
    """Where a document can be fetched as a file, relative to the page."""
    return f"documents/{document.id}.{document.version}/{file_name(document, suffix)}"


def file_name(document: Document, suffix: str) -> str:
    """The name of a downloaded file: kind, language and version, and nothing that identifies a client."""
    return f"{document.kind}.{document.lang}.v{document.version}{suffix}"


def empty(lang: Lang) -> Html:
    """What to do, and what will come of it."""
    steps = [el("li", say(lang, f"page.empty.step_{n}")) for n in (1, 2, 3)]
    return el(
        "div",
        el("h2", say(lang, "page.empty.title")),
        el("ol", *steps),
        el("p", say(lang, "page.empty.then"), class_="pu-means"),
        class_="pu-empty",
        lang=lang,
    )
