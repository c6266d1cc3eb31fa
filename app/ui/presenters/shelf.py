"""The firm's own documents: what became of each offered file, and what is on the shelf. Draws; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.services.upload_reports import Listed, Outcome, Removed, Report
from app.ui.presenters.markup import NOTHING, Html, el, join


def outcomes(lang: Lang, found: Sequence[Outcome]) -> Html:
    """One line a file: read, here already or refused, with what was left out and why."""
    lines = [_outcome(lang, each) for each in found]
    return el("div", el("ul", *lines, class_="pu-outcomes"), role="status", lang=lang)


def _outcome(lang: Lang, one: Outcome) -> Html:
    word = el("strong", say(lang, f"page.shelf.became.{one.state}"), class_=f"pu-state pu-{one.state}")
    counted = say(lang, "page.shelf.sentences", count=one.sentences, langs=_langs(lang, one.languages)) if one.state == "read" else ""
    return el("li", word, " ", el("span", one.name, class_="pu-file"), f" · {counted}" if counted else None, _remarks(lang, one))


def shelf(lang: Lang, listed: Sequence[Listed]) -> Html:
    """The documents that the reader may see, newest first; what to do when there is none."""
    if not listed:
        return el("p", say(lang, "page.shelf.empty"), class_="pu-empty", lang=lang)
    heads = ("name", "who", "contents", "dated")
    head = el("tr", *(el("th", say(lang, f"page.shelf.col.{h}"), scope="col") for h in heads), el("td"))
    table = el("table", el("thead", head), el("tbody", *(_row(lang, each) for each in listed)), class_="pu-listing")
    return el("div", table, class_="pu-scroll", tabindex="0", role="region", aria_label=say(lang, "page.shelf.label"), lang=lang)


def _row(lang: Lang, one: Listed) -> Html:
    who = say(lang, f"page.shelf.seen.{one.visibility}") + (f" {one.mandate_id}" if one.mandate_id else "")
    counted = say(lang, "page.shelf.sentences", count=one.sentences, langs=_langs(lang, one.languages))
    drop = _drop(lang, one) if one.is_own else NOTHING
    name = el("th", el("span", one.name, class_="pu-file"), " ", el("code", one.id), _remarks(lang, one), scope="row")
    return el(
        "tr", name, el("td", who), el("td", counted), el("td", show_date(one.as_of, lang, short=True) if one.as_of else "—"), el("td", drop)
    )


def _drop(lang: Lang, one: Listed) -> Html:
    word, ask = say(lang, "page.shelf.remove"), say(lang, "page.shelf.remove_sure")
    named = el("span", " " + one.name, class_="pu-unseen")
    return join(el("button", word, type="button", class_="pu-go", data_remove=one.id, data_word=word, data_ask=ask), named)


def removed(lang: Lang, one: Removed) -> Html:
    """That a document is gone, and whether the index already knows."""
    return el(
        "div", el("p", say(lang, "page.shelf.removed", name=one.name), class_="pu-done"), _remarks(lang, one), role="status", lang=lang
    )


def _langs(lang: Lang, counted: dict[str, int]) -> str:
    return ", ".join(f"{say(lang, f'page.lang.{name}') if name in ('en', 'es') else name} {count}" for name, count in counted.items())


def _remarks(lang: Lang, report: Report) -> Html:
    messages = report.messages(lang)
    return join(*(el("span", message, class_="pu-remark") for message in messages)) if messages else NOTHING


def kinds(lang: Lang) -> Html:
    """Which files can be read, and that they stay here."""
    return el("p", say(lang, "page.shelf.kinds"), class_="pu-means", lang=lang)
