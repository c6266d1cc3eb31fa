"""The library's tab: asking it, what falls due, verifying a card, the firm's own documents. Layout; each part lives in its own file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import gradio as gr

from app.catalog.text import say
from app.domain.lang import Lang
from app.services import library as service
from app.services import reading
from app.services.house import House
from app.ui.door import attempt
from app.ui.presenters.found import found, invitation, source_page
from app.ui.presenters.markup import Html
from app.ui.reviews_pane import ReviewsPane
from app.ui.shelf_pane import ShelfPane
from app.ui.who import asking
from app.ui.words import PLAIN, Words

AT_SENTENCE = "() => window.puenteLibrary.shown()"
MAX_QUERY = 500
"""Characters; longer text is cut, since a search takes words, not documents."""


class LibraryTab:
    """The search box with its answers, and the other parts beside it."""

    def __init__(self, house: House, words: Words, switch: gr.Radio) -> None:
        self._house = house
        with gr.Tabs(elem_id="pu-library"):
            with words.make(gr.Tab, {"label": "page.library.ask"}, id="ask"):
                self._search(words, switch)
            with words.make(gr.Tab, {"label": "page.cards.tab"}, id="cards") as cards:
                ReviewsPane(house, words, switch, cards)
            with words.make(gr.Tab, {"label": "page.shelf.tab"}, id="shelf") as shelf:
                ShelfPane(house, words, switch, shelf)

    def _search(self, words: Words, switch: gr.Radio) -> None:
        with gr.Row(elem_id="pu-asking", equal_height=False):
            labels = {"label": "page.library.label", "placeholder": "page.library.placeholder"}
            self._query = words.make(
                gr.Textbox, labels, scale=4, max_lines=1, elem_id="pu-query", max_length=MAX_QUERY, html_attributes=PLAIN
            )
            choices: Callable[[Lang], Any] = _answers_in
            self._lang = words.make(
                gr.Radio, {"choices": choices, "label": "page.library.lang"}, value="", scale=0, min_width=440, elem_id="pu-answers"
            )
            self._go = words.make(
                gr.Button, {"value": "page.library.search"}, variant="primary", scale=0, min_width=120, elem_id="pu-search"
            )
        self.result = words.make(gr.HTML, {"value": invitation}, elem_id="pu-found", apply_default_css=False)
        wanted = gr.Textbox(visible="hidden", elem_id="pu-wanted-source")
        read = gr.Button(visible="hidden", elem_id="pu-read-source")
        shown = read.click(self._source, [switch, wanted], self.result, api_visibility="private", show_progress="hidden", queue=False)
        shown.then(None, None, None, js=AT_SENTENCE)
        self.asked = [switch, self._query, self._lang]
        for event in (self._go.click, self._query.submit):
            event(self.ask, self.asked, self.result, api_visibility="private", show_progress="minimal")

    def _source(self, lang: Lang, sentence_id: str, request: gr.Request) -> Html:
        page, notice = attempt(lang, lambda: service.source_page(self._house, asking(request), sentence_id))
        return notice if page is None else source_page(lang, page)

    def ask(self, lang: Lang, query: str, answers_in: str, request: gr.Request) -> Html:
        """What the library says; the invitation for no words; an error in the reader's language."""
        if not query.strip():
            return invitation(lang)
        wanted = cast(Lang, answers_in) if answers_in else None
        answer, notice = attempt(lang, lambda: reading.search(self._house, asking(request), query[:MAX_QUERY], lang=wanted))
        return notice if answer is None else found(lang, answer)


def _answers_in(lang: Lang) -> list[tuple[str, str]]:
    return [(say(lang, "page.library.auto"), ""), (say(lang, "page.lang.en"), "en"), (say(lang, "page.lang.es"), "es")]
