"""The tab where an intake becomes a document: layout and handlers. What is shown is made by presenters, what is done by services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from app.catalog.text import say
from app.domain.actor import LOCAL_ACTOR
from app.domain.document import Document
from app.domain.lang import Lang
from app.services import downloads, drafting, examples, reading
from app.services.expecting import expected
from app.services.house import House
from app.services.run_views import RunView
from app.services.sending import destination
from app.ui.door import attempt
from app.ui.orders import order, unsent_order, uploaded_text
from app.ui.presenters import desk_expected, notices
from app.ui.presenters.markup import NOTHING, Html
from app.ui.presenters.result import empty, result
from app.ui.who import asking
from app.ui.words import PLAIN, Word, Words

Updates = dict[Any, Any]
ENDINGS = [".yaml", ".yml", ".json"]
FEW_ANSWERS = 30
FORGET_CONSENT = "() => false"
SHOW_RESULT = "() => window.puente.shown()"


class DraftingTab:
    """The components that other parts of the page need: what is shown, and how to show it again."""

    def __init__(self, house: House, words: Words, switch: gr.Radio) -> None:
        self._house = house
        self._words = words
        self._switch = switch
        self._target = destination(house, LOCAL_ACTOR)
        self.refs = gr.State(())
        self._intake()
        self._choices()
        self.notice = gr.HTML(elem_id="pu-notice", apply_default_css=False)
        self.result = words.make(gr.HTML, {"value": empty}, elem_id="pu-result", apply_default_css=False)
        self._wire()

    def _intake(self) -> None:
        words = self._words
        self._fold = words.make(gr.Accordion, {"label": "page.intake.fold"}, open=True, elem_id="pu-intake")
        with self._fold, gr.Row(equal_height=False, elem_id="pu-given"):
            with gr.Column(scale=0, min_width=300, elem_id="pu-examples"):
                words.make(gr.HTML, {"value": notices.examples_head}, apply_default_css=False)
                self._examples = [(e, self._example_button(e)) for e in examples.examples(LOCAL_ACTOR)]
            with gr.Column(scale=1, min_width=320):
                labels = {"label": "page.intake.label", "placeholder": "page.intake.placeholder"}
                self._text = words.make(gr.Textbox, labels, lines=14, max_lines=14, elem_id="pu-text", html_attributes=PLAIN)
                upload = {"label": "page.intake.upload"}
                self._upload = words.make(gr.UploadButton, upload, file_types=ENDINGS, size="sm", elem_id="pu-upload")

    def _example_button(self, example: examples.Example) -> gr.Button:
        def title(lang: Lang) -> str:
            few = say(lang, "page.live.few_answers") if 0 < example.answers < FEW_ANSWERS else ""
            under = " · ".join(filter(None, (example.kind.own(lang), few)))
            return "\n".join(filter(None, (example.title.own(lang), under)))

        return self._words.make(gr.Button, {"value": title}, size="sm", elem_classes="pu-example", elem_id=f"pu-example-{example.id}")

    def _choices(self) -> None:
        words, house = self._words, self._house
        with gr.Row(elem_id="pu-choices", equal_height=False):
            names: dict[str, Word] = {"choices": _named("page.lang", ("en", "es", "both")), "label": "page.lang.label"}
            self.doc_lang = words.make(gr.Radio, names, value=house.lang, elem_id="pu-doc-lang", min_width=260)
            with gr.Column(min_width=320, elem_id="pu-writer"):
                writers: dict[str, Word] = {"choices": _named("page.writer", ("guided", "model")), "label": "page.writer.label"}
                self._writer = words.make(gr.Radio, writers, value="guided", visible=self._target is not None, elem_id="pu-who-writes")
                words.make(gr.HTML, {"value": self._writer_note}, apply_default_css=False)
                self._cost = gr.HTML(elem_id="pu-cost", apply_default_css=False, visible=self._target is not None)
                self._consent = words.make(
                    gr.Checkbox, {"label": self._consent_words}, value=False, visible=self._target is not None, elem_id="pu-consent"
                )
            self._draft = words.make(
                gr.Button, {"value": "page.draft"}, variant="primary", elem_id="pu-draft", min_width=220, scale=0, size="md"
            )

    def _consent_words(self, lang: Lang) -> str:
        return say(lang, "page.writer.consent", host=self._target.host if self._target else "")

    def _writer_note(self, lang: Lang) -> Html:
        return notices.writer_note(lang, self._target)

    def _wire(self) -> None:
        for example, button in self._examples:
            button.click(
                self._loader(example.id), [self._switch], [self._text, self.notice], api_visibility="private", show_progress="hidden"
            )
        self._upload.upload(self._take_upload, [self._switch, self._upload], [self._text, self.notice], api_visibility="private")
        self._text.change(None, None, self._consent, js=FORGET_CONSENT)
        asked = [self._switch, self._text, self.doc_lang, self._writer]
        for event in (self._writer.change, self.doc_lang.change, self._text.blur, self._switch.input):
            event(self._tell_cost, asked, self._cost, api_visibility="private", show_progress="hidden")
        drafted = self._draft.click(
            self._write,
            [self._switch, self._text, self.doc_lang, self._writer, self._consent],
            [self.refs, self.notice, self._fold],
            api_visibility="private",
            show_progress="minimal",
            show_progress_on=[self.result],
        )
        shown = drafted.success(self.show, [self._switch, self.refs], self.result, api_visibility="private", show_progress="hidden")
        shown.then(None, None, None, js=SHOW_RESULT)

    def _loader(self, example_id: str) -> Callable[[Lang], tuple[Any, Html]]:
        def load(lang: Lang) -> tuple[Any, Html]:
            text, notice = attempt(lang, lambda: examples.example_text(LOCAL_ACTOR, example_id))
            return (gr.skip() if text is None else text), notice

        return load

    def _take_upload(self, lang: Lang, path: str) -> tuple[Any, Html]:
        text, notice = attempt(lang, lambda: uploaded_text(self._house, path))
        return (gr.skip() if text is None else text), notice

    def _tell_cost(self, lang: Lang, text: str, doc_lang: str, writer: str, request: gr.Request) -> Html:
        """What a model would take for this intake; an intake that cannot be read yet is told when it is drafted."""
        if self._target is None or writer != "model":
            return NOTHING
        if not text.strip():
            return notices.cost_later(lang)
        found, _ = attempt(lang, lambda: expected(self._house, asking(request), unsent_order(text, lang=doc_lang)))
        return notices.cost_later(lang) if found is None else desk_expected.cost(lang, found)

    def _write(self, lang: Lang, text: str, doc_lang: str, writer: str, is_sending: bool, request: gr.Request) -> Updates:
        """A guided draft is there at once; a model's is a run, which the desk shows."""

        def work() -> tuple[Document, ...] | RunView:
            host = self._target.host if self._target and is_sending else ""
            asked = order(self._house, text, lang=doc_lang, writer=writer, send_to=host)
            return (drafting.begin if writer == "model" else drafting.draft)(self._house, asking(request), asked)

        made, notice = attempt(lang, work)
        if made is None:
            return {self.notice: notice}
        if isinstance(made, RunView):
            return {self.notice: notices.led(lang, made.id)}
        return {self.notice: notice, self.refs: tuple(f"{d.id}.{d.version}" for d in made), self._fold: gr.update(open=False)}

    def show(self, lang: Lang, refs: tuple[str, ...], request: gr.Request) -> Html:
        """The documents named, in the interface language; what to do when there are none."""
        actor = asking(request)
        readings, notice = attempt(lang, lambda: reading.open_readings(self._house, actor, tuple(refs)))
        return notice if readings is None else result(lang, readings, downloads.suffixes(actor))


def _named(prefix: str, values: tuple[str, ...]) -> Callable[[Lang], list[tuple[str, str]]]:
    return lambda lang: [(say(lang, f"{prefix}.{value}"), value) for value in values]
