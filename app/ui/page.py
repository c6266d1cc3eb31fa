"""The page put together: masthead, language switch, tabs. Each tab lives in a file of its own."""

from __future__ import annotations

import threading
from typing import Any, cast

import gradio as gr
from starlette.requests import cookie_parser

from app.domain.lang import LANGS, Lang
from app.services import reading
from app.services.house import House
from app.ui import api
from app.ui.coach_tab import CoachTab
from app.ui.door import attempt
from app.ui.drafting_tab import DraftingTab
from app.ui.exams_tab import ExamsTab
from app.ui.given import taken
from app.ui.library_tab import LibraryTab
from app.ui.mandates_tab import MandatesTab
from app.ui.presenters.notices import masthead
from app.ui.state_bar import StateBar
from app.ui.who import asking
from app.ui.words import Words

COOKIE = "puente_lang"
READY = "() => window.puente.ready()"
SETTLED = "() => window.puente.settled()"
SESSIONS = 500
"""Sessions whose state is held, the one used last longest: each costs .3 MB, and a call by name is a session of its own."""


class QuietBlocks(gr.Blocks):
    """Blocks whose complaint of a call with too few inputs does not print what came, which may be somebody's memo.

    Their handlers are given texts and choices, whatever a call says or leaves out. (Boxes that saw to it themselves would be made anew
    by the framework, without that, as soon as the language changes.)
    """

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Raises: gr.Error for fewer inputs than the handler takes."""
        if len(inputs) < len(block_fn.inputs):
            raise gr.Error(f"needed: {len(block_fn.inputs)}, got: {len(inputs)}", print_exception=False)

    async def preprocess_data(self, block_fn: Any, inputs: list[Any], *more: Any) -> Any:
        """What the handler is called with, made of what came."""
        return await super().preprocess_data(block_fn, [taken(*each) for each in zip(block_fn.inputs, inputs, strict=False)], *more)


def page(house: House) -> gr.Blocks:
    """The whole page for one house. Nothing is read or drafted before somebody opens it."""
    words = Words(house.lang)
    with QuietBlocks(title="Puente", analytics_enabled=False, fill_width=True, delete_cache=(600, 600)) as blocks:
        with gr.Row(elem_id="pu-top", equal_height=False):
            words.make(gr.HTML, {"value": masthead}, apply_default_css=False)
            labels = {"label": "page.lang.interface"}
            switch = words.make(
                gr.Radio, labels, choices=[("English", "en"), ("Español", "es")], value=house.lang, elem_id="pu-lang", scale=0
            )
        state = StateBar(house, switch)
        with gr.Tabs(elem_id="pu-tabs"):
            with words.make(gr.Tab, {"label": "page.tab.draft"}, id="draft"):
                drafting = DraftingTab(house, words, switch)
            with words.make(gr.Tab, {"label": "page.tab.mandates"}, id="mandates", elem_id="pu-tab-mandates"):
                MandatesTab(words)
            with words.make(gr.Tab, {"label": "page.tab.library"}, id="library"):
                library = LibraryTab(house, words, switch)
            with words.make(gr.Tab, {"label": "page.coach.tab"}, id="coach"):
                coach = CoachTab(house, words, switch)
            with words.make(gr.Tab, {"label": "page.tab.exams"}, id="exams", visible=False) as tab:
                exams = ExamsTab(house, words, switch, tab)
        ready = _wire(house, blocks, words, switch, drafting, library)
        for part in (state, exams):
            part.wire(ready)
        coach.open_with(blocks)
        api.offer(house)
    blocks.state_session_capacity = SESSIONS
    return cast(gr.Blocks, blocks.queue(default_concurrency_limit=4))


def _wire(house: House, blocks: gr.Blocks, words: Words, switch: gr.Radio, drafting: DraftingTab, library: LibraryTab) -> Any:
    def speak(lang: Lang) -> dict[Any, Any]:
        return {**words.updates(lang), drafting.notice: ""}

    def opening(request: gr.Request) -> dict[Any, Any]:
        lang = wanted_lang(request, house.lang)
        told = words.updates(lang)
        # A document starts in the reader's language; after that the two are chosen apart.
        told[drafting.doc_lang] = {**told[drafting.doc_lang], "value": lang}
        return {**told, switch: gr.update(value=lang), drafting.refs: wanted_refs(request)}

    def get_ready(lang: Lang, request: gr.Request) -> None:
        actor = asking(request)
        threading.Thread(target=lambda: attempt(lang, lambda: reading.get_ready(house, actor)), daemon=True, name="get-ready").start()

    told = [*words.components, drafting.notice]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
    opened = blocks.load(opening, None, [*told, drafting.refs], **quiet)
    opened = opened.then(drafting.show, [switch, drafting.refs], drafting.result, **quiet)
    ready = opened.then(None, None, None, js=READY)
    ready.then(get_ready, switch, None, **quiet)
    switched = switch.input(speak, switch, told, **quiet)
    retold = switched.then(drafting.show, [switch, drafting.refs], drafting.result, **quiet)
    retold.then(None, None, None, js=SETTLED).then(library.ask, library.asked, library.result, **quiet)
    return ready


def wanted_lang(request: gr.Request, default: Lang) -> Lang:
    """The interface language of an address (`?lang=es`), else that of the cookie, else the house's."""
    cookie = cookie_parser(request.headers.get("cookie", "")).get(COOKIE)
    for wanted in (request.query_params.get("lang"), cookie):
        if wanted in LANGS:
            return cast(Lang, wanted)
    return default


def wanted_refs(request: gr.Request) -> tuple[str, ...]:
    """The documents that an address names (`?doc=doc-1.2,doc-3.1`); at most one a language, so that a long address costs nothing."""
    named = str(request.query_params.get("doc") or "")
    return tuple(ref for ref in named.split(",") if reading.REF.fullmatch(ref))[: len(LANGS)]
