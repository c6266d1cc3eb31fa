"""A document as a consultant reads it: cover line, numbered sections, statements with their marks, sources. Knows no layout of the page."""

from __future__ import annotations

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.document import Block, Document, SectionDraft, Statement
from app.domain.lang import Lang
from app.services.reading import Reading
from app.ui.presenters.evidence import numbering, rests_on, statement_key
from app.ui.presenters.marks import mark, severity_word
from app.ui.presenters.markup import NOTHING, Html, el, join, link, rich

WORST_FIRST = ("block", "warn", "info")


class Page:
    """One document under one interface language: what every part of it needs to know while it is written out."""

    def __init__(self, lang: Lang, reading: Reading) -> None:
        self.lang = lang
        self.reading = reading
        self.document: Document = reading.document
        self.doc_lang: Lang = reading.document.lang
        self.numbers = numbering(reading)
        self.dagger = say(self.lang, "page.dagger")


def article(lang: Lang, reading: Reading) -> Html:
    """The whole document."""
    page = Page(lang, reading)
    sections = [section(page, draft, name, row) for row, (draft, name) in enumerate(named_sections(page.document), 2)]
    last = len(sections) + 2
    return el("article", cover(page), *sections, sources(page, last), class_="pu-doc", lang=page.doc_lang, data_lang=page.doc_lang)


def cover(page: Page) -> Html:
    """Kind, post, code name, date, version, writer and state; and what † means."""
    document, reading = page.document, page.reading
    parts = [
        reading.codename,
        show_date(document.created_at.date(), page.doc_lang),
        say(page.doc_lang, "page.cover.version", version=document.version),
        say(page.doc_lang, f"page.cover.variant_{document.variant}"),
        say(page.doc_lang, f"page.cover.writer_{document.writer}"),
        say(page.doc_lang, f"page.cover.status_{document.status}"),
    ]
    return el(
        "header",
        el("p", reading.kind.own(page.doc_lang) or reading.kind.any(), class_="pu-kind"),
        el("h2", reading.role or say(page.doc_lang, "page.cover.no_role"), id=f"cover-{page.doc_lang}", tabindex="-1"),
        el("p", " · ".join(p for p in parts if p), class_="pu-line"),
        el("p", say(page.doc_lang, "page.cover.dagger"), class_="pu-note"),
        class_="pu-cover",
        style="--row:1",
    )


def named_sections(document: Document) -> list[tuple[SectionDraft, str]]:
    """Each section with what stands before its title: "1", "2" … for the body, "A", "B" … for annexes."""
    body = annex = 0
    named = []
    for draft in document.sections:
        if draft.annex:
            annex += 1
            named.append((draft, say(document.lang, "page.annex", letter=chr(64 + annex))))
        else:
            body += 1
            named.append((draft, f"{body}"))
    return named


def anchor(lang: Lang, section_id: str) -> str:
    """The id of a section's heading on the page."""
    return f"sec-{lang}-{section_id}"


def section(page: Page, draft: SectionDraft, name: str, row: int) -> Html:
    """One section under its numbered title."""
    title = el("h3", el("span", f"{name}. ", class_="pu-number"), draft.title, id=anchor(page.doc_lang, draft.id), tabindex="-1")
    return el("section", title, *(block(page, draft, b) for b in draft.blocks), class_="pu-section", style=f"--row:{row}")


def block(page: Page, draft: SectionDraft, shown: Block) -> Html:
    """Paragraph, bullets, table or timeline."""
    if shown.type in ("table", "timeline"):
        return table(page, draft, shown)
    if shown.type == "bullets":
        return el("ul", *(el("li", _prose(page, st)) for st in shown.statements), class_="pu-bullets")
    return el("div", *(el("p", _prose(page, st)) for st in shown.statements), class_="pu-para")


