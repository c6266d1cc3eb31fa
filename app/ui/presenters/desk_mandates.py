"""The mandates, one mandate, its letters and what a draft would cost: pure views of app.services.mandates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.catalog.kinds import DocumentKind
from app.catalog.mandate_types import MandateType, mandate_types
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.document import Variant
from app.domain.lang import LANGS, Lang
from app.services.mandates import Line, Overview, Owed, Risk
from app.services.run_views import RunView
from app.services.sending import Destination
from app.storage.documents import DocumentLine
from app.storage.mandates import Mandate
from app.ui.presenters.desk_parts import badge, button, counted, crumbs, field, file_box, fold, form, frame, select, way
from app.ui.presenters.desk_sections import consent
from app.ui.presenters.markup import NOTHING, Html, el, join

PAPERS = ".pdf,.docx,.pptx,.html,.htm,.md,.txt,.eml"
"""Files that are read for proposals; the reader looks into the file itself."""
SHOWN = 4
"""Questions of one person shown before the rest is folded away."""


def everything(lang: Lang, lines: Sequence[Line], types: Sequence[MandateType], examples: int, others: Html = NOTHING) -> Html:
    """Every mandate with what waits in it, how to begin one, and the mandates of `others`."""
    head = el("div", el("h2", say(lang, "page.desk.mandates")), el("p", say(lang, "page.desk.lead"), class_="pu-means"))
    known = el("ul", *(_card(lang, line) for line in lines), class_="pu-cards") if lines else _nothing(lang, examples)
    two = el("div", el("div", known, others), _beginning(lang, types), class_="pu-desk-two")
    return frame(lang, "", el("div", head, class_="pu-desk-head"), two)


def _nothing(lang: Lang, examples: int) -> Html:
    steps = [el("li", say(lang, f"page.desk.empty_{n}", count=examples)) for n in (1, 2, 3)]
    return el("div", el("h3", say(lang, "page.desk.empty")), el("ol", *steps), class_="pu-empty")


def _card(lang: Lang, line: Line) -> Html:
    mandate = line.mandate
    count = sum(len(o.points) for o in line.owed)
    owed = counted(lang, "page.desk.owed", count, who=", ".join(o.ask.own(lang) or o.ask.any() for o in line.owed[:3]))
    facts = [
        el("li", owed if count else say(lang, "page.desk.no_gaps"), class_="pu-fact"),
        el("li", counted(lang, "page.desk.at_risk", len(line.risks)), class_="pu-fact pu-risky") if line.risks else NOTHING,
        el("li", counted(lang, "page.desk.documents_count", line.documents), class_="pu-fact") if line.documents else NOTHING,
        el("li", counted(lang, "page.desk.under_way", line.under_way), class_="pu-fact") if line.under_way else NOTHING,
    ]
    title = el("h3", way(mandate.id, title_of(lang, mandate)))
    days = [
        say(lang, f"page.desk.day_{name}", day=show_date(day, lang))
        for name, day in (("kickoff", line.kickoff), ("deadline", line.deadline))
        if day
    ]
    changed = say(lang, "page.desk.changed", day=show_date(mandate.updated_at.date(), lang))
    under = el("p", " · ".join((type_of(lang, mandate), *days, changed)))
    return el(
        "li", el("div", title, _state(lang, mandate), class_="pu-card-head"), under, el("ul", *facts, class_="pu-facts"), class_="pu-card"
    )


def title_of(lang: Lang, mandate: Mandate) -> str:
    """A mandate's name, or that it has none yet."""
    return mandate.title if mandate.title != "—" else say(lang, "page.desk.untitled")


def type_of(lang: Lang, mandate: Mandate) -> str:
    """A mandate's type in words."""
    known = mandate_types().get(mandate.mandate_type or "")
    return known.title.in_lang(lang) if known else say(lang, "page.desk.no_type")


def _state(lang: Lang, mandate: Mandate) -> Html:
    return badge(say(lang, f"page.desk.state_{mandate.state}"), mandate.state)


