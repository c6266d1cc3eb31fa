"""What the examinations said: gate verdicts in words, plans, tried checks. Draws; decides nothing."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.lang import Lang
from app.services.examination_answers import Answers, Explained, SoftVerdict, TriedRow, Verdict
from app.ui.presenters.exams import not_here, start, table
from app.ui.presenters.markup import NOTHING, Html, el, join

GATE = "puente eval gate --json > evals/runs/gate.json"
PLAN = "puente eval plan --json > evals/runs/plan.json"
TRY = "puente eval mutate --json > evals/runs/mutate.json"
MOST_FAILURES = 12


def gate(lang: Lang, found: Answers) -> Html:
    """The last verdicts in words, the report, and what moved a score beside the prompt's difference."""
    if not found.is_installed:
        return not_here(lang)
    report = NOTHING
    if found.has_report:
        address = el("a", say(lang, "page.exams.report"), href="examinations/report", target="_blank", rel="noopener")
        report = el("p", address, class_="pu-report")
    how = start(lang, "gate", GATE)
    if found.gate is None:
        return el("div", el("p", say(lang, "page.exams.no_gate"), class_="pu-empty"), report, how, lang=lang)
    broken = [el("p", each, class_="pu-alert", lang="en") for each in found.gate.integrity]
    told = [_verdict(lang, v) for v in found.gate.verdicts]
    why = _explained(lang, found.explained) if found.explained else NOTHING
    return el("div", report, *broken, *told, why, how, lang=lang)


def verdict_words(lang: Lang, verdict: Verdict) -> str:
    """Why the gate opened, stayed shut or could not tell, in a sentence."""
    failures = verdict.comparison.hard_failures
    if failures:
        return say(lang, "page.exams.why.hard", count=len(failures), check=failures[0].check, case=failures[0].case_id)
    if verdict.is_identity:
        return say(lang, "page.exams.why.identical", count=verdict.comparison.same_outputs)
    fallen = [s for s in verdict.soft if s.outcome == "regression"]
    if fallen:
        worst = min(fallen, key=lambda s: s.change.difference.mean)
        return say(lang, "page.exams.why.fell", check=worst.check, points=_points(-worst.change.difference.mean), more=len(fallen) - 1)
    undecided = [s for s in verdict.soft if s.outcome == "inconclusive"]
    if undecided:
        return say(lang, "page.exams.why.open", check=undecided[0].check, margin=_points(undecided[0].margin))
    return say(lang, "page.exams.why.pass", count=len(verdict.soft))


def _verdict(lang: Lang, verdict: Verdict) -> Html:
    word = el("span", say(lang, f"page.exams.outcome.{verdict.outcome}"), class_=f"pu-outcome pu-outcome-{verdict.outcome}")
    compared = verdict.comparison
    size = say(lang, "page.exams.size", outputs=compared.cases * compared.epochs, clusters=compared.clusters, epochs=compared.epochs)
    failed = [_failure(lang, f) for f in compared.hard_failures[:MOST_FAILURES]]
    soft = table(
        lang, "checks", ("check", "before", "after", "points", "interval", "margin", "said"), [_soft(lang, s) for s in verdict.soft]
    )
    inner = (
        el("p", verdict_words(lang, verdict)),
        el("p", size, f" · {compared.baseline} → {compared.candidate}", class_="pu-means"),
        el("ul", *failed, class_="pu-noticed") if failed else None,
        el("details", el("summary", say(lang, "page.exams.all_checks", count=len(verdict.soft))), soft, class_="pu-fold")
        if verdict.soft
        else None,
    )
    return el("section", el("h3", verdict.suite, " ", word), *inner, class_="pu-verdict")


def _failure(lang: Lang, failure: object) -> Html:
    check, case, detail = (str(getattr(failure, name)) for name in ("check", "case_id", "detail"))
    old = say(lang, "page.exams.failed_before") if getattr(failure, "was_failing", False) else ""
    return el("li", el("strong", check), " ", el("code", case), " ", el("span", detail, lang="en"), f" ({old})" if old else None)


def _soft(lang: Lang, soft: SoftVerdict) -> Html:
    change, difference = soft.change, soft.change.difference
    cells = (
        f"{change.baseline:.3f}",
        f"{change.candidate:.3f}",
        f"{difference.mean * 100:+.1f}",
        f"{difference.low_95 * 100:+.1f} … {difference.high_95 * 100:+.1f}",
        _points(soft.margin),
    )
    said = el(
        "td",
        say(lang, f"page.exams.outcome.{soft.outcome}"),
        el("span", soft.advice, class_="pu-remark", lang="en") if soft.advice else None,
    )
    return el("tr", el("th", soft.check, scope="row"), *(el("td", cell, class_="pu-number-cell") for cell in cells), said)


