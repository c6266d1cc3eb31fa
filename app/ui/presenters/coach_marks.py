"""A memo with the words that weaken it: marks in the text, and a card for each, the five that cost most open first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from app.catalog.coaching import marker_rules
from app.catalog.text import say
from app.domain.coaching import Category, Coaching, Marker
from app.domain.lang import Lang
from app.domain.rewrites import SLOT
from app.ui.presenters.markup import NOTHING, Html, el, join

OPEN_AT_ONCE = 5
WORST_FIRST: tuple[Category, ...] = (
    "no_decision",
    "understater",
    "euphemism",
    "hope_as_plan",
    "agentless",
    "unquantified_hedge",
    "vague_time",
    "good_news_sandwich",
    "activity_for_outcome",
    "face_saver",
    "calque",
)
"""What keeps headquarters from deciding comes before what hides size, owner and time; what only lowers the tone comes last."""


@cache
def category_names(lang: Lang) -> dict[Category, str]:
    """What each kind of mark is called."""
    return {rule.rule.category: rule.texts.name for rule in marker_rules(lang)}


def ranked(markers: Sequence[Marker]) -> tuple[int, ...]:
    """The markers' numbers (0 is the first in the text), worst first, then as they stand."""
    return tuple(sorted(range(len(markers)), key=lambda n: (WORST_FIRST.index(markers[n].category), markers[n].start)))


def marked_text(lang: Lang, coaching: Coaching) -> Html:
    """The memo as written, each marked stretch a place to point at or to go to with the keyboard."""
    first = set(ranked(coaching.markers)[:OPEN_AT_ONCE])
    pieces: list[str] = []
    at = 0
    for number, marker in enumerate(coaching.markers):
        if marker.start < at:
            continue  # a model's mark over another: its card stands below all the same
        pieces += [coaching.text[at : marker.start], _stretch(lang, number, coaching.text[marker.start : marker.end], number in first)]
        at = marker.end
    return el("div", join(*pieces, coaching.text[at:]), class_="pu-memo-text", lang=coaching.lang)


def _stretch(lang: Lang, number: int, words: str, is_first: bool) -> Html:
    return el(
        "span",
        words,
        el("span", " (", say(lang, "page.coach.mark.there"), ")", class_="pu-unseen"),
        class_="pu-mk" if is_first else "pu-mk pu-mk-more",
        tabindex="0",
        role="button",
        data_mk=str(number),
        aria_describedby=f"pu-mk-{number}",
    )


def cards(lang: Lang, coaching: Coaching) -> Html:
    """What headquarters hears in each mark and a better wording; five at once, the others behind one button."""
    order = ranked(coaching.markers)
    if not order:
        return el("p", say(lang, "page.coach.mark.none"), class_="pu-means")
    shown = [_card(lang, coaching, n, is_open=at < OPEN_AT_ONCE) for at, n in enumerate(order)]
    more = NOTHING
    if len(order) > OPEN_AT_ONCE:
        words = say(lang, "page.coach.mark.all", count=len(order))
        more = el("button", words, type="button", class_="pu-go", data_all=True, data_fewer=say(lang, "page.coach.mark.fewer"))
    return el("div", el("ol", *shown, class_="pu-cards"), more)


def _card(lang: Lang, coaching: Coaching, number: int, *, is_open: bool) -> Html:
    marker = coaching.markers[number]
    rows = (
        (say(lang, "page.coach.mark.hears"), el("dd", marker.hq_hears, class_="pu-hears", lang=coaching.lang)),
        (say(lang, "page.coach.mark.why"), el("dd", marker.why, lang=coaching.lang)),
        (say(lang, "page.coach.mark.better"), el("dd", slots(marker.suggestion), class_="pu-better", lang=coaching.lang)),
    )
    head = el("span", category_names(lang)[marker.category], class_="pu-needed")
    return el(
        "li",
        el("p", el("q", " ".join(marker.text.split()), lang=coaching.lang), " ", head, class_="pu-marked"),
        el("dl", *(join(el("dt", name), value) for name, value in rows)),
        id=f"pu-mk-{number}",
        class_="pu-mkc",
        hidden=not is_open,
        data_more=not is_open,
    )


def slots(words: str) -> Html:
    """Words with each `[question]` set apart: only the writer can fill it."""
    pieces: list[str] = []
    at = 0
    for found in SLOT.finditer(words):
        pieces += [words[at : found.start()], el("span", found.group(), class_="pu-slot")]
        at = found.end()
    return join(*pieces, words[at:])
