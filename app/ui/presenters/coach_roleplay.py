"""A role-play as it is read: the persona's and the executive's turns, the debrief, and what to do before there is one."""

from __future__ import annotations

from app.catalog.coaching import rubric
from app.catalog.questions import personas
from app.catalog.text import say
from app.domain.coaching import PERSONAS, Persona
from app.domain.debriefs import Debrief
from app.domain.lang import Lang
from app.domain.roleplay import Exchange, Turn
from app.services.practice_desk import OnDesk
from app.ui.presenters.coach_levels import TOP, bar
from app.ui.presenters.markup import NOTHING, Html, el, join


def choices(lang: Lang) -> list[tuple[str, Persona]]:
    """The readers at headquarters by name."""
    return [(personas()[each].name.in_lang(lang), each) for each in PERSONAS]


def conversation(lang: Lang, found: OnDesk | None, *, is_thinking: bool = False) -> Html:
    """The turns so far and the debrief once it is over; before that, what to do."""
    if found is None:
        return _hint(lang, "page.coach.play.no_memo")
    if found.exchange is None:
        return _hint(lang, "page.coach.play.ready")
    turns = [_turn(lang, found.exchange, each) for each in found.exchange.turns]
    waiting = el("li", "…", class_="pu-turn pu-them", aria_hidden="true") if is_thinking else NOTHING
    listed = el("ol", *turns, waiting, class_="pu-chat")
    log = el("div", listed, role="log", aria_live="polite", aria_label=say(lang, "page.coach.play.log"))
    told = debrief(lang, found.exchange, found.debrief) if found.debrief else NOTHING
    return el("div", log, told, class_="pu-play", lang=lang)


def _hint(lang: Lang, key: str) -> Html:
    return el("p", say(lang, key), class_="pu-empty", lang=lang)


def _turn(lang: Lang, exchange: Exchange, turn: Turn) -> Html:
    is_theirs = turn.speaker == "persona"
    who = personas()[exchange.persona].name.in_lang(lang) if is_theirs else say(lang, "page.coach.play.you")
    name = el("span", who, class_="pu-who")
    return el("li", name, el("p", turn.text, lang=exchange.lang), class_="pu-turn pu-them" if is_theirs else "pu-turn pu-you")


def debrief(lang: Lang, exchange: Exchange, found: Debrief) -> Html:
    """D10 with its reason, each answer's level, the best moment, at most two next steps, the reader's side."""
    own = exchange.lang
    level = say(lang, "page.coach.level.na") if found.level is None else say(lang, "page.coach.level.one", level=found.level, top=TOP)
    said = {t.n: t.text for t in exchange.answers()}
    answers = [
        el(
            "li",
            bar(a.level),
            " ",
            el("strong", str(a.level)),
            " ",
            el("span", a.why, lang=own),
            el("p", el("q", _short(said.get(a.turn, ""))), lang=own),
        )
        for a in found.per_answer
    ]
    best = (
        join(el("h4", say(lang, "page.coach.play.best")), el("blockquote", found.best_moment.text, lang=own))
        if found.best_moment
        else NOTHING
    )
    steps = [el("li", s.text, lang=own) for s in found.next_steps]
    return el(
        "section",
        el("h3", say(lang, "page.coach.play.debrief")),
        el("p", bar(found.level), " ", el("strong", f"D10 {rubric()['D10'].name.in_lang(lang)}: {level}"), class_="pu-overall"),
        el("p", found.reason, lang=own),
        join(el("h4", say(lang, "page.coach.play.answers")), el("ol", *answers, class_="pu-answers")) if answers else NOTHING,
        best,
        join(el("h4", say(lang, "page.coach.steps")), el("ol", *steps, class_="pu-steps")) if steps else NOTHING,
        join(el("h4", say(lang, "coach.reader")), el("p", found.reader_side, lang=own)) if found.reader_side else NOTHING,
        class_="pu-part pu-debrief",
    )


def _short(words: str, most: int = 140) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
