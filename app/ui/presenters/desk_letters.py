"""The letters of a mandate in both languages, each to be copied. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.catalog.text import say
from app.domain.lang import Lang
from app.services.mandates import Overview
from app.ui.presenters.desk_mandates import title_of
from app.ui.presenters.desk_parts import crumbs, frame
from app.ui.presenters.markup import Html, el

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_RULE = re.compile(r"\|[-|]+\|")
_HEADING = re.compile(r"^#+ +", re.M)


def plain(text: str) -> str:
    """A letter as it goes into an e-mail: without the marks of Markdown; a row of a table is a line."""
    lines = [line for line in _HEADING.sub("", _BOLD.sub(r"\1", text)).split("\n") if not _RULE.fullmatch(line)]
    return "\n".join(line.strip("| ").replace("\\|", "|") if line.startswith("|") else line for line in lines)


def letter(lang: Lang, shown: Overview, kind: str, letters: Mapping[Lang, str]) -> Html:
    """A letter in both languages, each to be copied."""
    name = title_of(lang, shown.mandate)
    here = say(lang, "page.desk.as_email" if kind == "email" else "page.desk.as_call_sheet")
    texts = [
        el(
            "section",
            el("h3", say(lang, f"page.lang.{each}")),
            el(
                "textarea",
                plain(text),
                readonly=True,
                rows=18,
                lang=each,
                aria_label=f"{here}, {say(lang, f'page.lang.{each}')}",
                class_="pu-letter",
            ),
            el(
                "button",
                say(lang, "page.desk.copy"),
                type="button",
                class_="pu-act",
                data_copy=True,
                data_copied=say(lang, "page.desk.copied"),
            ),
        )
        for each, text in letters.items()
    ]
    return frame(
        lang,
        f"{shown.mandate.id}/{kind}",
        crumbs(lang, (shown.mandate.id, name), here=here),
        el("h2", here),
        el("div", *texts, class_="pu-letters"),
    )
