"""A document on the desk: reading view with tools to edit, lock, regenerate, settle, approve, compare and export. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.catalog.render import show_date
from app.catalog.text import has, say
from app.domain.actor import LOCAL_ACTOR
from app.domain.document import Document, Gap, Variant
from app.domain.lang import Lang
from app.domain.proposals import Proposal
from app.services.documents import Shown
from app.services.reading import Reading
from app.services.sending import Destination
from app.ui.presenters.desk_parts import badge, button, crumbs, field, file_box, fold, form, frame, line, select, way
from app.ui.presenters.desk_sections import ref_of, sections
from app.ui.presenters.desk_twin import twin
from app.ui.presenters.evidence import statement_key
from app.ui.presenters.markup import NOTHING, Html, el
from app.ui.presenters.result import file_name, result

BY_HAND = ("edited", "accepted")
"""Events after which a statement's words are a person's."""
May = Literal["own", "edit", "read"]
"""What the reader may do with the document: everything, change its statements and sections, read it."""


def desk(
    lang: Lang,
    shown: Sequence[Shown],
    readings: Sequence[Reading],
    variants: Sequence[Variant],
    suffixes: Sequence[str],
    target: Destination | None,
    *,
    is_unfollowed: bool = False,
    may: May = "own",
) -> Html:
    """The document, or both its languages side by side, under the tools for the first; those that the reader may use."""
    first = shown[0]
    document = first.document
    ref = ref_of(document)
    is_latest = document.version == max(first.versions)
    here = readings[0].kind.own(lang) or readings[0].kind.any()
    told = el("p", say(lang, "page.desk.unfollowed"), class_="pu-alert") if is_unfollowed else NOTHING
    old = el("p", say(lang, "page.desk.old_version"), class_="pu-alert") if not is_latest else NOTHING
    tools = [
        _versions(lang, first, ref, can_restore=is_latest and may != "read"),
        twin(lang, first, ref),
        _copies(lang, document, ref, variants, suffixes),
        _timeline(lang, document, ref),
    ]
    if is_latest and may == "own":
        tools[:0] = [_proposals(lang, first, ref), _approval(lang, first, ref), _gaps(lang, document, ref)]
        tools[3:3] = [sections(lang, first, ref, target), _word(lang, ref)]
    elif is_latest and may == "edit":
        tools[:0] = [sections(lang, first, ref, target)]
    tools.append(_events(lang, first))
    opened = len(shown) > 1
    return frame(
        lang,
        ",".join(ref_of(s.document) for s in shown),
        crumbs(lang, (document.mandate_id, readings[0].codename or readings[0].role or say(lang, "page.desk.mandate")), here=here),
        told,
        old,
        el("p", say(lang, "page.people.reads_only"), class_="pu-means") if may == "read" else NOTHING,
        el("p", say(lang, "page.desk.tools_for", lang=say(lang, f"page.lang.{document.lang}")), class_="pu-means") if opened else NOTHING,
        el("div", *tools, class_="pu-tools"),
        result(lang, readings, suffixes),
        _statement_tools(lang) if is_latest and may != "read" else NOTHING,
        _raws(lang, shown) if is_latest and may != "read" else NOTHING,
    )


def _versions(lang: Lang, shown: Shown, ref: str, *, can_restore: bool) -> Html:
    document = shown.document
    rows = []
    for version in reversed(shown.versions):
        is_this = version == document.version
        name = say(lang, "page.cover.version", version=version)
        parts: list[str] = [el("strong", name) if is_this else way(f"{document.id}@{version}", name)]
        if not is_this:
            parts += [" ", way(f"{ref}/diff/{version}", say(lang, "page.desk.compare"))]
            if can_restore:
                restore = button(say(lang, "page.desk.restore"), hint=f"{say(lang, 'page.desk.restore')}: {name}")
                parts += [form("restore", restore, class_="pu-inline", document=f"{document.id}@{version}")]
        rows.append(el("li", *parts))
    return fold(say(lang, "page.desk.versions", count=len(shown.versions)), el("ul", *rows, class_="pu-runs"))


def _copies(lang: Lang, document: Document, ref: str, variants: Sequence[Variant], suffixes: Sequence[str]) -> Html:
    if document.variant != "internal":
        return NOTHING
    rows = []
    for variant in variants:
        names = [(s, file_name(document, s).replace(f".v{document.version}", f".{variant}.v{document.version}")) for s in suffixes]
        links = [
            el("a", s.removeprefix("."), href=f"desk/copies/{ref}/{variant}/{name}?lang={lang}", class_="pu-download", data_fetch=name)
            for s, name in names
        ]
        look = way(f"{ref}/as/{variant}", say(lang, "page.desk.look")) if variant != "internal" else NOTHING
        rows.append(el("li", el("span", say(lang, f"page.cover.variant_{variant}")), " ", *links, " ", look))
    told = el("div", class_="pu-told", role="alert")
    return fold(
        say(lang, "page.desk.copies"),
        el("p", say(lang, "page.desk.copies_mean"), class_="pu-means"),
        el("ul", *rows, class_="pu-copies"),
        told,
    )


def _timeline(lang: Lang, document: Document, ref: str) -> Html:
    if not any(b.type == "timeline" for s in document.sections for b in s.blocks):
        return NOTHING
    picture = el("img", src=f"desk/timelines/{ref}.png", alt=say(lang, "page.desk.timeline_alt"), loading="lazy", class_="pu-picture")
    return fold(say(lang, "page.desk.timeline"), picture)


def _approval(lang: Lang, shown: Shown, ref: str) -> Html:
    held = {a.section: a for a in shown.approvals}
    rows = []
    for section in shown.document.sections:
        given = held.get(section.id)
        state = (
            say(lang, "page.desk.approved_by", by=given.by, at=given.at[:16].replace("T", " "))
            if given
            else say(lang, "page.desk.not_approved")
        )
        rows.append(el("li", el("span", section.title, lang=shown.document.lang), " ", el("span", state, class_="pu-means")))
    options = [("all", say(lang, "page.desk.all_sections")), *((s.id, s.title) for s in shown.document.sections)]
    ask = form(
        "approve",
        field(say(lang, "page.desk.section"), select("section", options)),
        field(say(lang, "page.desk.your_name"), line("by", required=True)),
        button(say(lang, "page.desk.approve"), is_primary=True),
        document=ref,
    )
    title = say(lang, "page.desk.approval", count=len(held), total=len(shown.document.sections))
    return fold(title, el("p", say(lang, "page.desk.approve_means"), class_="pu-means"), ask, el("ul", *rows, class_="pu-runs"))


def _gaps(lang: Lang, document: Document, ref: str) -> Html:
    if document.intake is None or not document.gaps:
        return NOTHING
    return fold(say(lang, "page.live.settle_gaps", count=len(document.gaps)), *(_gap(lang, document, ref, g) for g in document.gaps))


def _gap(lang: Lang, document: Document, ref: str, gap: Gap) -> Html:
    asked = el("p", el("strong", gap.ask, lang=document.lang), " ", el("span", gap.question, lang=document.lang))
    answer = el("textarea", name="text", rows=2, required=True, autocomplete="off")
    fields = [field(say(lang, "page.desk.answer"), answer), field(say(lang, "page.desk.source"), line("source", required=True))]
    return form("settle", asked, *fields, button(say(lang, "page.desk.settle"), hint=f"{say(lang, 'page.desk.settle')}: {gap.path}"),
                document=ref, path=gap.path)  # fmt: skip


def _word(lang: Lang, ref: str) -> Html:
    chosen = file_box(lang, say(lang, "page.desk.word_file"), accept=".docx")
    take = form("import-word", chosen, button(say(lang, "page.desk.import")), document=ref)
    return fold(say(lang, "page.desk.from_word"), el("p", say(lang, "page.desk.from_word_means"), class_="pu-means"), take)


def _proposals(lang: Lang, shown: Shown, ref: str) -> Html:
    if not shown.proposals:
        return NOTHING
    return fold(
        say(lang, "page.desk.proposals", count=len(shown.proposals)), *(_proposal(lang, ref, p) for p in shown.proposals), is_open=True
    )


def _proposal(lang: Lang, ref: str, proposal: Proposal) -> Html:
    kind = f"page.desk.proposal_{proposal.kind}"
    head = [badge(say(lang, kind) if has(kind) else proposal.kind, "draft"), " ", proposal.author or "", " ", proposal.place]
    before = el("p", el("del", proposal.before)) if proposal.before and proposal.kind != "comment" else NOTHING
    after = el("p", el("ins", proposal.after_text)) if proposal.after_text else NOTHING
    comment = el("p", proposal.comment) if proposal.comment else NOTHING
    found = [el("p", f.message, class_=f"pu-severity pu-{f.severity}") for f in proposal.findings]
    number = str(proposal.number)
    yes, no = say(lang, "page.desk.accept"), say(lang, "page.desk.reject")
    accept = form("accept", button(yes, is_primary=True, hint=f"{yes}: {number}"), class_="pu-inline", document=ref, number=number)
    reject = form("reject", button(no, hint=f"{no}: {number}"), class_="pu-inline", document=ref, number=number)
    takes = NOTHING if proposal.kind == "unmatched" else accept
    return el("div", el("p", *head), before, after, comment, *found, takes, reject, class_="pu-proposal")


def _events(lang: Lang, shown: Shown) -> Html:
    if not shown.events:
        return NOTHING
    lines = []
    for event in reversed(shown.events):
        word = f"page.desk.event_{event.kind}"
        what = say(lang, word) if has(word) else event.kind
        note = f" “{event.note}”" if event.note and event.kind in ("commented", "settled", "regenerated", "imported") else ""
        day = show_date(event.created_at.date(), lang, short=True)
        where = f" ({event.statement_id or event.section})" if event.statement_id or event.section else ""
        lines.append(el("li", f"{day} · {_who(lang, event.by_name)} · {what}{where}{note}"))
    return fold(say(lang, "page.desk.history", count=len(lines)), el("ul", *lines, class_="pu-runs"))


def _statement_tools(lang: Lang) -> Html:
    """The form that the script puts into the open evidence panel, once, with the statement's own words."""
    words = el("textarea", name="text", rows=4, autocomplete="off")
    told = field(say(lang, "page.desk.edit"), words, means=say(lang, "page.desk.edit_means"))
    edit = form("edit", told, button(say(lang, "page.desk.save"), is_primary=True), document="", statement="")
    box = el("textarea", name="text", rows=2, required=True, autocomplete="off")
    comment = form(
        "comment", field(say(lang, "page.desk.comment"), box), button(say(lang, "page.desk.add_comment")), document="", statement=""
    )
    return el("template", el("div", fold(say(lang, "page.desk.change"), edit, comment), class_="pu-st-tools", lang=lang), id="pu-st-tools")


def _who(lang: Lang, name: str) -> str:
    """A name as it is told; where nobody signs in, in words."""
    return say(lang, "page.state.local_user") if name == LOCAL_ACTOR.user_id else name


def _by_hand(lang: Lang, shown: Shown, statement_id: str) -> str:
    """That a person changed a statement's words, so that its citations are those of the words before; empty where nobody did."""
    edits = [e for e in shown.events if e.statement_id == statement_id and e.kind in BY_HAND and e.version <= shown.document.version]
    if not edits:
        return ""
    return say(lang, "page.desk.by_hand", who=_who(lang, edits[-1].by_name), day=show_date(edits[-1].created_at.date(), lang))


def _raws(lang: Lang, shown: Sequence[Shown]) -> Html:
    """Every statement's words as they are edited, for the script; beside those that a person changed, who and when."""
    kept = [
        el(
            "span",
            st.text,
            data_raw=statement_key(s.document.lang, st.id),
            data_statement=st.id,
            data_document=ref_of(s.document),
            data_hand=_by_hand(lang, s, st.id) or None,
        )
        for s in shown
        for section in s.document.sections
        if not section.locked
        for st in section.statements()
    ]
    return el("div", *kept, class_="pu-raws", hidden=True)
