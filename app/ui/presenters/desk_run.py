"""A run on its way: steps done, what each came to, cost so far, and stop or go on. Pure; the page fetches it again until it ends."""

from __future__ import annotations

from app.catalog.kinds import document_kinds
from app.catalog.text import error_line, has, say
from app.domain.lang import Lang
from app.services.run_views import RunView, StepLine, failure
from app.storage.mandates import Mandate
from app.ui.presenters.desk_mandates import title_of
from app.ui.presenters.desk_parts import badge, button, crumbs, form, frame, way
from app.ui.presenters.markup import NOTHING, Html, el

POLL_MS = 1500


def progress(lang: Lang, run: RunView, mandate: Mandate) -> Html:
    """One run. It goes on when the page is closed, and is here on every device of its owner."""
    kind = document_kinds().get(run.kind)
    name = kind.title.in_lang(lang) if kind else run.kind
    bar = el("progress", value=str(run.steps_done), max=str(max(1, run.steps_total)), aria_label=say(lang, "page.desk.progress"))
    count = el("p", say(lang, "page.desk.steps", done=run.steps_done, total=run.steps_total), " ", _cost(lang, run), class_="pu-means")
    steps = el("ol", *(_step(lang, run, s) for s in run.steps), class_="pu-run-steps")
    return frame(
        lang,
        run.id,
        crumbs(lang, (mandate.id, title_of(lang, mandate)), here=say(lang, "page.desk.run")),
        el("div", el("h2", name), badge(say(lang, f"page.desk.run_{run.state}"), run.state), class_="pu-card-head"),
        el("p", say(lang, "page.desk.run_means"), class_="pu-means") if not run.is_finished else NOTHING,
        el("div", bar, count, aria_live="polite"),
        _ended(lang, run),
        steps,
        poll_ms=None if run.is_finished else POLL_MS,
    )


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


def _step(lang: Lang, run: RunView, step: StepLine) -> Html:
    kind = document_kinds().get(run.kind)
    named = step.step.rpartition(":")[2] if step.step.rpartition(":")[2] not in ("", "1") else step.step
    spec = next((s for s in kind.sections if s.id in step.step.split(":")), None) if kind else None
    word = step.step.partition(":")[0]
    title = spec.title.in_lang(lang) if spec else say(lang, f"page.desk.task_{word}") if has(f"page.desk.task_{word}") else named
    outcome = say(lang, f"runs.outcome_{step.outcome}") if has(f"runs.outcome_{step.outcome}") else say(lang, f"runs.reason.{step.outcome}")
    return el("li", el("span", step.lang.upper(), class_="pu-count"), " ", title, " ", el("span", outcome, class_="pu-means"))
