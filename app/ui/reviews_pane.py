"""What falls due, and the form in which a reviewer confirms, corrects or rejects a card: layout and handlers."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.reviews import Review
from app.errors import BadInput
from app.services import reviews
from app.services.freshness import CardShown, card, freshness
from app.services.house import House
from app.ui.door import attempt
from app.ui.presenters import cards
from app.ui.presenters.markup import Html
from app.ui.who import asking
from app.ui.words import PLAIN, Word, Words

VERDICTS = ("confirm", "correct", "reject")
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


class ReviewsPane:
    """The list on the left, the card and its form on the right."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, tab: gr.Tab) -> None:
        self._house = house
        with gr.Row(equal_height=False, elem_id="pu-cards"):
            with gr.Column(scale=3, min_width=420):
                self._due = gr.HTML(elem_id="pu-due", apply_default_css=False)
            with gr.Column(scale=2, min_width=340, elem_id="pu-review"):
                self._form(words, switch)
        told = [self._due, self._shown]
        for event in (tab.select, switch.input):
            event(self._retold, [switch, self._card], told, **QUIET)

    def _form(self, words: Words, switch: gr.Radio) -> None:
        named = {"label": "page.cards.card", "placeholder": "page.cards.card_hint"}
        self._card = words.make(gr.Textbox, named, max_lines=1, elem_id="pu-card", html_attributes=PLAIN)
        self._shown = gr.HTML(elem_id="pu-card-shown", apply_default_css=False)
        verdicts: dict[str, Word] = {
            "choices": lambda lang: [(say(lang, f"page.cards.choose.{v}"), v) for v in VERDICTS],
            "label": "page.cards.verdict",
        }
        verdict = words.make(gr.Radio, verdicts, value="confirm", elem_id="pu-verdict")
        with gr.Group(elem_id="pu-wording"):
            english = words.make(gr.Textbox, {"label": "page.cards.text_en"}, lines=2, html_attributes=PLAIN, elem_id="pu-text-en")
            spanish = words.make(gr.Textbox, {"label": "page.cards.text_es"}, lines=2, html_attributes=PLAIN, elem_id="pu-text-es")
        with gr.Row(equal_height=False):
            by = words.make(gr.Textbox, {"label": "page.cards.name"}, max_lines=1, min_width=150, elem_id="pu-by", html_attributes=PLAIN)
            today = self._house.today().isoformat()
            on = words.make(gr.Textbox, {"label": "page.cards.date"}, value=today, max_lines=1, min_width=130, elem_id="pu-on")
        asked = {"label": "page.cards.source", "placeholder": "page.cards.source_hint"}
        source = words.make(gr.Textbox, asked, lines=2, elem_id="pu-source", html_attributes=PLAIN)
        keep = words.make(gr.Button, {"value": "page.cards.keep"}, variant="primary", elem_id="pu-keep")
        self._card.change(self._show, [switch, self._card], self._shown, **QUIET)
        given = [switch, self._card, verdict, english, spanish, by, on, source]
        kept = keep.click(self._keep, given, self._shown, api_visibility="private", show_progress="minimal")
        kept.then(self._list, switch, self._due, **QUIET)

    def _list(self, lang: Lang, request: gr.Request) -> Html:
        found, notice = attempt(lang, lambda: freshness(self._house, asking(request)))
        return notice if found is None else cards.due(lang, found)

    def _show(self, lang: Lang, card_id: str, request: gr.Request) -> Html:
        if not card_id.strip():
            return cards.no_card(lang)
        found, notice = attempt(lang, lambda: card(self._house, asking(request), card_id))
        return notice if found is None else cards.card(lang, found)

    def _retold(self, lang: Lang, card_id: str, request: gr.Request) -> tuple[Html, Html]:
        return self._list(lang, request), self._show(lang, card_id, request)

    def _keep(
        self, lang: Lang, card_id: str, verdict: Any, english: str, spanish: str, by: str, on: str, source: str, request: gr.Request
    ) -> Html:
        def work() -> CardShown:
            actor = asking(request)
            chosen = card(self._house, actor, card_id).card.id
            texts = {"text_en": english.strip() or None, "text_es": spanish.strip() or None} if verdict == "correct" else {}
            reviews.verify(
                self._house,
                actor,
                Review(card_id=chosen, by=by.strip(), on=_day(lang, on), source=source.strip(), verdict=verdict, **texts),
            )
            return card(self._house, actor, chosen)

        found, notice = attempt(lang, work)
        return notice if found is None else cards.kept(lang, found)


def _day(lang: Lang, typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as bad:
        raise BadInput("setting.date", where=say(lang, "page.cards.date"), value=typed) from bad