def table(page: Page, draft: SectionDraft, shown: Block) -> Html:
    """A table with real header cells; a timeline is one whose first column is the date. On a phone each row stands as a card."""
    columns = max((len(st.cells or (st.text,)) for st in shown.statements), default=0)
    header = (*(shown.header or ()), *("" for _ in range(columns - len(shown.header or ()))))
    basis = say(page.lang, "page.basis.column")
    heads = [el("th", text, scope="col") for text in header]
    top = el("thead", el("tr", *heads, el("th", basis, scope="col", class_="pu-basis", lang=page.lang)))
    rows = [_row(page, st, header) for st in shown.statements]
    caption = el("caption", draft.title, class_="pu-unseen")
    drawn = el("table", caption, top, el("tbody", *rows), class_="pu-table pu-timeline" if shown.type == "timeline" else "pu-table")
    return el("div", drawn, class_="pu-scroll")


def _row(page: Page, st: Statement, header: tuple[str, ...]) -> Html:
    cells = st.cells or (st.text,)
    shown = [
        el("th" if at == 0 else "td", _rich(page, cell), scope="row" if at == 0 else None, data_label=header[at] or None)
        for at, cell in enumerate(cells)
    ]
    signs = el("td", _mark(page, st), _chips(page, st), class_="pu-basis", data_label=say(page.lang, "page.basis.column"))
    return el("tr", *shown, signs, **_statement_attributes(page, st))


def _prose(page: Page, st: Statement) -> Html:
    said = el("span", _rich(page, st.text), _chips(page, st), class_="pu-text")
    return el("span", _mark(page, st), said, **_statement_attributes(page, st))


def _statement_attributes(page: Page, st: Statement) -> dict[str, str | None]:
    items = [key for c in st.citations if (key := rests_on(page.doc_lang, c))]
    return {
        "class_": f"pu-st pu-is-{st.basis}",
        "data_st": statement_key(page.doc_lang, st.id),
        "data_rests": " ".join(dict.fromkeys(items)) or None,
    }


def _rich(page: Page, text: str) -> Html:
    return rich(text, dagger_title=page.dagger)


def _mark(page: Page, st: Statement) -> Html:
    return mark(page.lang, st.basis, statement_key(page.doc_lang, st.id))


def _chips(page: Page, st: Statement) -> Html:
    target = statement_key(page.doc_lang, st.id)
    cited = dict.fromkeys(c.sentence_id for c in st.citations if c.sentence_id)
    chips = [_chip(page, target, sentence_id, page.numbers[sentence_id]) for sentence_id in cited]
    return join(*chips, _flag(page, st))


def _chip(page: Page, target: str, sentence_id: str, number: int) -> Html:
    label = say(page.lang, "page.open_source", number=number, id=sentence_id)
    return el(
        "button",
        str(number),
        type="button",
        class_="pu-chip",
        data_open=target,
        data_item_wanted=f"s:{sentence_id}",
        title=label,
        aria_label=label,
    )


def _flag(page: Page, st: Statement) -> Html:
    found = [page.document.findings[i] for i in st.findings if i < len(page.document.findings)]
    if not found:
        return NOTHING
    worst = min(found, key=lambda f: WORST_FIRST.index(f.severity)).severity
    target = statement_key(page.doc_lang, st.id)
    return el("button", severity_word(page.lang, worst), type="button", class_=f"pu-flag pu-{worst}", data_open=target, lang=page.lang)


def sources(page: Page, row: int) -> Html:
    """Every source with its dates and the numbers under which it is cited; nothing when the library was not cited."""
    cited: dict[str, list[Html]] = {}
    for sentence_id, number in page.numbers.items():
        quoted = page.reading.sentences.get(sentence_id)
        if quoted:
            label = say(page.lang, "page.open_source", number=number, id=sentence_id)
            chip = el("button", str(number), type="button", class_="pu-chip", data_open=f"s:{sentence_id}", title=label, aria_label=label)
            cited.setdefault(quoted.source.id, []).append(chip)
    if not cited:
        return NOTHING
    lines = [
        el("li", link(s.url, s.title), f" · {s.publisher} · {_dates(page, s.as_of, s.review_by)} ", *cited.get(s.id, ()))
        for s in page.document.sources
    ]
    title = el("h3", say(page.doc_lang, "page.sources"), id=anchor(page.doc_lang, "sources"), tabindex="-1")
    return el("section", title, el("ul", *lines, class_="pu-sources"), class_="pu-section", style=f"--row:{row}")


def _dates(page: Page, as_of: str, review_by: str) -> str:
    return say(page.doc_lang, "page.source_dates", as_of=as_of, review_by=review_by)
