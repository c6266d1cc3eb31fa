"""One short step of an intake: its questions with their boxes, and what stands beneath each. Pure; made from the intake's own data."""

from __future__ import annotations

from app.catalog.intake_schema import TypeSpec
from app.catalog.mandate_types import mandate_types
from app.catalog.render import choices
from app.catalog.text import error_line, has, say
from app.domain.lang import Lang
from app.services.intakes import STATUSES, TYPE, Box, Form, Step
from app.ui.presenters.desk_mandates import title_of
from app.ui.presenters.desk_parts import badge, crumbs, frame, select, way
from app.ui.presenters.markup import NOTHING, Html, el, join

LONG = {"text": 3, "list": 4, "record": 5}
"""Rows of a box, by the type of its answer."""


def form(lang: Lang, shown: Form) -> Html:
    """The step with the way to the others."""
    mandate = shown.mandate
    name = title_of(lang, mandate)
    here = say(lang, "page.desk.intake")
    at = [s.id for s in shown.steps].index(shown.step)
    steps = el("ol", *(_step(lang, mandate.id, s, is_here=s.id == shown.step) for s in shown.steps), class_="pu-steps")
    boxes = [box(lang, mandate.id, each) for each in shown.boxes]
    before = shown.steps[at - 1].id if at else ""
    after = shown.steps[at + 1].id if at + 1 < len(shown.steps) else ""
    on = el(
        "p",
        way(f"{mandate.id}/intake/{before}", say(lang, "page.desk.before"), class_="pu-act pu-link") if before else NOTHING,
        way(f"{mandate.id}/intake/{after}", say(lang, "page.desk.next"), class_="pu-act pu-link pu-first") if after else NOTHING,
        way(mandate.id, say(lang, "page.desk.to_mandate"), class_="pu-act pu-link"),
        class_="pu-on",
    )
    return frame(
        lang,
        f"{mandate.id}/intake/{shown.step}",
        crumbs(lang, (mandate.id, name), here=here),
        el("h2", f"{here}: {say(lang, f'page.desk.step_{shown.step}')}"),
        el("p", say(lang, "page.desk.intake_means"), class_="pu-means"),
        el("nav", steps, aria_label=say(lang, "page.desk.steps_of")),
        el("div", *boxes, class_="pu-boxes", data_mandate=mandate.id),
        on,
    )


def _step(lang: Lang, mandate_id: str, step: Step, *, is_here: bool) -> Html:
    name = say(lang, f"page.desk.step_{step.id}")
    count = el("span", f"{step.done}/{step.total}", class_="pu-count")
    waits = el("span", say(lang, "page.desk.waits", count=step.open_for_draft), class_="pu-risky") if step.open_for_draft else NOTHING
    link = el("a", name, " ", count, href=f"?desk={mandate_id}/intake/{step.id}", data_at=f"{mandate_id}/intake/{step.id}",
              aria_current="step" if is_here else None)  # fmt: skip
    return el("li", link, " ", waits)


def box(lang: Lang, mandate_id: str, shown: Box) -> Html:
    """One question: what is asked, the box, its status and source, and what stands beneath."""
    path = shown.spec.path
    key = f"box-{path.replace('.', '-')}"
    label = shown.label.own(lang) or shown.label.any()
    question = shown.question.own(lang) or (shown.question.any() if shown.question.all() else "")
    who = shown.ask.own(lang) if shown.ask.all() else ""
    asked = join(question, " ", el("span", say(lang, "page.desk.answers", who=who), class_="pu-who") if who else NOTHING)
    statuses = [(s, say(lang, f"page.desk.status_{s}")) for s in STATUSES]
    told_name = f"{say(lang, 'page.desk.status')}: {label}"
    beside = el(
        "div",
        select("status", statuses, shown.status, aria_label=told_name) if path != TYPE else NOTHING,
        el("input", type="text", name="source", value=shown.source or None, placeholder=say(lang, "page.desk.source"),
           aria_label=f"{say(lang, 'page.desk.source')}: {label}", autocomplete="off") if path != TYPE else NOTHING,
        class_="pu-beside",
    )  # fmt: skip
    needed = badge(say(lang, f"page.needed.{shown.spec.needed}"), "draft") if shown.spec.needed == "draft" else NOTHING
    head = el("div", el("label", label, for_=key), " ", needed, class_="pu-box-head")
    form_of = _form_of(lang, shown.spec.type)
    means = el("p", asked, class_="pu-means", id=f"{key}-asked")
    how = el("p", form_of, class_="pu-how") if form_of else NOTHING
    under = el("div", told(lang, shown), class_="pu-box-told", aria_live="polite")
    return el("div", head, means, how, _control(lang, shown, key), beside, under, class_="pu-box", data_save=path, data_mandate=mandate_id)


def told(lang: Lang, shown: Box) -> Html:
    """What stands beneath a box: that it is saved, or that it is kept and why it cannot be read yet."""
    if shown.problem is not None:
        line = error_line(lang, shown.problem)
        reason = line.partition(": ")[2] or line
        return el("p", say(lang, "page.desk.kept"), " ", reason[:1].upper() + reason[1:], class_="pu-kept")
    words = {"empty": "", "stated": "saved", "inferred": "saved_inferred", "tbc": "saved_tbc", "n_a": "saved_n_a", "held": "kept"}[
        shown.state
    ]
    return el("p", say(lang, f"page.desk.{words}"), class_="pu-saved") if words else NOTHING


def _control(lang: Lang, shown: Box, key: str) -> Html:
    kind = shown.spec.type.kind
    described = f"{key}-asked"
    if kind in ("enum", "bool"):
        options = [("", "—"), *_options(lang, shown)]
        if shown.text and shown.text not in dict(options):
            options.append((shown.text, shown.text))
        return select("text", options, shown.text, id=key, aria_describedby=described)
    if kind in LONG:
        rows = min(12, max(LONG[kind], shown.text.count("\n") + 1, len(shown.text) // 90 + 1))
        return el("textarea", shown.text, name="text", rows=rows, id=key, aria_describedby=described, spellcheck="true", autocomplete="off")
    return el("input", type="text", name="text", value=shown.text or None, id=key, aria_describedby=described, autocomplete="off")


def _options(lang: Lang, shown: Box) -> list[tuple[str, str]]:
    if shown.spec.type.kind == "bool":
        return [(each, say(lang, f"page.desk.{each}")) for each in ("yes", "no")]
    if shown.spec.path == TYPE:
        return [(t.id, t.title.in_lang(lang)) for t in mandate_types().values()]
    labels, field = choices(), shown.spec.path.rpartition(".")[2]
    found = [(c, labels.get(f"{field}.{c}")) for c in shown.spec.type.choices]
    return [(c, words.in_lang(lang)[:1].upper() + words.in_lang(lang)[1:] if words else c) for c, words in found]


def _form_of(lang: Lang, spec: TypeSpec) -> str:
    """How an answer of this type is typed; empty where the box shows it."""
    if spec.kind == "list" and spec.item is not None and spec.item.kind == "record":
        return say(lang, "page.desk.form_rows", parts=" | ".join(_key(lang, k) for k in spec.item.keys))
    if spec.kind == "record":
        return say(lang, "page.desk.form_record", parts=", ".join(spec.keys))
    return say(lang, f"page.desk.form_{spec.kind}") if spec.kind in ("list", "money", "pay", "date", "int", "number") else ""


def _key(lang: Lang, key: str) -> str:
    named = f"page.desk.key.{key}"
    return say(lang, named) if has(named) else key.replace("_", " ")
