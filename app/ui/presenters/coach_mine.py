"""A writer's own practice: attempts, progress, the private ledger; each row with what can be done to it. Stores nothing."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date

from app.catalog.coaching import rubric
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.practice import OUTCOMES, LedgerEntry
from app.services.practice import AttemptLine
from app.services.practice_progress import Progress
from app.services.practice_words import entry_line, notices
from app.ui.presenters.markup import NOTHING, Html, el


def mine(
    lang: Lang, attempts: Sequence[AttemptLine], progress: Progress, entries: Sequence[LedgerEntry], *, plot: bytes, calendar: bytes
) -> Html:
    """Everything that the actor ever kept. `plot` is an SVG, empty below five attempts; `calendar` an .ics, empty without a due entry."""
    said = el("ul", *(el("li", n.message) for n in notices(lang)), class_="pu-means")
    if not attempts:
        return el(
            "div",
            el("h2", say(lang, "page.coach.mine.none_title")),
            el("p", say(lang, "page.coach.mine.none")),
            said,
            class_="pu-empty",
            lang=lang,
        )
    return el(
        "div",
        el("section", el("h3", say(lang, "page.coach.mine.progress")), _progress(lang, progress, plot), class_="pu-part"),
        el(
            "section",
            el("h3", say(lang, "page.coach.mine.attempts", count=len(attempts))),
            _table(lang, attempts),
            _compare(lang, attempts),
            class_="pu-part",
        ),
        el("section", el("h3", say(lang, "page.coach.mine.ledger")), _ledger(lang, entries, calendar), class_="pu-part"),
        el("section", el("h3", say(lang, "page.coach.mine.private")), said, _all(lang), class_="pu-part"),
        class_="pu-mine",
        lang=lang,
    )


def _progress(lang: Lang, found: Progress, plot: bytes) -> Html:
    if plot:
        address = "data:image/svg+xml;base64," + base64.b64encode(plot).decode()
        values = ", ".join(f"{p.overall:.1f}" for p in found.points if p.overall is not None)
        shown = el("img", src=address, alt=say(lang, "page.coach.mine.plot", values=values), class_="pu-plot")
    else:
        shown = el("p", say(lang, "page.coach.mine.to_plot", count=found.attempts_to_plot), class_="pu-means")
    if found.weakest is None or found.next_scenario is None:
        return el("div", shown)
    name = f"{found.weakest} {rubric()[found.weakest].name.in_lang(lang)}"
    words = say(lang, "page.coach.mine.next", name=name, scenario=found.next_scenario)
    go = el("button", say(lang, "page.coach.mine.go"), type="button", class_="pu-button", data_do="scenario", data_id=found.next_scenario)
    return el("div", shown, el("p", words, " ", go))


def _table(lang: Lang, attempts: Sequence[AttemptLine]) -> Html:
    names = [say(lang, f"page.coach.mine.{name}") for name in ("when", "what", "overall", "state", "do")]
    rows = [_attempt(lang, each, names) for each in reversed(attempts)]
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in names)))
    return el("div", el("table", head, el("tbody", *rows), class_="pu-table"), class_="pu-scroll")


def _attempt(lang: Lang, found: AttemptLine, names: Sequence[str]) -> Html:
    what = f"{found.scenario or say(lang, 'practice.cli.own_memo')} · {say(lang, f'practice.kind.{found.kind}')} · {found.lang.upper()}"
    what += " · " + say(lang, "page.coach.mine.went_out") if found.is_accepted else ""
    state = [] if found.is_own else [say(lang, "practice.cli.from_other")]
    state += [say(lang, "practice.cli.shared", names=", ".join(found.shared_with))] if found.shared_with else []
    overall = "–" if found.overall is None else f"{found.overall:.1f}"
    day = show_date(date.fromisoformat(found.created_at[:10]), lang, short=True)
    return el(
        "tr",
        el("th", day, el("span", f" {found.id}", class_="pu-means pu-id"), scope="row"),
        el("td", what, data_label=names[1]),
        el("td", overall, data_label=names[2]),
        el("td", " · ".join(state) or say(lang, "page.coach.mine.only_you"), data_label=names[3]),
        el("td", _acts(lang, found), data_label=names[4]),
        data_attempt=found.id,
    )


def _acts(lang: Lang, found: AttemptLine) -> Html:
    opened = _button(lang, "open", found.id, f"{say(lang, 'page.coach.mine.open')} {found.id}")
    if not found.is_own:
        return el("div", opened, class_="pu-acts")
    accept = NOTHING if found.is_accepted else _button(lang, "accept", found.id, f"{say(lang, 'page.coach.mine.accept')} {found.id}")
    return el("div", opened, accept, _share(lang, found), _delete(lang, found.id), class_="pu-acts")


def _button(lang: Lang, do: str, item: str, label: str) -> Html:
    return el("button", say(lang, f"page.coach.mine.{do}"), type="button", class_="pu-go", data_do=do, data_id=item, aria_label=label)


def _share(lang: Lang, found: AttemptLine) -> Html:
    field = el(
        "input",
        name_="reader",
        required=True,
        autocomplete="off",
        aria_label=say(lang, "page.coach.mine.reader"),
        placeholder=say(lang, "page.coach.mine.reader"),
    )
    give = el("button", say(lang, "page.coach.mine.share_now"), class_="pu-button")
    form = el("form", field, give, data_do="share", data_id=found.id, class_="pu-form")
    taken = [
        el(
            "button",
            say(lang, "page.coach.mine.take_back", name=name),
            type="button",
            class_="pu-go",
            data_do="unshare",
            data_id=found.id,
            data_reader=name,
        )
        for name in found.shared_with
    ]
    means = el("p", say(lang, "page.coach.mine.share_means"), class_="pu-means")
    return el("details", el("summary", say(lang, "page.coach.mine.share")), means, form, *taken, class_="pu-small")


def _delete(lang: Lang, item: str) -> Html:
    sure = el(
        "button", say(lang, "page.coach.mine.delete_now"), type="button", class_="pu-button pu-button-bad", data_do="delete", data_id=item
    )
    means = el("p", say(lang, "page.coach.mine.delete_means"), class_="pu-means")
    return el("details", el("summary", say(lang, "page.coach.mine.delete")), means, sure, class_="pu-small")


def _all(lang: Lang) -> Html:
    sure = el("button", say(lang, "page.coach.mine.delete_all_now"), type="button", class_="pu-button pu-button-bad", data_do="delete_all")
    return el(
        "details",
        el("summary", say(lang, "page.coach.mine.delete_all")),
        el("p", say(lang, "page.coach.mine.delete_means")),
        sure,
        class_="pu-small",
    )


def _compare(lang: Lang, attempts: Sequence[AttemptLine]) -> Html:
    own = [a for a in attempts if a.is_own]
    if len(own) < 2:
        return NOTHING
    picks = []
    for name, chosen in (("first", own[-2].id), ("second", own[-1].id)):
        options = [el("option", _option(lang, a), value=a.id, selected=a.id == chosen) for a in reversed(own)]
        picks.append(el("select", *options, name_=name, aria_label=say(lang, f"page.coach.mine.pick_{name}")))
    button = el("button", say(lang, "page.coach.mine.compare"), class_="pu-button")
    return el(
        "form", el("span", say(lang, "page.coach.compare.title"), class_="pu-label"), *picks, button, data_do="compare", class_="pu-form"
    )


def _option(lang: Lang, found: AttemptLine) -> str:
    day = show_date(date.fromisoformat(found.created_at[:10]), lang, short=True)
    return f"{day} · {found.scenario or say(lang, 'practice.cli.own_memo')} · {'–' if found.overall is None else f'{found.overall:.1f}'}"


def _ledger(lang: Lang, entries: Sequence[LedgerEntry], calendar: bytes) -> Html:
    if not entries:
        return el("p", say(lang, "page.coach.mine.no_entries"), class_="pu-means")
    saved = NOTHING
    if calendar:
        address = "data:text/calendar;base64," + base64.b64encode(calendar).decode()
        saved = el("a", say(lang, "page.coach.mine.ics"), href=address, download="puente.ics", class_="pu-download")
    rows = [el("li", el("p", entry_line(each, lang).removeprefix(each.id).strip()), _outcome(lang, each)) for each in entries]
    return el("div", el("p", say(lang, "page.coach.mine.ledger_means"), class_="pu-means"), el("ul", *rows, class_="pu-entries"), saved)


def _outcome(lang: Lang, entry: LedgerEntry) -> Html:
    options = [el("option", say(lang, f"practice.outcome.{o}"), value=o, selected=o == entry.outcome) for o in OUTCOMES]
    field = el(
        "input",
        name_="note",
        value=entry.outcome_note,
        aria_label=say(lang, "page.coach.mine.note"),
        placeholder=say(lang, "page.coach.mine.note"),
        autocomplete="off",
    )
    picked = el("select", *options, name_="outcome", aria_label=say(lang, "page.coach.mine.outcome"))
    save = el("button", say(lang, "page.coach.mine.record"), class_="pu-button")
    form = el("form", picked, field, save, data_do="record", data_id=entry.id, class_="pu-form")
    drop = el("button", say(lang, "page.coach.mine.drop"), type="button", class_="pu-go", data_do="drop", data_id=entry.id)
    return el("details", el("summary", say(lang, "page.coach.mine.became")), form, drop, class_="pu-small")
