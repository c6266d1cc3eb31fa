"""The evaluator's tab: runs, comparisons, verdicts, plans, tried checks, labels. Layout and handlers; only an evaluator sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from app.domain.actor import Actor
from app.domain.lang import Lang
from app.services import examination_answers as answers
from app.services import examinations
from app.services.house import House
from app.ui.door import attempt
from app.ui.labels_pane import LabelsPane
from app.ui.presenters import exam_answers, exams
from app.ui.presenters.markup import Html
from app.ui.who import asking
from app.ui.words import Words

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
Shown = Callable[[Lang, Actor], Html]


class ExamsTab:
    """The parts, each read anew when it is opened; `tab` is hidden from all but evaluators."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, tab: gr.Tab) -> None:
        self._house = house
        self._tab = tab
        parts: tuple[tuple[str, Shown], ...] = (
            ("runs", self._runs),
            ("gate", lambda lang, actor: exam_answers.gate(lang, answers.answers(house, actor))),
            ("plans", lambda lang, actor: exam_answers.plans(lang, answers.answers(house, actor))),
            ("tried", lambda lang, actor: exam_answers.tried(lang, answers.answers(house, actor))),
        )
        with gr.Tabs(elem_id="pu-exams"):
            for name, shown in parts:
                with words.make(gr.Tab, {"label": f"page.exams.tab.{name}"}, id=f"exam-{name}") as part:
                    box = gr.HTML(elem_id=f"pu-exam-{name}", apply_default_css=False)
                for event in [part.select, switch.input, *([tab.select] if name == "runs" else [])]:
                    event(self._teller(shown), switch, box, **QUIET)
                if name == "runs":
                    self._comparing(words, switch)
            with words.make(gr.Tab, {"label": "page.exams.tab.labels"}, id="exam-labels") as part:
                LabelsPane(house, words, switch, part)

    def _comparing(self, words: Words, switch: gr.Radio) -> None:
        with words.make(gr.Tab, {"label": "page.exams.tab.compare"}, id="exam-compare") as part:
            with gr.Row(equal_height=False, elem_id="pu-pair"):
                before = words.make(
                    gr.Dropdown, {"label": "page.exams.col.before"}, choices=[], value=None, elem_id="pu-before", min_width=300
                )
                after = words.make(
                    gr.Dropdown, {"label": "page.exams.col.after"}, choices=[], value=None, elem_id="pu-after", min_width=300
                )
                go = words.make(gr.Button, {"value": "page.exams.compare"}, variant="primary", scale=0, min_width=140, elem_id="pu-compare")
            box = gr.HTML(elem_id="pu-compared", apply_default_css=False)
        part.select(self._choices, None, [before, after], **QUIET)
        part.select(self._compare, [switch, before, after], box, **QUIET)
        go.click(self._compare, [switch, before, after], box, api_visibility="private", show_progress="minimal")
        switch.input(self._compare, [switch, before, after], box, **QUIET)

    def wire(self, after: Any) -> None:
        """Shows the tab to an evaluator, once it is known who asks."""
        after.then(self._for_whom, None, self._tab, **QUIET)

    def _for_whom(self, request: gr.Request) -> Any:
        return gr.update(visible=asking(request).may("evaluator"))

    def _runs(self, lang: Lang, actor: Actor) -> Html:
        if examinations.folder(self._house, actor) is None:
            return exams.not_here(lang)
        return exams.run_list(lang, examinations.runs(self._house, actor))

    def _teller(self, shown: Shown) -> Callable[..., Html]:
        def tell(lang: Lang, request: gr.Request) -> Html:
            found, notice = attempt(lang, lambda: shown(lang, asking(request)))
            return notice if found is None else found

        return tell

    def _choices(self, request: gr.Request) -> tuple[Any, Any]:
        found, _ = attempt(self._house.lang, lambda: examinations.runs(self._house, asking(request)))
        names = [line.name for line in found or ()]
        return gr.update(choices=names), gr.update(choices=names)

    def _compare(self, lang: Lang, before: str | None, after: str | None, request: gr.Request) -> Html:
        if not before or not after:
            return exams.choose(lang)
        found, notice = attempt(lang, lambda: examinations.pair(self._house, asking(request), before, after))
        return notice if found is None else exams.side_by_side(lang, found)
