"""A coached memo as its writer reads it: what comes first, where it stands, the marked words, the rewrite, what will be asked."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.coaching import Coaching
from app.domain.lang import Lang
from app.domain.practice import Comparison, is_stop
from app.services.practice_desk import OnDesk
from app.ui.presenters.coach_levels import part, picture, verdict
from app.ui.presenters.coach_marks import cards, marked_text, slots
from app.ui.presenters.coach_rewrite import rewrite
from app.ui.presenters.markup import NOTHING, Html, el, join

URGENT = ("stop", "show_counsel", "urgent", "too_short", "header_only", "injected", "exposure_in_green")
"""How the ids of notices begin that are read before anything else."""


def empty(lang: Lang) -> Html:
    """What to do, and what will come of it."""
    steps = [el("li", say(lang, f"page.coach.empty.step_{n}")) for n in (1, 2, 3)]
    return el("div", el("h2", say(lang, "page.coach.empty.title")), el("ol", *steps), class_="pu-empty", lang=lang)


def coached(lang: Lang, found: OnDesk, comparison: Comparison | None) -> Html:
    """The whole coaching; for a stopped memo the route and the protective steps, and nothing about style."""
    coaching = found.coaching
    parts = _stopped(lang, found) if is_stop(coaching) else _graded(lang, found, comparison)
    return el("div", _head(lang, coaching), first(lang, coaching), *parts, class_="pu-coached", lang=lang, data_desk=found.id)


def _head(lang: Lang, coaching: Coaching) -> Html:
    kind = say(lang, f"practice.kind.{coaching.kind}")
    writer = say(lang, "page.coach.by_model") if coaching.writer == "model" else say(lang, "page.coach.by_rules")
    scenario = f" · {coaching.scenario}" if coaching.scenario else ""
    line = f"{kind} · {say(lang, f'page.lang.{coaching.lang}')}{scenario} · {writer}"
    return el("div", el("h2", say(lang, "page.coach.result"), tabindex="-1"), el("p", line, class_="pu-means"), class_="pu-coached-head")


def first(lang: Lang, coaching: Coaching) -> Html:
    """Blockers and urgent notices, on top; nothing where there is none."""
    held = [_blocker(coaching, b.message, b.start, b.end) for b in coaching.blockers]
    told = [el("li", n.message, lang=coaching.lang) for n in coaching.notices if _is_urgent(n.id)]
    if not held and not told:
        return NOTHING
    return el("section", el("h3", say(lang, "page.coach.first")), el("ul", *told, *held), class_="pu-alert pu-first", role="alert")


def _blocker(coaching: Coaching, message: str, start: int | None, end: int | None) -> Html:
    words = " ".join(coaching.text[start:end].split()) if start is not None and end is not None else ""
    quoted = join(" ", el("q", words)) if words and words not in message else NOTHING
    return el("li", message, quoted, lang=coaching.lang)


def _is_urgent(notice_id: str) -> bool:
    return notice_id.casefold().startswith(URGENT)


def _graded(lang: Lang, found: OnDesk, comparison: Comparison | None) -> tuple[Html, ...]:
    coaching = found.coaching
    marks = say(lang, "page.coach.mark.title", count=len(coaching.markers))
    hint = el("p", say(lang, "page.coach.mark.hint"), class_="pu-means") if coaching.markers else NOTHING
    text = el("section", el("h3", marks), hint, marked_text(lang, coaching), cards(lang, coaching), class_="pu-part")
    beside = el(
        "div",
        el("section", el("h3", say(lang, "page.coach.level.title")), verdict(lang, coaching), _steps(lang, coaching), class_="pu-part"),
        el("section", el("h3", say(lang, "page.coach.level.twelve")), picture(lang, coaching), class_="pu-part"),
    )
    before = NOTHING if comparison is None else part(lang, comparison)
    asked = el("div", questions(lang, coaching), reader(lang, coaching), class_="pu-two")
    return (
        before,
        el("div", text, beside, class_="pu-coach-grid"),
        rewrite(lang, coaching),
        asked,
        _notes(lang, coaching),
        keeping(lang, found),
    )


def _stopped(lang: Lang, found: OnDesk) -> tuple[Html, ...]:
    return (_notes(lang, found.coaching), keeping(lang, found))


def _steps(lang: Lang, coaching: Coaching) -> Html:
    if not coaching.next_steps:
        return NOTHING
    steps = [el("li", slots(s.text), " ", el("span", s.code, class_="pu-means"), lang=coaching.lang) for s in coaching.next_steps]
    return join(el("h4", say(lang, "page.coach.steps")), el("ol", *steps, class_="pu-steps"))


def questions(lang: Lang, coaching: Coaching) -> Html:
    """What a sceptical reader will ask, the most dangerous first, and from which words each question comes."""
    if not coaching.questions:
        return NOTHING
    items = []
    for question in coaching.questions:
        code, _, quote = question.from_.partition(" | ")
        source = f"{code} · “{quote}”" if quote and quote in coaching.text else code
        who = el("span", say(lang, f"coach.persona.{question.persona}"), class_="pu-needed")
        items.append(el("li", el("p", question.text, lang=coaching.lang), el("p", who, " · ", source, class_="pu-means")))
    go = el("button", say(lang, "page.coach.face"), type="button", class_="pu-button", data_tab="face")
    return el("section", el("h3", say(lang, "page.coach.questions")), el("ol", *items, class_="pu-asked-list"), go, class_="pu-part")


def reader(lang: Lang, coaching: Coaching) -> Html:
    """What the person who receives the memo should ask, acknowledge, avoid."""
    if not coaching.reader_side:
        return NOTHING
    items = []
    for advice in coaching.reader_side:
        do = el("strong", say(lang, f"coach.do.{advice.do}"))
        quote = el("q", " ".join(advice.span.text.split()), lang=coaching.lang, class_="pu-means") if advice.span else NOTHING
        items.append(el("li", do, ": ", el("span", advice.text, lang=coaching.lang), " ", quote))
    return el("section", el("h3", say(lang, "coach.reader")), el("ul", *items), class_="pu-part")


def _notes(lang: Lang, coaching: Coaching) -> Html:
    told = [el("li", n.message, lang=coaching.lang) for n in coaching.notices if not _is_urgent(n.id)]
    return el("section", el("h3", say(lang, "page.coach.notes")), el("ul", *told), class_="pu-part pu-notes") if told else NOTHING


def keeping(lang: Lang, found: OnDesk) -> Html:
    """Keep it or not; a stopped memo only after an explicit second act. What to do next."""
    again = el("button", say(lang, "page.coach.again"), type="button", class_="pu-button", data_focus="pu-memo")
    if found.attempt_id:
        kept = el("p", say(lang, "page.coach.kept", id=found.attempt_id), role="status")
        return el("section", kept, el("div", again, _mine(lang), class_="pu-tools"), class_="pu-part pu-keep")
    if is_stop(found.coaching):
        button = el("button", say(lang, "page.coach.keep_stop"), type="button", class_="pu-button", data_do="keep_stop")
        body = el("p", say(lang, "page.coach.keep_stop_means"), class_="pu-means")
        return el("details", el("summary", say(lang, "page.coach.keep_stop_ask")), body, button, class_="pu-part pu-keep")
    button = el("button", say(lang, "page.coach.keep"), type="button", class_="pu-button pu-button-main", data_do="keep")
    return el(
        "section",
        el("p", say(lang, "page.coach.not_kept")),
        el("div", button, again, class_="pu-tools"),
        class_="pu-part pu-keep",
    )


def _mine(lang: Lang) -> Html:
    return el("button", say(lang, "page.coach.mine.open_tab"), type="button", class_="pu-button", data_tab="mine")
