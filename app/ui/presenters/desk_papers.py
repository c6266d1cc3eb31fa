"""Papers read for a mandate: each proposed value with its quote, what is to be asked, what to know. Pure; escapes every word of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.paper_words import asked_line, clash_line, label_of, notice_line, shown_value
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.papers import PaperNotice, PaperQuestion, Proposed, Quote
from app.services.intakes import step_of
from app.services.mandate_papers import MandatePapers
from app.services.sending import Destination
from app.storage.paper_readings import KeptReading
from app.ui.presenters.desk_mandates import PAPERS, title_of
from app.ui.presenters.desk_parts import badge, button, crumbs, field, file_box, form, frame, select, way
from app.ui.presenters.markup import NOTHING, Html, el, join


def papers(lang: Lang, shown: MandatePapers, target: Destination | None) -> Html:
    """Everything that was read for a mandate, the newest first, and the way to read more."""
    mandate = shown.mandate
    title = say(lang, "papers.page.title")
    readings = [_reading(lang, mandate.id, kept) for kept in shown.readings]
    none = el("p", say(lang, "papers.page.none"), class_="pu-means")
    return frame(
        lang,
        f"{mandate.id}/papers",
        crumbs(lang, (mandate.id, title_of(lang, mandate)), here=title),
        el("h2", title),
        el("p", say(lang, "papers.page.means"), class_="pu-means"),
        reader(lang, target, mandate=mandate.id),
        *(readings or [none]),
        el("p", way(mandate.id, say(lang, "page.desk.to_mandate"), class_="pu-act pu-link"), class_="pu-on"),
    )


def reader(lang: Lang, target: Destination | None, *, mandate: str) -> Html:
    """The form that takes papers; where a model is configured, who reads and where the text would go."""
    fields = [file_box(lang, say(lang, "papers.page.choose"), accept=PAPERS, name="paper", is_multiple=True)]
    if target:
        writers = [(w, say(lang, f"page.writer.{w}")) for w in ("guided", "model")]
        box = el("input", type="checkbox", name="send_to", value=target.host)
        agree = el("label", box, " ", say(lang, "page.writer.consent", host=target.host), class_="pu-check")
        fields += [field(say(lang, "page.writer.label"), select("writer", writers, "guided")), agree]
    return form("read-papers", *fields, button(say(lang, "papers.page.read"), is_primary=True), class_="pu-papers", mandate=mandate)


def _reading(lang: Lang, mandate_id: str, kept: KeptReading) -> Html:
    reading = kept.reading
    head = say(lang, "papers.page.read_on", day=show_date(kept.created_at.date(), lang), names=", ".join(reading.papers))
    proposals = [_proposal(lang, mandate_id, kept.number, each) for each in reading.proposals]
    forget = form(
        "forget-papers",
        button(say(lang, "papers.page.forget"), hint=f"{say(lang, 'papers.page.forget')}: {', '.join(reading.papers)}"),
        class_="pu-inline",
        mandate=mandate_id,
        reading=str(kept.number),
    )
    return el(
        "section",
        el("h3", head),
        el("ul", *proposals, class_="pu-cards") if proposals else NOTHING,
        _questions(lang, mandate_id, reading.questions),
        _notices(lang, reading.notices),
        forget,
        class_="pu-reading",
        data_reading=str(kept.number),
    )


def _proposal(lang: Lang, mandate_id: str, reading: int, each: Proposed) -> Html:
    label = label_of(each.path, lang)
    value = shown_value(each.path, each.value, lang)
    sure = el("span", say(lang, f"papers.sure.{each.confidence}"), class_="pu-means")
    parts = [el("h4", label), el("p", el("strong", value)), quoted(each.quote), sure]
    if each.state != "open":
        parts.append(el("p", badge(say(lang, f"papers.page.{each.state}"), "done" if each.state == "accepted" else "closed")))
    elif each.is_known:
        parts.append(el("p", say(lang, "papers.known"), class_="pu-means"))
    elif each.clash is not None:
        parts.append(el("p", clash_line(each, lang), class_="pu-risky"))
        parts.append(el("p", _box_way(lang, mandate_id, each.path), " "))
        parts.append(_decide(lang, mandate_id, reading, each, label, may_accept=False))
    else:
        parts.append(_decide(lang, mandate_id, reading, each, label, may_accept=True))
    return el("li", *parts, class_="pu-card", data_path=each.path)


def quoted(quote: Quote) -> Html:
    """A quote of a paper with its place, each character as the paper has it."""
    where = ", ".join(part for part in (quote.file, quote.place) if part)
    return el("blockquote", el("q", quote.text), " ", el("cite", where), class_="pu-quote")


def _decide(lang: Lang, mandate_id: str, reading: int, each: Proposed, label: str, *, may_accept: bool) -> Html:
    hidden = {"mandate": mandate_id, "reading": str(reading), "number": str(each.number)}
    accept, refuse = (say(lang, f"papers.page.{name}") for name in ("accept", "refuse"))
    yes = form("accept-paper", button(accept, is_primary=True, hint=f"{accept}: {label}"), class_="pu-inline", **hidden)
    no = form("refuse-paper", button(refuse, hint=f"{refuse}: {label}"), class_="pu-inline", **hidden)
    return join(yes if may_accept else NOTHING, no)


def _box_way(lang: Lang, mandate_id: str, path: str) -> Html:
    return way(f"{mandate_id}/intake/{step_of(path)}", say(lang, "papers.page.open_box"))


def _questions(lang: Lang, mandate_id: str, questions: Sequence[PaperQuestion]) -> Html:
    if not questions:
        return NOTHING
    lines = [
        el("li", asked_line(q, lang), " ", _box_way(lang, mandate_id, q.path), *(quoted(quote) for quote in q.quotes), data_asked=q.path)
        for q in questions
    ]
    return el("div", el("h4", say(lang, "papers.asked")), el("ul", *lines), class_="pu-asked")


def _notices(lang: Lang, notices: Sequence[PaperNotice]) -> Html:
    if not notices:
        return NOTHING
    lines = [el("li", notice_line(n, lang), data_notice=n.kind) for n in notices]
    return el("div", el("h4", say(lang, "papers.notices")), el("ul", *lines), class_="pu-asked")
