"""A run on its way: each section as it is written, what each step came to, cost so far, and stop or go on. Pure.

The page fetches it again until the run ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.catalog.kinds import DocumentKind, SectionSpec, document_kinds
from app.catalog.text import error_line, has, say
from app.chains.model_document import is_drafted_by_model
from app.domain.document import SectionDraft
from app.domain.lang import Lang
from app.services.run_views import RunView, StepLine, failure
from app.storage.mandates import Mandate
from app.ui.presenters.desk_mandates import title_of
from app.ui.presenters.desk_parts import badge, button, crumbs, fold, form, frame, way
from app.ui.presenters.markup import NOTHING, Html, el, rich

POLL_MS = 1500
WRITES = ("section", "revise")


def progress(lang: Lang, run: RunView, mandate: Mandate) -> Html:
    """One run. It goes on when the page is closed, and is here on every device of its owner."""
    kind = document_kinds().get(run.kind)
    name = kind.title.in_lang(lang) if kind else run.kind
    bar = el("progress", value=str(run.steps_done), max=str(max(1, run.steps_total)), aria_label=say(lang, "page.desk.progress"))
    count = el("p", say(lang, "page.desk.steps", done=run.steps_done, total=run.steps_total), " · ", _cost(lang, run), class_="pu-means")
    # What is being written is told by a list that a reader may open; only the count is read out when it changes.
    return frame(
        lang,
        run.id,
        crumbs(lang, (mandate.id, title_of(lang, mandate)), here=say(lang, "page.desk.run")),
        el("div", el("h2", name), badge(say(lang, f"page.desk.run_{run.state}"), run.state), class_="pu-card-head"),
        el("p", say(lang, "page.desk.run_means"), class_="pu-means") if not run.is_finished else NOTHING,
        el("div", bar, el("div", count, aria_live="polite")),
        _ended(lang, run),
        *(_sections(lang, run, kind, each) for each in run.langs if kind),
        _others(lang, run),
        poll_ms=None if run.is_finished else POLL_MS,
    )


def _sections(lang: Lang, run: RunView, kind: DocumentKind, doc_lang: Lang | str) -> Html:
    """Every section of one language with how far it is; one that is written can be read already."""
    written = _written(run, doc_lang)
    rows = [_section(lang, run, s, doc_lang, written.get(s.id)) for s in kind.sections if is_drafted_by_model(s)]
    title = say(lang, "page.live.sections_in", lang=say(lang, f"page.lang.{doc_lang}"))
    return el("section", el("h3", title), el("ul", *rows, class_="pu-runs pu-live"))


def _section(lang: Lang, run: RunView, spec: SectionSpec, doc_lang: str, step: StepLine | None) -> Html:
    title = spec.title.in_lang(lang)
    if step is None:
        word = "waits" if not run.is_finished else "not_written"
        return el("li", el("span", title), " ", el("span", say(lang, f"page.live.{word}"), class_="pu-means"), data_state=word)
    state = el("span", _outcome(lang, step), class_="pu-means")
    texts = _texts(step)
    if not texts or run.state == "done":
        return el("li", el("span", title), " ", state, data_state="written")
    lines = [el("p", rich(text), lang=doc_lang) for text in texts]
    readable = fold(el("span", title), *lines, class_="pu-fold pu-small")
    return el("li", readable, " ", state, data_state="written", data_key=f"{doc_lang}:{spec.id}")


def _written(run: RunView, doc_lang: str) -> Mapping[str, StepLine]:
    """The last writing of each section: a revision stands for what it revised."""
    found: dict[str, StepLine] = {}
    for step in run.steps:
        word, _, section = step.step.partition(":")
        if step.lang == doc_lang and word in WRITES and (step.draft is not None or section not in found):
            found[section] = step
    return found


def _texts(step: StepLine) -> Sequence[str]:
    if step.draft is None:
        return ()
    return tuple(" | ".join(st.cells) if st.cells else st.text for st in SectionDraft.model_validate(step.draft).statements())


def _ended(lang: Lang, run: RunView) -> Html:
    if run.state == "done":
        refs = ",".join("@".join(ref.rsplit(".", 1)) for ref in run.documents)
        return el("p", way(refs, say(lang, "page.desk.read"), class_="pu-act pu-link pu-first"))
    if not run.is_finished:
        return form("cancel", button(say(lang, "page.desk.cancel")), class_="pu-inline", run=run.id)
    why = el("p", error_line(lang, failure(run)), class_="pu-alert") if run.state == "failed" else NOTHING
    return el("div", why, form("resume", button(say(lang, "page.desk.resume"), is_primary=True), class_="pu-inline", run=run.id))


def _cost(lang: Lang, run: RunView) -> str:
    tokens = say(lang, "page.desk.so_far", calls=run.calls, tokens=f"{run.prompt_tokens + run.completion_tokens:,}")
    return tokens + (f" {say(lang, 'page.desk.usd', usd=f'{run.cost_usd:.2f}')}" if run.cost_usd is not None else "")


def _others(lang: Lang, run: RunView) -> Html:
    """The steps that write no section: the plan, verification, the reading of the whole."""
    rows = [_step(lang, s) for s in run.steps if s.step.partition(":")[0] not in WRITES]
    return fold(say(lang, "page.live.other_steps", count=len(rows)), el("ol", *rows, class_="pu-run-steps")) if rows else NOTHING


def _step(lang: Lang, step: StepLine) -> Html:
    word = f"page.desk.task_{step.step.partition(':')[0]}"
    title = say(lang, word) if has(word) else step.step
    told = el("span", _outcome(lang, step), class_="pu-means")
    return el("li", el("span", step.lang.upper(), class_="pu-count"), " ", title, " ", told)


def _outcome(lang: Lang, step: StepLine) -> str:
    told = f"runs.outcome_{step.outcome}"
    return say(lang, told if has(told) else f"runs.reason.{step.outcome}")
