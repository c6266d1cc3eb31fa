"""The tab where an executive practises a memo: layout and handlers. What is shown is made by presenters, what is done by services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from app.catalog.text import say
from app.domain.actor import LOCAL_ACTOR
from app.domain.coaching import AUDIENCES, MEMO_KINDS
from app.domain.lang import Lang
from app.services import practice_desk, scenarios
from app.services.house import House
from app.services.practice_desk import Desk
from app.ui.coach_face_tab import FaceTab
from app.ui.coach_mine_tab import MineTab
from app.ui.door import attempt
from app.ui.given import said
from app.ui.memo_orders import coach_target, memo_order, owner_tag, restored, uploaded_memo
from app.ui.orders import uploaded_text
from app.ui.presenters import coach_before
from app.ui.presenters.coached import coached, empty
from app.ui.presenters.markup import NOTHING, Html
from app.ui.who import asking
from app.ui.words import PLAIN, Word, Words

Updates = dict[Any, Any]
MEMOS = [".txt", ".md", ".docx"]
CHARTERS = [".yaml", ".yml", ".json"]
ACTS = "window.puenteCoach.acts(element, trigger)"
RESTORE = (
    "async (...given) => { while (!window.puenteCoach) await new Promise((go) => setTimeout(go, 20));"
    " return window.puenteCoach.restore(given); }"
)
"""A busy machine may open the page before it has our script."""
SHOW = "() => window.puenteCoach.shown()"
SETTLED = "() => window.puenteCoach.settled()"
FORGET_CONSENT = "() => false"
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


class CoachTab:
    """The memo, the questions asked about it, and one's own practice, as three tabs within this one."""

    def __init__(self, house: House, words: Words, switch: gr.Radio) -> None:
        self._house, self._words, self._switch = house, words, switch
        self._target = coach_target(house, LOCAL_ACTOR)
        self._desk = Desk()
        self.desk_id = gr.State("")
        self._draft = gr.Textbox(visible=False)
        with gr.Tabs(elem_id="pu-coach-tabs") as self.tabs:
            with words.make(gr.Tab, {"label": "page.coach.tab_memo"}, id="memo"):
                self._before()
                self._notice = gr.HTML(elem_id="pu-coach-notice", apply_default_css=False)
                self._result = gr.HTML(empty(house.lang), elem_id="pu-coached", apply_default_css=False, js_on_load=ACTS)
            with words.make(gr.Tab, {"label": "page.coach.tab_face"}, id="face"):
                self._face = FaceTab(house, words, switch, self._desk, self.desk_id)
            with words.make(gr.Tab, {"label": "page.coach.tab_mine"}, id="mine") as mine_tab:
                self._mine = MineTab(house, words, switch, self._desk, self.desk_id)
        self._wire(mine_tab)

    def _before(self) -> None:
        words, house = self._words, self._house
        words.make(gr.HTML, {"value": lambda lang: coach_before.privacy(lang, house.operator, self._target)}, apply_default_css=False)
        with gr.Row(equal_height=False, elem_id="pu-memo-row"):
            with gr.Column(scale=0, min_width=330, elem_id="pu-scenario-side"):
                told: dict[str, Word] = {"label": "page.coach.scenario", "choices": self._scenarios}
                self._scenario = words.make(gr.Dropdown, told, value="", elem_id="pu-scenario", filterable=False)
                self._sheet = gr.HTML(coach_before.invitation(house.lang), elem_id="pu-sheet", apply_default_css=False)
            with gr.Column(scale=1, min_width=300):
                labels: dict[str, Word] = {"label": "page.coach.memo", "placeholder": "page.coach.memo_placeholder"}
                self._text = words.make(gr.Textbox, labels, lines=10, max_lines=18, elem_id="pu-memo", html_attributes=PLAIN)
                is_there = self._target is not None
                words.make(
                    gr.HTML, {"value": lambda lang: coach_before.sending(lang, self._target)}, apply_default_css=False, visible=is_there
                )
                told = {"label": self._consent_words}
                self._consent = words.make(gr.Checkbox, told, value=False, visible=is_there, elem_id="pu-memo-consent")
                with gr.Row(equal_height=False, elem_id="pu-memo-acts"):
                    upload: dict[str, Word] = {"label": "page.coach.upload"}
                    self._upload = words.make(gr.UploadButton, upload, file_types=MEMOS, elem_id="pu-memo-upload", scale=0, size="sm")
                    self._go = words.make(
                        gr.Button, {"value": "page.coach.go"}, variant="primary", elem_id="pu-coach", size="md", scale=0, min_width=260
                    )
                with words.make(gr.Accordion, {"label": "page.coach.options"}, open=False, elem_id="pu-memo-options"):
                    self._choices()

    def _choices(self) -> None:
        """What is told from the text unless the writer says it; the charter."""
        words = self._words
        with gr.Row(elem_id="pu-memo-choices", equal_height=False):
            self._kind = self._pick("kind", _named("practice.kind", MEMO_KINDS, "page.coach.by_itself"))
            self._audience = self._pick("audience", _named("page.coach.to", AUDIENCES, "page.coach.unsaid"))
            self._rewrite = self._pick("rewrite_in", _named("page.lang", ("en", "es"), "page.coach.same_lang"))
            sides: dict[str, Word] = {"label": "page.coach.side", "choices": _named("page.coach.sides", ("writer", "reader"))}
            self._side = words.make(gr.Radio, sides, value="writer", elem_id="pu-side", min_width=260)
        labels: dict[str, Word] = {"label": "page.coach.charter", "placeholder": "page.coach.charter_placeholder"}
        self._charter = words.make(gr.Textbox, labels, lines=4, max_lines=8, elem_id="pu-charter", html_attributes=PLAIN)
        upload: dict[str, Word] = {"label": "page.coach.charter_upload"}
        self._charter_file = words.make(gr.UploadButton, upload, file_types=CHARTERS, size="sm", elem_id="pu-charter-upload")

    def _pick(self, name: str, choices: Callable[[Lang], Any]) -> gr.Dropdown:
        told: dict[str, Word] = {"label": f"page.coach.{name}", "choices": choices}
        return self._words.make(gr.Dropdown, told, value="", elem_id=f"pu-{name.replace('_', '-')}", filterable=False, min_width=210)

    def _scenarios(self, lang: Lang) -> list[tuple[str, str]]:
        return coach_before.choices(lang, scenarios.listed(self._house, LOCAL_ACTOR, lang=lang))

    def _consent_words(self, lang: Lang) -> str:
        return say(lang, "page.coach.consent", host=self._target.host if self._target else "")

    def _wire(self, mine_tab: gr.Tab) -> None:
        switch, text = self._switch, self._text
        self._scenario.change(self._show_sheet, [switch, self._scenario], self._sheet, **QUIET)
        self._upload.upload(self._take_memo, [switch, self._upload], [text, self._notice], api_visibility="private")
        self._charter_file.upload(self._take_charter, [switch, self._charter_file], [self._charter, self._notice], api_visibility="private")
        text.change(None, None, self._consent, js=FORGET_CONSENT)
        asked = [switch, text, self._scenario, self._kind, self._audience, self._side, self._rewrite, self._charter, self._consent]
        busy: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal", "show_progress_on": [self._result]}
        coached_now = self._go.click(self._coach, [*asked, self.desk_id], [self.desk_id, self._notice], **busy)
        self._tell_all(coached_now.success).then(None, None, None, js=SHOW)
        acted = self._result.select(self._act, [switch, self.desk_id], [self._notice], **QUIET)
        self._tell_all(acted.success)
        opened = self._mine.opened([self.desk_id, self.tabs, self._notice])
        self._tell_all(opened.success).then(None, None, None, js=SHOW)
        self._mine.wants_scenario([self._scenario, self.tabs])
        self._tell_all(switch.input)
        switch.input(self._show_sheet, [switch, self._scenario], self._sheet, **QUIET)
        mine_tab.select(self._mine.tell, switch, self._mine.result, **QUIET)

    def _tell_all(self, event: Callable[..., Any]) -> Any:
        """Shows the desk anew, here and on the other two tabs."""
        shown = event(self._show, [self._switch, self.desk_id], [self._result, self._face.result], **QUIET)
        return shown.then(self._mine.tell, self._switch, self._mine.result, **QUIET)

    def open_with(self, blocks: gr.Blocks) -> None:
        """What this tab's browser kept is there again when the page opens."""
        given = [self._switch, self._draft]
        back = [self._text, self._charter, self._scenario, self._face.answer, self.desk_id, self._result, self._sheet, self._face.result]
        opened = blocks.load(self._restore, given, back, js=RESTORE, **QUIET)
        opened.then(None, None, None, js=SETTLED)

    def _restore(self, lang: Lang, draft: str, request: gr.Request) -> Updates:
        actor = asking(request)
        kept = restored(draft, actor)
        desk_id = kept["desk"] if self._desk.get(actor, kept["desk"]) else ""
        known = {value for _, value in self._scenarios(lang)}
        scenario = kept["scenario"] if kept["scenario"] in known else ""
        shown = self._show(lang, desk_id, request)
        boxes = {self._text: kept["memo"], self._charter: kept["charter"], self._face.answer: kept["answer"]}
        return {**boxes, **shown, self.desk_id: desk_id, self._scenario: scenario, self._sheet: self._show_sheet(lang, scenario)}

    def _show(self, lang: Lang, desk_id: str, request: gr.Request) -> Updates:
        actor = asking(request)
        found = self._desk.get(actor, desk_id)
        owner = f'<span hidden data-owner="{owner_tag(actor)}"></span>'
        body = empty(lang) if found is None else coached(lang, found, practice_desk.comparison(self._house, found))
        return {self._result: Html(owner + body), self._face.result: self._face.shown(lang, found)}

    def _show_sheet(self, lang: Lang, scenario: str) -> Html:
        if not scenario:
            return coach_before.invitation(lang)
        sheet, notice = attempt(lang, lambda: scenarios.sheet(self._house, LOCAL_ACTOR, scenario, lang=lang))
        return notice if sheet is None else coach_before.sheet(lang, sheet)

    def _take_memo(self, lang: Lang, path: str) -> tuple[Any, Html]:
        text, notice = attempt(lang, lambda: uploaded_memo(self._house, path))
        return (gr.skip() if text is None else text), notice

    def _take_charter(self, lang: Lang, path: str) -> tuple[Any, Html]:
        text, notice = attempt(lang, lambda: uploaded_text(self._house, path))
        return (gr.skip() if text is None else text), notice

    def _coach(
        self,
        lang: Lang,
        text: str,
        scenario: str,
        kind: str,
        audience: str,
        side: str,
        rewrite_lang: str,
        charter: str,
        may_send: bool,
        desk_id: str,
        request: gr.Request,
    ) -> Updates:
        def work() -> practice_desk.OnDesk:
            asked = memo_order(
                text,
                scenario=scenario,
                kind=kind,
                audience=audience,
                side=side,
                rewrite_lang=rewrite_lang,
                charter=charter,
                may_send=may_send and self._target is not None,
            )
            return practice_desk.coach(self._house, asking(request), self._desk, asked, after=desk_id)

        found, notice = attempt(lang, work)
        return {self._notice: notice} if found is None else {self._notice: notice, self.desk_id: found.id}

    def _act(self, lang: Lang, desk_id: str, event: gr.EventData, request: gr.Request) -> Html:
        is_stop = said(event)["do"] == "keep_stop"
        _, notice = attempt(lang, lambda: practice_desk.keep(self._house, asking(request), self._desk, desk_id, keeps_stop=is_stop))
        return notice or NOTHING


def _named(prefix: str, values: tuple[str, ...], none: str = "") -> Callable[[Lang], list[tuple[str, str]]]:
    return lambda lang: [*([(say(lang, none), "")] if none else []), *((say(lang, f"{prefix}.{value}"), value) for value in values)]
