"""What an evaluator reads of runs: the list, and two runs side by side. Draws; computes nothing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from app.catalog.text import say
from app.domain.lang import Lang
from app.services.examinations import Case, Moved, Pair, RunLine
from app.ui.presenters.markup import NOTHING, Html, el, join

MOST_LINES = 40
NUMBERS = "failures before after points pairs interval margin finds needed caught blamed".split()
"""Columns of figures."""


def command(line: str) -> Html:
    """A command line to copy."""
    return el("pre", el("code", line), class_="pu-command", tabindex="0")


def not_here(lang: Lang) -> Html:
    """What is said where the examinations are not installed."""
    return el("p", say(lang, "page.exams.not_here"), class_="pu-empty", lang=lang)


def start(lang: Lang, what: str, line: str) -> Html:
    """How to start something long, with its command line; `what` names the text."""
    return el("div", el("p", say(lang, f"page.exams.start.{what}"), class_="pu-means"), command(line), class_="pu-start")


def run_list(lang: Lang, lines: Sequence[RunLine]) -> Html:
    """The runs and baselines as a table; how to make one where there is none."""
    how = start(lang, "run", "puente eval run briefs")
    if not lines:
        return el("div", el("p", say(lang, "page.exams.no_runs"), class_="pu-empty"), how, lang=lang)
    rows = [_run(lang, line) for line in lines]
    return el("div", table(lang, "runs", ("run", "made", "size", "failures", "means"), rows), how, lang=lang)


def table(lang: Lang, name: str, heads: Sequence[str], rows: Sequence[Html]) -> Html:
    """A table that scrolls by itself, with its name for those who hear it."""
    numbers = {h: "pu-number-cell" if h in NUMBERS else None for h in heads}
    head = el("tr", *(el("th", say(lang, f"page.exams.col.{h}"), scope="col", class_=numbers[h]) for h in heads))
    inner = el("table", el("thead", head), el("tbody", *rows), class_="pu-listing")
    return el("div", inner, class_="pu-scroll", tabindex="0", role="region", aria_label=say(lang, f"page.exams.{name}"))


def _run(lang: Lang, line: RunLine) -> Html:
    made = line.manifest
    kind = say(lang, "page.exams.row.baseline") if line.is_baseline else say(lang, f"page.exams.row.{made.writer}")
    state = NOTHING if made.is_complete else el("span", say(lang, "page.exams.unfinished"), class_="pu-state pu-refused")
    size = say(lang, "page.exams.size", outputs=line.outputs, clusters=made.clusters, epochs=made.epochs)
    errors = say(lang, "page.exams.errors", count=made.errors) if made.errors else ""
    means = join(*(el("span", f"{check} {value:.3f}", class_="pu-mean") for check, value in line.soft.items()))
    name = el("th", el("code", line.name), " ", state, el("span", made.reason, class_="pu-remark") if made.reason else None, scope="row")
    failed = el("td", str(line.failures), class_="pu-number-cell" + (" pu-fell" if line.failures else ""))
    return el("tr", name, el("td", kind), el("td", size, f"; {errors}" if errors else None), failed, el("td", means))


def choose(lang: Lang) -> Html:
    """What to do before two runs are chosen."""
    return el("p", say(lang, "page.exams.choose"), class_="pu-empty", lang=lang)


def side_by_side(lang: Lang, found: Pair) -> Html:
    """Score differences, what was changed between the runs, and the cases that fell most with their words on both sides."""
    warn = NOTHING
    if found.differs:
        named = ", ".join(say(lang, f"page.exams.part.{d}") for d in found.differs)
        warn = el("p", say(lang, "page.exams.differs", what=named), class_="pu-alert", role="note")
    parts = ", ".join(say(lang, f"page.exams.part.{p}") for p in found.changed_parts) or say(lang, "page.exams.part.none")
    told = el(
        "p",
        say(lang, "page.exams.same", same=found.same, outputs=found.outputs),
        " ",
        say(lang, "page.exams.changed", parts=parts),
        class_="pu-means",
    )
    checks = table(lang, "checks", ("check", "before", "after", "points", "pairs"), [_moved(m) for m in found.checks])
    sure = start(
        lang, "compare", f"puente eval compare {found.before.name} {found.after.name} --attribute HEAD~1 --json > evals/runs/compare.json"
    )
    return el("div", warn, told, checks, _worst(lang, found.worst), sure, lang=lang)


def _moved(moved: Moved) -> Html:
    sign = " pu-fell" if moved.points < -0.05 else " pu-rose" if moved.points > 0.05 else ""
    arrow = "▼ " if moved.points < -0.05 else "▲ " if moved.points > 0.05 else ""
    cells = (f"{moved.before:.3f}", f"{moved.after:.3f}")
    numbers = [el("td", cell, class_="pu-number-cell") for cell in cells]
    points = el("td", f"{arrow}{moved.points:+.1f}", class_=f"pu-number-cell{sign}")
    return el("tr", el("th", moved.check, scope="row"), *numbers, points, el("td", str(moved.outputs), class_="pu-number-cell"))


def _worst(lang: Lang, cases: Sequence[Case]) -> Html:
    title = el("h3", say(lang, "page.exams.worst"))
    if not cases:
        return join(title, el("p", say(lang, "page.exams.none_fell"), class_="pu-means"))
    return join(title, *(_case(lang, case, is_open=at == 0) for at, case in enumerate(cases)))


def _case(lang: Lang, case: Case, *, is_open: bool) -> Html:
    moved = ", ".join(f"{check} {value:+.2f}" for check, value in case.moved.items())
    before, after = _sides(lang, case)
    sides = [
        el("div", el("h4", say(lang, f"page.exams.col.{name}")), el("pre", side, tabindex="0", lang=case.lang))
        for name, side in (("before", before), ("after", after))
    ]
    summary = el("summary", el("code", case.case_id), " ", el("span", moved, class_="pu-means"))
    return el("details", summary, el("div", *sides, class_="pu-sides"), open=is_open, class_="pu-fold")


def _sides(lang: Lang, case: Case) -> tuple[Html, Html]:
    """The lines that differ; a plain word where a side kept no words or nothing differs."""
    if not case.before or not case.after:
        none = el("i", say(lang, "page.exams.no_words"))
        return (none if not case.before else _lines(case.before, "")), (none if not case.after else _lines(case.after, ""))
    one, other = case.before.splitlines(), case.after.splitlines()
    gone, new = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += one[a:b]
            new += other[c:d]
    same = el("i", say(lang, "page.exams.same_words"))
    return (_lines("\n".join(gone), "del") if gone else same), (_lines("\n".join(new), "ins") if new else same)


def _lines(words: str, mark: str) -> Html:
    lines = words.splitlines()[:MOST_LINES]
    return join(*(el(mark or "span", line) for line in lines))
