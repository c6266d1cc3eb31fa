"""The firm's own documents: offer files, see what became of each, remove one. Layout and handlers; who may do what is the service's."""

from __future__ import annotations

from typing import Any

import gradio as gr

from app.catalog.text import say
from app.domain.actor import Actor
from app.domain.lang import Lang
from app.services import uploads
from app.services.house import House
from app.services.upload_keeping import Offered
from app.services.upload_reports import Outcome
from app.ui.door import attempt
from app.ui.orders import arrived
from app.ui.presenters import shelf
from app.ui.presenters.markup import Html
from app.ui.who import asking
from app.ui.words import Word, Words

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
BUSY: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}


class ShelfPane:
    """Who finds it, the files, what became of them, and what is there."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, tab: gr.Tab) -> None:
        self._house = house
        with gr.Row(equal_height=False, elem_id="pu-offer"):
            seen: dict[str, Word] = {"choices": _places, "label": "page.shelf.who_finds"}
            visibility = words.make(gr.Radio, seen, value="private", elem_id="pu-visibility", min_width=380, scale=0)
            named = {"label": "page.shelf.mandate_label", "info": "page.shelf.mandate_hint"}
            mandate = words.make(gr.Dropdown, named, choices=[], value=None, elem_id="pu-of-mandate", min_width=240, scale=0)
            offer = words.make(
                gr.UploadButton, {"label": "page.shelf.offer"}, file_count="multiple", variant="primary", elem_id="pu-offer-files", scale=0
            )
        words.make(gr.HTML, {"value": shelf.kinds}, apply_default_css=False)
        self._told = gr.HTML(elem_id="pu-offered", apply_default_css=False)
        self._list = gr.HTML(elem_id="pu-shelf", apply_default_css=False)
        unwanted = gr.Textbox(visible="hidden", elem_id="pu-unwanted")
        drop = gr.Button(visible="hidden", elem_id="pu-drop")
        tab.select(self._show, switch, self._list, **QUIET).then(self._mandates, None, mandate, **QUIET)
        switch.input(self._show, switch, self._list, **QUIET)
        offered = offer.upload(self._add, [switch, offer, visibility, mandate], self._told, **BUSY)
        offered.then(self._show, switch, self._list, **QUIET)
        dropped = drop.click(self._remove, [switch, unwanted], self._told, **BUSY)
        dropped.then(self._show, switch, self._list, **QUIET)

    def _show(self, lang: Lang, request: gr.Request) -> Html:
        found, notice = attempt(lang, lambda: uploads.list_uploads(self._house, asking(request)))
        return notice if found is None else shelf.shelf(lang, found)

    def _mandates(self, request: gr.Request) -> Any:
        return gr.update(choices=[(name, each) for each, name in uploads.mandates_of(self._house, asking(request))])

    def _add(self, lang: Lang, paths: list[str], visibility: Any, mandate: str | None, request: gr.Request) -> Html:
        own = mandate if visibility == "mandate" else None
        found, notice = attempt(lang, lambda: self._kept(asking(request), paths, visibility, own))
        return notice if found is None else shelf.outcomes(lang, found)

    def _kept(self, actor: Actor, paths: list[str], visibility: Any, mandate: str | None) -> tuple[Outcome, ...]:
        files = [arrived(self._house, path) for path in paths or ()]
        try:
            offered = [Offered(path, path.name) for path in files]
            return uploads.add_all(self._house, actor, offered, visibility=visibility, mandate_id=mandate)
        finally:
            for path in files:
                path.unlink(missing_ok=True)  # what is kept lies on the shelf; nothing stays where uploads arrive

    def _remove(self, lang: Lang, upload_id: str, request: gr.Request) -> Html:
        found, notice = attempt(lang, lambda: uploads.remove(self._house, asking(request), upload_id))
        return notice if found is None else shelf.removed(lang, found)


def _places(lang: Lang) -> list[tuple[str, str]]:
    return [(say(lang, f"page.shelf.seen.{each}"), each) for each in uploads.VISIBILITIES]
