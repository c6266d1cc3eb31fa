"""What an executive sees before a memo is coached: whose machine this is, what stays private, the scenario with its fact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.services.scenarios import ScenarioLine, Sheet
from app.services.sending import Destination
from app.ui.presenters.markup import NOTHING, Html, el


def privacy(lang: Lang, operator: str, target: Destination | None) -> Html:
    """Who runs the instance, what is stored, that drafts may be discoverable, what must not be entered, where a memo could go."""
    run_by = say(lang, "page.coach.privacy.operator", operator=operator) if operator else say(lang, "page.coach.privacy.no_operator")
    away = say(lang, "page.coach.privacy.local") if target is None else say(lang, "page.coach.privacy.model", host=target.host)
    lines = (
        f"{run_by} {away}",
        say(lang, "page.coach.privacy.stored"),
        say(lang, "practice.notice.discoverable"),
        say(lang, "practice.notice.no_unpublished_results"),
    )
    title = say(lang, "page.coach.privacy.title")
    head = el("h2", title)
    return el("section", head, el("ul", *(el("li", line) for line in lines)), class_="pu-private", lang=lang, aria_label=title)


def sending(lang: Lang, target: Destination | None) -> Html:
    """The host that would get the memo and what is kept there; nothing without a model."""
    if target is None:
        return NOTHING
    where = say(lang, "page.coach.sending.near" if target.is_local else "page.coach.sending.far", host=target.host)
    kept = target.retention.own(lang) or target.retention.any()
    return el("div", el("p", where), el("p", kept) if kept else NOTHING, class_="pu-sending", lang=lang)


def choices(lang: Lang, found: Sequence[ScenarioLine]) -> list[tuple[str, str]]:
    """A memo of one's own, then every scenario."""
    named = [(f"{each.id} · {each.title} ({each.kind_name})", each.id) for each in found]
    return [(say(lang, "page.coach.own_memo"), ""), *named]


def invitation(lang: Lang) -> Html:
    """What a scenario is, where none is chosen."""
    return el("div", el("p", say(lang, "page.coach.scenario_hint")), class_="pu-sheet pu-means", lang=lang)


def sheet(lang: Lang, shown: Sheet) -> Html:
    """The situation, the facts with their sources, what is not known, and folded away the softening and a director's questions."""
    head = say(
        lang,
        "practice.sheet.head",
        kind=shown.kind_name,
        audience=shown.audience_name,
        date=show_date(date.fromisoformat(shown.today), lang, short=True),
    )
    facts = [el("li", f.text, " ", el("span", f"{f.source}, {_day(f.as_of, lang)}", class_="pu-means")) for f in shown.facts]
    tempting = el("blockquote", shown.softening)
    asked = el("ul", *(el("li", q) for q in shown.questions))
    return el(
        "article",
        el("h3", shown.title),
        el("p", head, class_="pu-means"),
        el("p", shown.situation),
        el("h4", say(lang, "practice.sheet.facts")),
        el("ul", *facts),
        el("h4", say(lang, "practice.sheet.unknown")),
        el("ul", *(el("li", each) for each in shown.unknown)),
        el("details", el("summary", say(lang, "practice.sheet.softening")), tempting, class_="pu-fold"),
        el("details", el("summary", say(lang, "practice.sheet.questions")), asked, class_="pu-fold"),
        el("p", say(lang, "practice.sheet.invented"), class_="pu-means"),
        class_="pu-sheet",
        lang=lang,
        tabindex="0",
        aria_label=shown.title,
    )


def _day(iso: str, lang: Lang) -> str:
    return show_date(date.fromisoformat(iso), lang, short=True)