def _beginning(lang: Lang, types: Sequence[MandateType]) -> Html:
    options = [("", say(lang, "page.desk.no_type")), *((t.id, t.title.in_lang(lang)) for t in types)]
    begin = form(
        "begin", field(say(lang, "page.desk.type"), select("type", options)), button(say(lang, "page.desk.begin"), is_primary=True)
    )
    accepted = f".yaml,.yml,.json,{PAPERS}"
    take = form("take-file", file_box(lang, say(lang, "page.desk.file"), accept=accepted), button(say(lang, "page.desk.take")))
    return el(
        "aside",
        el("h3", say(lang, "page.desk.new")),
        begin,
        el("h3", say(lang, "page.desk.from_file")),
        take,
        class_="pu-side",
    )


def overview(
    lang: Lang,
    shown: Overview,
    kinds: Sequence[tuple[DocumentKind, Sequence[Variant]]],
    target: Destination | None,
    team: Html = NOTHING,
) -> Html:
    """One mandate: what is open, what is at risk, what was written, the way to write more, and who works on it (`team`)."""
    mandate = shown.mandate
    role = shown.role.own(lang) or shown.role.any() if shown.role.all() else ""
    name = title_of(lang, mandate)
    head = el("div", el("h2", name), _state(lang, mandate), class_="pu-card-head")
    under = el("p", " · ".join(filter(None, (role if role != name else "", type_of(lang, mandate)))), class_="pu-means")
    held = el("p", counted(lang, "page.desk.held", shown.held), class_="pu-risky") if shown.held else NOTHING
    written = join(_documents(lang, shown.documents, kinds), _runs(lang, shown.runs, kinds))
    waits = join(_risks(lang, shown.risks), _owed(lang, mandate, shown.owed))
    # Who comes back to a mandate looks for what was written; who begins one, for what is still open.
    parts = (written, waits) if shown.documents or shown.runs else (waits, written)
    main = el("div", _intake_way(lang, mandate), held, *parts, class_="pu-desk-main")
    beside = el("aside", _drafting(lang, mandate, kinds, target), class_="pu-side")
    below = el("div", team, _closing(lang, mandate))
    return frame(lang, mandate.id, crumbs(lang, here=name), head, under, el("div", main, beside, class_="pu-desk-two"), below)


def _intake_way(lang: Lang, mandate: Mandate) -> Html:
    intake = way(f"{mandate.id}/intake", say(lang, "page.desk.open_intake"), class_="pu-act pu-link")
    return el("p", intake, " ", way(f"{mandate.id}/papers", say(lang, "papers.page.way"), class_="pu-act pu-link"))


def _owed(lang: Lang, mandate: Mandate, owed: Sequence[Owed]) -> Html:
    title = el("h3", say(lang, "page.desk.open_questions"))
    if not owed:
        return el("section", title, el("p", say(lang, "page.desk.no_gaps"), class_="pu-means"))
    letters = el(
        "p",
        way(f"{mandate.id}/email", say(lang, "page.desk.as_email")),
        " · ",
        way(f"{mandate.id}/call-sheet", say(lang, "page.desk.as_call_sheet")),
    )
    return el("section", title, letters, *(_one_owes(lang, each) for each in owed), class_="pu-owed")


def _one_owes(lang: Lang, owed: Owed) -> Html:
    lines = [
        el("li", p.question.own(lang) or p.question.any(), " ", el("span", say(lang, f"page.needed.{p.needed_for}"), class_="pu-needed"))
        for p in owed.points
    ]
    head = el("h4", owed.ask.own(lang) or owed.ask.any(), " ", el("span", str(len(lines)), class_="pu-count"))
    rest = fold(say(lang, "page.desk.more", count=len(lines) - SHOWN), el("ul", *lines[SHOWN:])) if lines[SHOWN:] else NOTHING
    return el("div", head, el("ul", *lines[:SHOWN]), rest, class_="pu-asked")


def _risks(lang: Lang, risks: Sequence[Risk]) -> Html:
    if not risks:
        return NOTHING
    heads = [el("th", say(lang, f"page.desk.risk_{name}"), scope="col") for name in ("day", "gate", "left", "why")]
    rows = [
        el(
            "tr",
            el("td", show_date(date.fromisoformat(r.day), lang, short=True)),
            el("td", r.name.own(lang) or r.name.any()),
            el("td", str(r.left)),
            el("td", r.why.own(lang) or r.why.any()),
        )
        for r in risks
    ]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="pu-table")
    return el("section", el("h3", say(lang, "page.desk.risks")), el("div", table, class_="pu-scroll", tabindex="0"))


