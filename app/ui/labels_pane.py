"""Labels given in the page: who labels, the items still to label, each label kept as it is chosen. Layout and handlers."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr

from app.domain.actor import LOCAL_ACTOR
from app.domain.lang import Lang
from app.errors import BadInput
from app.services import examination_labels as labels
from app.services.house import House
from app.ui.door import attempt
from app.ui.presenters import exam_labels
from app.ui.presenters.markup import Html
from app.ui.who import asking
from app.ui.words import PLAIN, Words

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


class LabelsPane:
    """The rater's name where nobody signs in, what became of the last label, and the items."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, tab: gr.Tab) -> None:
        self._house = house
        named = {"label": "page.exams.label.rater", "info": "page.exams.label.rater_hint"}
        rater = words.make(gr.Textbox, named, value="", max_lines=1, elem_id="pu-rater", html_attributes=PLAIN, visible=False)
        told = gr.HTML(elem_id="pu-labels-told", apply_default_css=False)
        box = gr.HTML(elem_id="pu-exam-labels", apply_default_css=False)
        given = gr.Textbox(visible="hidden", elem_id="pu-label-given")
        keep = gr.Button(visible="hidden", elem_id="pu-label-keep")
        again = gr.Button(visible="hidden", elem_id="pu-labels-again")
        tab.select(self._for_whom, None, rater, **QUIET)
        for event in (tab.select, switch.input, rater.blur, rater.submit, again.click):
            event(self._show, [switch, rater], box, **QUIET)
        # Two labels chosen quickly are two requests; the second must not be dropped while the first is under way.
        keep.click(self._keep, [switch, rater, given], told, trigger_mode="multiple", **QUIET)

    def _for_whom(self, request: gr.Request) -> Any:
        return gr.update(visible=asking(request).user_id == LOCAL_ACTOR.user_id)

    def _show(self, lang: Lang, rater: str, request: gr.Request) -> Html:
        found, notice = attempt(lang, lambda: labels.rubrics(self._house, asking(request), rater))
        return notice if found is None else exam_labels.labels(lang, found)

    def _keep(self, lang: Lang, rater: str, given: str, request: gr.Request) -> Html:
        def work() -> Html:
            rubric, item, level, settles = _chosen(given)
            labels.keep(self._house, asking(request), rubric, item, level, typed=rater, settles=settles)
            return exam_labels.kept(lang, item, level, settles=settles)

        found, notice = attempt(lang, work)
        return notice if found is None else found


def _chosen(given: str) -> tuple[str, str, int, bool]:
    """What the page's script sends: `{rubric, item, level, settles}`. Raises: BadInput."""
    try:
        told = json.loads(given)
        return str(told["rubric"]), str(told["item"]), int(told["level"]), bool(told["settles"])
    except (ValueError, KeyError, TypeError) as bad:
        raise BadInput("exams.label", where="", reason=given[:80]) from bad
