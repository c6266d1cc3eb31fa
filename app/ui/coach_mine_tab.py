"""The tab of one's own practice: layout and handlers. Every act comes from a button of the list, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gradio as gr

from app.domain.actor import Actor
from app.domain.lang import Lang
from app.domain.practice import OUTCOMES
from app.errors import BadSetting
from app.services import practice, practice_desk, practice_ledger, practice_progress
from app.services.house import House
from app.services.practice_desk import Desk
from app.ui.door import attempt
from app.ui.given import said
from app.ui.presenters.coach_levels import part
from app.ui.presenters.coach_mine import mine
from app.ui.presenters.markup import NOTHING, Html
from app.ui.who import asking
from app.ui.words import Words

ACTS = "window.puenteCoach.acts(element, trigger)"
SEEN = "() => window.puenteCoach.acted()"
Given = Mapping[str, str]


class MineTab:
    """Attempts, progress and ledger with what can be done to each."""

    def __init__(self, house: House, words: Words, switch: gr.Radio, desk: Desk, desk_id: gr.State) -> None:
        self._house, self._desk, self._switch = house, desk, switch
        self.notice = gr.HTML(elem_id="pu-mine-notice", apply_default_css=False)
        self.result = gr.HTML(elem_id="pu-mine", apply_default_css=False, js_on_load=ACTS)
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
        acted = self.result.select(self._act, switch, self.notice, **quiet)
        acted.then(self.tell, switch, self.result, **quiet).then(None, None, None, js=SEEN)

    def tell(self, lang: Lang, request: gr.Request) -> Html:
        """Everything that the actor ever kept."""
        shown, notice = attempt(lang, lambda: self._told(lang, asking(request)))
        return notice if shown is None else shown

    def _told(self, lang: Lang, actor: Actor) -> Html:
        house = self._house
        stand = practice_progress.progress(house, actor)
        entries = practice_ledger.ledger(house, actor)
        plot = b"" if stand.attempts_to_plot else practice_progress.picture(house, actor, suffix=".svg", lang=lang)
        has_due = any(e.due is not None and e.outcome is None and e.kind == "commitment" for e in entries)
        calendar = practice_ledger.calendar(house, actor, lang=lang) if has_due else b""
        return mine(lang, practice.lines(house, actor), stand, entries, plot=plot, calendar=calendar)

    def opened(self, outputs: Sequence[Any]) -> Any:
        """The event in which an attempt is laid on the desk; outputs: desk id, tabs, notice."""
        desk_id, tabs, notice = outputs

        def reopen(lang: Lang, asked: str, request: gr.Request) -> dict[Any, Any]:
            found, told = attempt(lang, lambda: practice_desk.reopen(self._house, asking(request), self._desk, asked))
            return {notice: told} if found is None else {notice: told, desk_id: found.id, tabs: gr.update(selected="memo")}

        def chosen(lang: Lang, event: gr.EventData, request: gr.Request) -> dict[Any, Any]:
            return reopen(lang, said(event)["id"], request)

        return self.result.expand(chosen, self._switch, list(outputs), api_visibility="private", show_progress="hidden")

    def wants_scenario(self, outputs: Sequence[Any]) -> Any:
        """The event in which the next exercise is taken up; outputs: scenario, tabs."""
        scenario, tabs = outputs

        def chosen(event: gr.EventData) -> dict[Any, Any]:
            return {scenario: said(event)["id"], tabs: gr.update(selected="memo")}

        return self.result.apply(chosen, None, list(outputs), api_visibility="private", show_progress="hidden")

    def _act(self, lang: Lang, event: gr.EventData, request: gr.Request) -> Html:
        given = said(event)
        work = _ACTS.get(given["do"])
        if work is None:
            return NOTHING
        told, notice = attempt(lang, lambda: work(self._house, asking(request), self._desk, lang, given))
        return notice if told is None else told


def _compare(house: House, actor: Actor, _desk: Desk, lang: Lang, given: Given) -> Html:
    return part(lang, practice_progress.compare(house, actor, given["first"], given["second"]))


def _delete(house: House, actor: Actor, desk: Desk, _lang: Lang, given: Given) -> Html:
    practice.delete(house, actor, given["id"])
    desk.clear(actor, given["id"])
    return NOTHING


def _delete_all(house: House, actor: Actor, desk: Desk, _lang: Lang, _given: Given) -> Html:
    practice.delete_all(house, actor)
    desk.clear(actor)
    return NOTHING


def _share(house: House, actor: Actor, _desk: Desk, _lang: Lang, given: Given) -> Html:
    practice.share(house, actor, given["id"], given["reader"].strip(), takes_back=given["do"] == "unshare")
    return NOTHING


def _accept(house: House, actor: Actor, _desk: Desk, _lang: Lang, given: Given) -> Html:
    practice_ledger.accept(house, actor, given["id"])
    return NOTHING


def _record(house: House, actor: Actor, _desk: Desk, _lang: Lang, given: Given) -> Html:
    if given["outcome"] not in OUTCOMES:
        raise BadSetting("setting.value", where="outcome", value=given["outcome"], known=", ".join(OUTCOMES))
    practice_ledger.record(house, actor, given["id"], given["outcome"], note=given["note"][:500])
    return NOTHING


def _drop(house: House, actor: Actor, _desk: Desk, _lang: Lang, given: Given) -> Html:
    practice_ledger.remove(house, actor, given["id"])
    return NOTHING


_ACTS: dict[str, Callable[[House, Actor, Desk, Lang, Given], Html]] = {
    "compare": _compare,
    "delete": _delete,
    "delete_all": _delete_all,
    "share": _share,
    "unshare": _share,
    "accept": _accept,
    "record": _record,
    "drop": _drop,
}
