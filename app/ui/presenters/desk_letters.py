"""A mandate's letters to copy, and what a model's draft of it is expected to cost. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.runs import Estimate
from app.services.mandates import Overview
from app.ui.presenters.desk_mandates import title_of
from app.ui.presenters.desk_parts import crumbs, frame
from app.ui.presenters.markup import Html, el


def cost(lang: Lang, expected: Estimate) -> Html:
    """What a model's draft is expected to take and to cost, before it is asked for."""
    tokens = f"{expected.prompt_tokens + expected.completion_tokens:,}"
    usd = say(lang, "page.desk.usd", usd=f"{expected.cost_usd:.2f}") if expected.cost_usd is not None else say(lang, "page.desk.no_price")
    return el("p", say(lang, "page.desk.cost", calls=expected.calls, tokens=tokens), " ", usd, class_="pu-means", lang=lang)


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
                text,
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
