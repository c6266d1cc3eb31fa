"""The rewrite beside the memo: the difference word by word, the clean text to copy, the questions that only the writer can answer."""

from __future__ import annotations

import re

from app.catalog.text import say
from app.domain.coaching import Coaching, Rewrite
from app.domain.comparing import text_changes
from app.domain.lang import Lang
from app.domain.rewrites import SLOT
from app.ui.presenters.coach_marks import slots
from app.ui.presenters.markup import NOTHING, Html, el, join

FIRST_STANDIN = 0xF0000
"""A slot is one word in the difference: it is swapped for a letter of the private area, and back.

A text that uses that area itself keeps its slots as they are."""
_SLOT_IN_TEXT = re.compile(rf" ?{SLOT.pattern}")
MOST_WORDS = 6
"""So many words in front of a question say what it asks about."""
TAGS = {"removed": "del", "added": "ins"}


def rewrite(lang: Lang, coaching: Coaching) -> Html:
    """The rewrite with its two views; nothing where none is offered."""
    found = coaching.rewrite
    if found is None:
        return NOTHING
    is_same_language = found.lang == coaching.lang
    clean = el("div", slots(found.text), class_="pu-memo-text", id="pu-clean", lang=found.lang, data_rw="clean", hidden=is_same_language)
    changes = NOTHING
    if is_same_language:
        changes = el("div", difference(lang, coaching.text, found), class_="pu-memo-text pu-diff", lang=found.lang, data_rw="changes")
    asked = (m for m in SLOT.finditer(found.text) if m.group() not in coaching.text)
    open_questions = [el("li", _before(found.text, m.start()), el("b", m.group(1)), lang=found.lang) for m in asked]
    dropped = [el("li", each, lang=coaching.lang) for each in found.dropped]
    return el(
        "section",
        el("h3", say(lang, "page.coach.rewrite.title")),
        el("p", say(lang, "page.coach.rewrite.hint"), class_="pu-means"),
        el("div", _views(lang) if is_same_language else NOTHING, _copy(lang), class_="pu-tools"),
        changes,
        clean,
        join(el("h4", say(lang, "page.coach.rewrite.slots")), el("ul", *open_questions, class_="pu-open-slots"))
        if open_questions
        else NOTHING,
        join(el("h4", say(lang, "page.coach.rewrite.dropped")), el("ul", *dropped)) if dropped else NOTHING,
        class_="pu-part pu-rewrite",
    )


def _before(text: str, place: int) -> str:
    """The last words of the sentence in front of a slot, by which its question is understood; empty where a sentence begins with it."""
    said = _SLOT_IN_TEXT.sub("", re.split(r"[.!?\n](?=\s|$)|\n", text[:place])[-1]).split()
    words = " ".join(said[-MOST_WORDS:])
    return f"{'… ' if len(said) > MOST_WORDS else ''}{words} " if words else ""


def difference(lang: Lang, memo: str, found: Rewrite) -> Html:
    """What goes, what comes and what stays, with the slots set apart."""
    held: list[str] = []

    def swap(slot: str) -> str:
        held.append(slot)
        return chr(FIRST_STANDIN + len(held) - 1)

    is_free = max(map(ord, memo + found.text), default=0) < FIRST_STANDIN
    swapped = SLOT.sub(lambda m: swap(m.group()) if is_free and m.group() not in memo else m.group(), found.text)
    pieces = [_run(lang, change.op, _back(change.text, held)) for change in text_changes(memo, swapped)]
    return join(*pieces)


def _run(lang: Lang, op: str, words: Html) -> Html:
    if op not in TAGS:
        return words
    said = say(lang, "page.coach.rewrite.out" if op == "removed" else "page.coach.rewrite.in")
    return el(TAGS[op], el("span", f"{said}: ", class_="pu-unseen"), words)


def _back(words: str, held: list[str]) -> Html:
    known = range(FIRST_STANDIN, FIRST_STANDIN + len(held))
    return join(*(el("span", held[ord(c) - FIRST_STANDIN], class_="pu-slot") if ord(c) in known else c for c in words))


def _views(lang: Lang) -> Html:
    named = (("changes", say(lang, "page.coach.rewrite.changes")), ("clean", say(lang, "page.coach.rewrite.clean")))
    buttons = [
        el("button", name, type="button", data_rw_wanted=view, aria_pressed="true" if view == "changes" else "false")
        for view, name in named
    ]
    return el("div", *buttons, class_="pu-views", role="group", aria_label=say(lang, "page.coach.rewrite.views"))


def _copy(lang: Lang) -> Html:
    button = el(
        "button",
        say(lang, "page.coach.rewrite.copy"),
        type="button",
        class_="pu-button",
        data_copy="pu-clean",
        data_done=say(lang, "page.coach.rewrite.copied"),
    )
    return join(button, el("span", class_="pu-means", role="status"))