def _explained(lang: Lang, found: Explained) -> Html:
    moved = [el("li", el("strong", one.part), " ", _changes(one.comparison)) for one in found.attribution]
    left = el("div", el("h4", say(lang, "page.exams.moved_by")), el("ul", *moved) if moved else el("p", "—"))
    right = el("div", el("h4", say(lang, "page.exams.prompt_diff")), el("pre", _diff(found.prompt_diff) or "—", tabindex="0"))
    return el("section", el("h3", say(lang, "page.exams.explained", suite=found.verdict.suite)), el("div", left, right, class_="pu-sides"))


def _changes(comparison: dict[str, object]) -> str:
    soft = comparison.get("soft")
    found = []
    for one in soft if isinstance(soft, list) else []:
        mean = one.get("difference", {}).get("mean", 0.0) if isinstance(one, dict) else 0.0
        if isinstance(mean, int | float) and abs(mean) > 1e-9:
            found.append(f"{one.get('check')} {mean * 100:+.1f}")
    return ", ".join(found) or "±0"


def _diff(text: str) -> Html:
    marks = {"+": "ins", "-": "del"}
    return join(*(el(marks.get(line[:1], "span"), line) for line in text.splitlines()))


def plans(lang: Lang, found: Answers) -> Html:
    """What each suite can detect, and what a run of it asks of a model."""
    if not found.is_installed:
        return not_here(lang)
    how = start(lang, "plan", PLAN)
    if found.plans is None:
        return el("div", el("p", say(lang, "page.exams.no_plan"), class_="pu-empty"), how, lang=lang)
    told = []
    for plan in found.plans.plans:
        size = say(lang, "page.exams.size", outputs=plan.cases * plan.epochs, clusters=plan.clusters, epochs=plan.epochs)
        cost = (
            say(lang, "page.exams.calls", calls=plan.calls, usd=f"{plan.cost_usd or 0:.2f}")
            if plan.calls
            else say(lang, "page.exams.no_call")
        )
        rows = [
            el(
                "tr",
                el("th", c.check, scope="row"),
                *(
                    el("td", cell, class_="pu-number-cell")
                    for cell in (_points(c.detectable), _points(c.margin), f"{c.clusters_for_margin} / {c.clusters}")
                ),
            )
            for c in plan.checks
        ]
        inner = table(lang, "plan", ("check", "finds", "margin", "needed"), rows) if rows else el("p", say(lang, "page.exams.no_baseline"))
        told.append(el("section", el("h3", plan.suite), el("p", f"{size}; {cost}", class_="pu-means"), inner, class_="pu-verdict"))
    return el("div", *told, how, lang=lang)


def tried(lang: Lang, found: Answers) -> Html:
    """Which planted faults the checks caught, and which good edits they blamed."""
    if not found.is_installed:
        return not_here(lang)
    how = start(lang, "tried", TRY)
    if found.tried is None:
        return el("div", el("p", say(lang, "page.exams.no_tried"), class_="pu-empty"), how, lang=lang)
    rows = sorted(found.tried.rows, key=lambda r: (r.caught / max(1, r.planted), -r.false_alarms, r.name, r.lang))
    head = el("p", say(lang, "page.exams.tried_head", rows=len(rows), wrong=found.tried.wrong), class_="pu-means")
    return el(
        "div", head, table(lang, "tried", ("planted", "in_lang", "caught", "blamed"), [_tried(lang, r) for r in rows]), how, lang=lang
    )


def _tried(lang: Lang, row: TriedRow) -> Html:
    share = el("meter", f"{row.caught}/{row.planted}", value=row.caught, max=max(1, row.planted), aria_hidden="true")
    caught = el("td", share, f" {row.caught}/{row.planted}", class_="pu-number-cell")
    blamed = el("td", str(row.false_alarms), class_="pu-number-cell" + (" pu-fell" if row.false_alarms else ""))
    return el("tr", el("th", el("span", row.name, lang="en"), scope="row"), el("td", say(lang, f"page.lang.{row.lang}")), caught, blamed)


def _points(share: float) -> str:
    return f"{share * 100:.1f}"
