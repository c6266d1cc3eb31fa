"""Errors, remarks and the page's head, in the reader's language."""

from __future__ import annotations

import re

from app.catalog.text import error_line, say
from app.domain.lang import Lang
from app.errors import PuenteError
from app.services.sending import Destination
from app.ui.presenters.markup import NOTHING, Html, el, text

PASTED = "intake"
"""The name under which pasted text is read; a reader sees "line 12" instead of "intake.yaml:12"."""

_PLACE = re.compile(rf"{PASTED}\.(?:yaml|json)(?::(\d+))?: ")


def error(lang: Lang, failure: PuenteError) -> Html:
    """One line: where, what is wrong, what to do; with a way to the line in the text box where there is one."""
    line = error_line(lang, failure)
    place = _PLACE.match(line)
    if not place:
        return _alert(lang, line if failure.where else text(_sentence(line)))
    said = text(_sentence(line[place.end() :]))
    if not place.group(1):
        return _alert(lang, said)
    label = say(lang, "page.error.line", line=place.group(1))
    return _alert(lang, el("button", label, type="button", class_="pu-go", data_line=place.group(1)), ": ", said)


def unexpected(lang: Lang) -> Html:
    """What is said when something broke that nobody foresaw."""
    return _alert(lang, say(lang, "page.error.unexpected"))


def _alert(lang: Lang, *children: str) -> Html:
    return el("div", *children, class_="pu-alert", role="alert", lang=lang)


def _sentence(line: str) -> str:
    return line[:1].upper() + line[1:]


def masthead(lang: Lang) -> Html:
    """Name and purpose."""
    return el("div", el("h1", "Puente"), el("p", say(lang, "page.tagline")), class_="pu-masthead", lang=lang)


def examples_head(lang: Lang) -> Html:
    """What the row of examples is for."""
    return el("p", say(lang, "page.intake.examples"), class_="pu-label", lang=lang)


def writer_note(lang: Lang, target: Destination | None) -> Html:
    """Who writes, and whether anything can leave this machine; where it would go and what is kept there."""
    if target is None:
        return el("p", say(lang, "page.writer.guided_only"), class_="pu-means", lang=lang)
    where = say(lang, "page.writer.local" if target.is_local else "page.writer.outside", host=target.host)
    kept = target.retention.own(lang) or target.retention.any()
    return el("div", el("p", where), el("p", kept, class_="pu-means") if kept else NOTHING, class_="pu-sending", lang=lang)


def cost_later(lang: Lang) -> Html:
    """What stands where the cost will stand once there is an intake to read."""
    return el("p", say(lang, "page.live.free_order"), class_="pu-means", lang=lang)


def led(lang: Lang, run_id: str) -> Html:
    """Where a model's draft goes on; the page's script leads there."""
    follow = el("a", say(lang, "page.live.follow"), href=f"?desk={run_id}", data_lead=run_id)
    return el("div", say(lang, "page.live.led"), " ", follow, class_="pu-done", role="status", lang=lang)
