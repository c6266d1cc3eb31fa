"""The state bar under the masthead: asks once the page stands and again when the language changes. Layout and handlers."""

from __future__ import annotations

from typing import Any

import gradio as gr
from starlette.requests import cookie_parser

from app.domain.lang import Lang
from app.services.house import House
from app.services.standing import standing
from app.ui.door import attempt
from app.ui.memo_orders import owner_tag
from app.ui.presenters.markup import Html
from app.ui.presenters.standing import bar, waiting
from app.ui.sign_in import COOKIE
from app.ui.who import asking


class StateBar:
    """`wire` follows the event after which the interface language is known."""

    def __init__(self, house: House, switch: gr.Radio) -> None:
        self._house = house
        self._switch = switch
        self._bar = gr.HTML(waiting(), elem_id="pu-state", apply_default_css=False)

    def wire(self, after: Any) -> None:
        """Tells the state after an event of the page, and again in another language."""
        for event in (after.then, self._switch.input):
            event(self._tell, self._switch, self._bar, api_visibility="private", show_progress="hidden", queue=False)

    def _tell(self, lang: Lang, request: gr.Request) -> Html:
        found, notice = attempt(lang, lambda: standing(self._house, asking(request), lang))
        has_session = COOKIE in cookie_parser(request.headers.get("cookie", ""))
        return notice if found is None else bar(lang, found, has_session=has_session, owner=owner_tag(asking(request)))
