"""The labels of people: a few blinded items at a time with levels to choose, what raters see differently, agreement. Draws."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.text import say
from app.domain.lang import Lang
from app.services.examination_labels import Item, Rubric
from app.ui.presenters.exams import command
from app.ui.presenters.markup import NOTHING, Html, el

AT_ONCE = 5
"""Items shown at a time."""
LEVELS = range(4)


def labels(lang: Lang, rubrics: Sequence[Rubric]) -> Html:
    """Each rubric: what this rater still has to label, without writer and without what anybody said; then what must be settled."""
    if not rubrics:
        return el("p", say(lang, "page.exams.no_labels"), class_="pu-empty", lang=lang)
    return el("div", el("p", say(lang, "page.exams.blinded"), class_="pu-means"), *(_rubric(lang, each) for each in rubrics), lang=lang)


def kept(lang: Lang, item: str, level: int, *, settles: bool) -> Html:
    """That a label was kept."""
    return el(
        "p", say(lang, f"page.exams.label.{'settled' if settles else 'kept'}", item=item, level=level), class_="pu-done", role="status"
    )


def _rubric(lang: Lang, rubric: Rubric) -> Html:
    counted = say(lang, "page.exams.labelled", raters=rubric.raters, settled=rubric.settled, items=rubric.items, open=rubric.to_settle)
    gates = say(lang, "page.exams.judge.gates" if rubric.status == "gates" else "page.exams.judge.advises")
    anchors = [el("li", each, lang="en") for each in rubric.anchors]
    means = (
        el("details", el("summary", say(lang, "page.exams.label.means")), el("ol", *anchors, start=0, class_="pu-items"), class_="pu-fold")
        if anchors
        else NOTHING
    )
    lines = [f"puente eval label {rubric.name} --rater NAME", f"puente eval label {rubric.name} --adjudicate"]
    return el(
        "section",
        el("h3", rubric.name),
        el("p", counted, " ", gates, class_="pu-means"),
        *_agreement(lang, rubric),
        el("p", rubric.provenance, class_="pu-means", lang="en"),
        means,
        _todo(lang, rubric),
        _differ(lang, rubric),
        el("details", el("summary", say(lang, "page.exams.label.by_command")), *(command(line) for line in lines), class_="pu-fold"),
        class_="pu-verdict",
    )


def _agreement(lang: Lang, rubric: Rubric) -> list[Html]:
    if rubric.raters < 2 or not rubric.between_raters:
        return (
            [el("p", say(lang, f"page.exams.label.{'one' if rubric.raters else 'no'}_rater"), class_="pu-means")]
            if (rubric.raters < 2)
            else []
        )
    told = []
    for of, agreed in rubric.between_raters.items():
        kappa = say(lang, "page.exams.label.undefined") if agreed.qwk is None else f"κ {agreed.qwk:.2f}"
        told.append(el("p", say(lang, "page.exams.label.agreement", lang=say(lang, f"page.lang.{of}"), kappa=kappa, n=agreed.n)))
    return told


def _todo(lang: Lang, rubric: Rubric) -> Html:
    if not rubric.todo:
        return el("p", say(lang, "page.exams.label.none_left", rater=rubric.rater))
    head = el("h4", say(lang, "page.exams.label.head", rater=rubric.rater, todo=len(rubric.todo), items=rubric.items))
    shown = [_item(lang, rubric.name, each, settles=False) for each in rubric.todo[:AT_ONCE]]
    go = el("button", say(lang, "page.exams.label.next"), type="button", class_="pu-button", data_labels_next=True)
    more = el("p", say(lang, "page.exams.label.more"), " ", go, class_="pu-means") if rubric.todo[AT_ONCE:] else NOTHING
    return el("div", head, *shown, more)


def _differ(lang: Lang, rubric: Rubric) -> Html:
    if not rubric.differ:
        if rubric.to_settle:
            return el("p", say(lang, "page.exams.label.settle_own", count=rubric.to_settle), class_="pu-means")
        return NOTHING
    shown = [
        _item(lang, rubric.name, each.item, settles=True, said=say(lang, "page.exams.label.said", levels=", ".join(map(str, each.levels))))
        for each in rubric.differ[:AT_ONCE]
    ]
    return el("div", el("h4", say(lang, "page.exams.label.settle", count=rubric.to_settle)), *shown)


def _item(lang: Lang, rubric: str, item: Item, *, settles: bool, said: str = "") -> Html:
    """The words, what they rest on, and the four levels; `said` tells what raters gave where somebody settles."""
    name = f"{'settle' if settles else 'label'}-{rubric}-{item.id}"
    choices = [
        el("label", el("input", type="radio", name_=name, value=str(level)), " ", say(lang, "page.exams.label.level", level=level))
        for level in LEVELS
    ]
    evidence = (
        el("p", el("span", say(lang, "page.exams.label.rests_on"), class_="pu-label"), ": ", el("span", item.evidence, lang=item.lang),
           class_="pu-means")
        if item.evidence
        else NOTHING
    )  # fmt: skip
    legend = el("legend", say(lang, "page.exams.label.level_of", item=item.id), class_="pu-unseen")
    return el(
        "article",
        el("p", el("code", item.id), " ", el("span", item.text, lang=item.lang), class_="pu-said"),
        evidence,
        el("p", said, class_="pu-means") if said else NOTHING,
        el("fieldset", legend, *choices, data_label=item.id, data_rubric=rubric, data_settles="yes" if settles else None),
        class_="pu-to-label",
    )