def _drafting(lang: Lang, mandate: Mandate, kinds: Sequence[tuple[DocumentKind, Sequence[Variant]]], target: Destination | None) -> Html:
    of_kind = [(k.id, k.title.in_lang(lang)) for k, _ in kinds]
    langs = [(each, say(lang, f"page.lang.{each}")) for each in (*LANGS, "both")]
    every = list(dict.fromkeys(v for _, have in kinds for v in have))
    fields = [
        field(say(lang, "page.desk.kind"), select("kind", of_kind, "mandate-brief")),
        field(say(lang, "page.lang.label"), select("doc_lang", langs, lang)),
        field(say(lang, "page.desk.variant"), select("variant", [(v, say(lang, f"page.cover.variant_{v}")) for v in every], "internal")),
    ]
    sending = _sending(lang, mandate, target) if target else el("p", say(lang, "page.writer.guided_only"), class_="pu-means")
    press = button(say(lang, "page.desk.draft"), is_primary=True)
    return join(el("h3", say(lang, "page.desk.drafting")), form("draft", *fields, sending, press, mandate=mandate.id))


def _sending(lang: Lang, mandate: Mandate, target: Destination) -> Html:
    writers = [(w, say(lang, f"page.writer.{w}")) for w in ("guided", "model")]
    cost = el("div", class_="pu-cost", data_cost=mandate.id, aria_live="polite")
    return join(field(say(lang, "page.writer.label"), select("writer", writers, "guided")), consent(lang, target, cost))


def kind_name(lang: Lang, kind: str, kinds: Sequence[tuple[DocumentKind, Sequence[Variant]]]) -> str:
    """A kind in words."""
    return next((k.title.in_lang(lang) for k, _ in kinds if k.id == kind), kind)


def _documents(lang: Lang, documents: Sequence[DocumentLine], kinds: Sequence[tuple[DocumentKind, Sequence[Variant]]]) -> Html:
    title = el("h3", say(lang, "page.desk.documents"))
    if not documents:
        return el("section", title, el("p", say(lang, "page.desk.no_documents"), class_="pu-means"))
    heads = [
        el("th", say(lang, f"page.desk.col_{name}"), scope="col") for name in ("kind", "lang", "variant", "version", "state", "written")
    ]
    rows = [
        el(
            "tr",
            el("th", way(f"{d.id}@{d.version}", kind_name(lang, d.kind, kinds)), scope="row"),
            el("td", say(lang, f"page.lang.{d.lang}")),
            el("td", say(lang, f"page.cover.variant_{d.variant}")),
            el("td", str(d.version)),
            el("td", say(lang, f"page.cover.status_{d.status}")),
            el("td", show_date(d.created_at.date(), lang, short=True)),
        )
        for d in documents
    ]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="pu-table")
    return el("section", title, el("div", table, class_="pu-scroll", tabindex="0"))


def _runs(lang: Lang, runs: Sequence[RunView], kinds: Sequence[tuple[DocumentKind, Sequence[Variant]]]) -> Html:
    if not runs:
        return NOTHING
    lines = [
        el(
            "li",
            way(r.id, f"{kind_name(lang, r.kind, kinds)}, {' + '.join(r.langs)}"),
            " ",
            badge(say(lang, f"page.desk.run_{r.state}"), r.state),
            " ",
            el("span", say(lang, "page.desk.steps", done=r.steps_done, total=r.steps_total), class_="pu-means"),
        )
        for r in runs
    ]
    return el("section", el("h3", say(lang, "page.desk.runs")), el("ul", *lines, class_="pu-runs"))


def _closing(lang: Lang, mandate: Mandate) -> Html:
    other = "closed" if mandate.state == "open" else "open"
    close = form("state", button(say(lang, f"page.desk.set_{other}")), class_="pu-inline", mandate=mandate.id, state=other)
    clone = form("clone", button(say(lang, "page.desk.clone")), class_="pu-inline", mandate=mandate.id)
    return el("div", close, clone, el("p", say(lang, "page.desk.clone_means"), class_="pu-means"), class_="pu-foot")
