"""What stands beside the text: the evidence panel's frame, findings, gaps by who answers, contents, downloads."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.document import Document, Finding, Gap
from app.domain.lang import Lang
from app.services.reading import Reading
from app.ui.presenters.document import anchor, named_sections
from app.ui.presenters.evidence import finding_line, statement_key
from app.ui.presenters.marks import SEVERITIES, legend, severity_word
from app.ui.presenters.markup import Html, el, join


def panel(lang: Lang) -> Html:
    """The empty evidence panel; the page's script fills it, moves the focus and closes it."""
    close = el("button", "×", type="button", class_="pu-close", data_close=True, aria_label=say(lang, "page.close"))
    head = el("div", el("h2", say(lang, "page.evidence.title"), tabindex="-1"), close, class_="pu-panel-head")
    return el(
        "section",
        head,
        el("div", class_="pu-panel-body", aria_live="polite"),
        class_="pu-panel",
        role="region",
        aria_label=say(lang, "page.evidence.title"),
        hidden=True,
    )


def lists(lang: Lang, reading: Reading, downloads: Html) -> Html:
    """Legend, downloads, findings, gaps and contents of one document."""
    document = reading.document
    return el(
        "div",
        el("p", say(lang, "page.hint"), class_="pu-hint"),
        legend(lang, document),
        downloads,
        _fold(say(lang, "page.findings", count=len(document.findings)), findings(lang, document), is_open=True),
        _fold(say(lang, "page.gaps", count=len(document.gaps)), gaps(lang, document), is_open=True),
        _fold(say(lang, "page.contents"), contents(document), is_open=False),
        class_="pu-lists",
        data_lang=document.lang,
    )


def findings(lang: Lang, document: Document) -> Html:
    """The findings, the worst first, each with the way to its statement."""
    if not document.findings:
        return el("p", say(lang, "page.no_findings"), class_="pu-means")
    ordered = sorted(document.findings, key=lambda f: SEVERITIES.index(f.severity))
    return el("ul", *(_finding(lang, document, f) for f in ordered), class_="pu-noticed")


def _finding(lang: Lang, document: Document, finding: Finding) -> Html:
    if not finding.statement_id:
        return finding_line(lang, document.lang, finding)
    severity = el("span", severity_word(lang, finding.severity), class_=f"pu-severity pu-{finding.severity}")
    message = el("span", finding.message, lang=document.lang)
    target = statement_key(document.lang, finding.statement_id)
    go = el("button", say(lang, "page.show_in_text"), type="button", class_="pu-go", data_go=target)
    return el("li", severity, " ", message, " ", go)


def gaps(lang: Lang, document: Document) -> Html:
    """The gaps under the name of who must answer, in order of rank; whoever is asked first comes first."""
    if not document.gaps:
        return el("p", say(lang, "page.no_gaps"), class_="pu-means")
    asked: dict[str, list[Gap]] = {}
    for gap in sorted(document.gaps, key=lambda g: g.rank):
        asked.setdefault(gap.ask, []).append(gap)
    return join(*(_asked(lang, document, who, each) for who, each in asked.items()))


def _asked(lang: Lang, document: Document, who: str, each: list[Gap]) -> Html:
    lines = [
        el(
            "li",
            el("span", gap.question, lang=document.lang),
            " ",
            el("span", say(lang, f"page.needed.{gap.needed_for}"), class_="pu-needed"),
        )
        for gap in each
    ]
    count = el("span", str(len(each)), class_="pu-count")
    return el("div", el("h4", el("span", who, lang=document.lang), " ", count), el("ul", *lines), class_="pu-asked")


def contents(document: Document) -> Html:
    """The sections as ways to them."""
    entries = [
        el("li", el("button", f"{name}. {draft.title}", type="button", class_="pu-go", data_go_to=anchor(document.lang, draft.id)))
        for draft, name in named_sections(document)
    ]
    return el("ul", *entries, class_="pu-contents", lang=document.lang)


def _fold(title: str, body: Html, *, is_open: bool) -> Html:
    return el("details", el("summary", title), body, open=is_open, class_="pu-fold")
