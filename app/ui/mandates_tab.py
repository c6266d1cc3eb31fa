"""The tab of the mandates: an empty desk that the page's script fills from app.ui.desk. Knows no mandate."""

from __future__ import annotations

import gradio as gr

from app.catalog.text import say
from app.domain.lang import Lang
from app.ui.presenters.markup import Html, el
from app.ui.words import Words


class MandatesTab:
    """Nothing but the place; what stands in it is stored on the server, and its address is in the page's."""

    def __init__(self, words: Words) -> None:
        words.make(gr.HTML, {"value": place}, elem_id="pu-desk", apply_default_css=False)


def place(lang: Lang) -> Html:
    """The desk before it is filled."""
    told = el("p", say(lang, "page.desk.opening"), class_="pu-means")
    return el("div", told, class_="pu-desk", data_desk=True, data_lang=lang, data_away=say(lang, "page.live.away"), lang=lang)
