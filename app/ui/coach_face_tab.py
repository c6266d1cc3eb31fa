"""The tab where a sceptical reader asks: layout and handlers of the role-play."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from app.domain.lang import Lang
from app.services import role_playing
from app.services.house import House
from app.services.practice_desk import Desk, OnDesk
from app.ui.door import attempt
from app.ui.presenters.coach_roleplay import choices, conversation
from app.ui.presenters.markup import Html
from app.ui.who import asking
from app.ui.words import PLAIN, Word, Words

Updates = dict[Any, Any]
BOTTOM = "() => window.puenteCoach.answered()"


class FaceTab:
    """The persona, the conversation, and the box for an answer."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, desk: Desk, desk_id: gr.State) -> None:
        self._house, self._desk = house, desk
        with gr.Row(elem_id="pu-face-top", equal_height=False):
            told: dict[str, Word] = {"label": "page.coach.play.persona", "choices": choices}
            self._persona = words.make(gr.Dropdown, told, value="cfo", elem_id="pu-persona", filterable=False, min_width=240)
            self._begin = words.make(
                gr.Button, {"value": "page.coach.play.begin"}, variant="primary", scale=0, min_width=190, elem_id="pu-begin"
            )
        self._notice = gr.HTML(elem_id="pu-face-notice", apply_default_css=False)
        self.result = gr.HTML(conversation(house.lang, None), elem_id="pu-conversation", apply_default_css=False)
        labels: dict[str, Word] = {"label": "page.coach.play.answer", "placeholder": "page.coach.play.answer_placeholder"}
        self.answer = words.make(gr.Textbox, labels, lines=3, max_lines=8, elem_id="pu-answer", html_attributes=PLAIN)
        with gr.Row(elem_id="pu-face-acts"):
            self._say = words.make(gr.Button, {"value": "page.coach.play.say"}, variant="primary", scale=0, min_width=160, elem_id="pu-say")
            self._end = words.make(gr.Button, {"value": "page.coach.play.end"}, scale=0, min_width=190, elem_id="pu-end")
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
        shown = [self.result, self._notice]
        begun = self._begin.click(self._open, [switch, desk_id, self._persona], shown, **quiet)
        streamed = {**quiet, "queue": True}
        said = self._say.click(self._answer, [switch, desk_id, self.answer], [*shown, self.answer], **streamed)
        ended = self._end.click(self._close, [switch, desk_id], shown, **quiet)
        for event in (begun, said, ended):
            event.then(None, None, None, js=BOTTOM)

    def shown(self, lang: Lang, found: OnDesk | None) -> Html:
        """The conversation about what is on the desk."""
        return conversation(lang, found)

    def _open(self, lang: Lang, desk_id: str, persona: Any, request: gr.Request) -> Updates:
        found, notice = attempt(lang, lambda: role_playing.begin(self._house, asking(request), self._desk, desk_id, persona))
        return {self._notice: notice} if found is None else {self._notice: notice, self.result: conversation(lang, found)}

    def _answer(self, lang: Lang, desk_id: str, text: str, request: gr.Request) -> Iterator[Updates]:
        steps = role_playing.answer(self._house, asking(request), self._desk, desk_id, text)
        is_first = True
        while True:
            found, notice = attempt(lang, lambda: next(steps, None))
            if found is None:
                yield {self._notice: notice}
                return
            told = {self._notice: notice, self.result: conversation(lang, found, is_thinking=is_first)}
            yield {**told, self.answer: ""} if is_first else told
            is_first = False

    def _close(self, lang: Lang, desk_id: str, request: gr.Request) -> Updates:
        found, notice = attempt(lang, lambda: role_playing.end(self._house, asking(request), self._desk, desk_id))
        return {self._notice: notice} if found is None else {self._notice: notice, self.result: conversation(lang, found)}
