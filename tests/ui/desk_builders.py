"""Runs, verdicts, cards, uploads and a standing made by hand, for the snapshots of the library's and the evaluator's pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.domain.guidance import Card
from app.domain.lang import both
from app.domain.reviews import Review
from app.ingest.passages import Remark
from app.services.doctor_points import Point
from app.services.freshness import CardShown, Freshness
from app.services.standing import Standing
from app.services.upload_reports import Listed, Outcome
from tests.ui.builders import DAY, quoted

SCORES: dict[str, list[tuple[str, float]]] = {"20260101-a": [("one", 1.0), ("two", 0.5)], "20260102-b": [("one", 0.25), ("two", 0.5)]}


def card(card_id: str = "LB-025", *, review: Review | None = None) -> CardShown:
    """The card of the source G04 with both its sentences."""
    base: Card = quoted().cards[0].model_copy(update={"id": card_id})
    one = quoted()
    assert one.twin
    return CardShown(card=base, sentences=(one.sentence, one.twin), review=review, is_rejected=False)


def reviewed() -> CardShown:
    """The card after Ana corrected it."""
    return card(review=Review(card_id="LB-025", by="Ana", on=DAY, source="LFT Art. 87", verdict="correct", text_en="a", text_es="b"))


def fresh() -> Freshness:
    """One card past its day, one soon due, one reviewed."""
    return Freshness(overdue=(card("LB-001"),), soon=(card("LB-002"),), reviewed=(reviewed(),), cards=777, next_due=date(2027, 6, 30))


def outcomes() -> tuple[Outcome, ...]:
    """A file that was read and one that was refused, with a hostile name."""
    read = Outcome(name="notes.pdf", state="read", id="U1", kind="pdf", visibility="firm", sentences=3, languages={"en": 2, "es": 1})
    return read, Outcome(name="<img src=x>.png", state="refused", remarks=(Remark(key="ingest.waiting"),))


def listed(*, is_own: bool = True) -> Listed:
    """A document of the firm on the shelf."""
    return Listed(
        id="U1a2b3c4d",
        name="Pay <study>.pdf",
        kind="pdf",
        visibility="firm",
        mandate_id=None,
        is_own=is_own,
        size=10,
        added_at=datetime(2026, 11, 21, tzinfo=UTC),
        as_of=DAY,
        sentences=3,
        languages={"en": 3},
    )


def stands(*, host: str | None = None) -> Standing:
    """How an instance stands, with a model at `host` or without one."""
    return Standing(
        user="ana",
        roles=("admin", "consultant"),
        models=(("drafter", "gpt-x"),) if host else (),
        host=host,
        is_local=False,
        retention=both("Kept 30 days.", "Se conserva 30 días.") if host else None,
        embedder="bundled",
        budget_usd="2.50",
        budget_tokens=90_000,
        operator="The firm",
        health="warn",
        points=(Point(name="index", state="ok", message="fine"), Point(name="locale", state="warn", message="look <here>")),
    )


def examinations(folder: Path) -> Path:
    """A folder as `python -m evals` leaves it: two runs, a baseline, kept answers, labels and a report."""
    for name, scores in SCORES.items():
        _run(folder / "runs" / "briefs" / name, scores, prompts=name)
    _run(folder / "baselines" / "briefs" / "main", SCORES["20260101-a"], reason="first")
    (folder / "runs" / "report.html").write_text("<!doctype html><title>Report</title><p>Examination report</p>", "utf-8")
    (folder / "runs" / "gate.json").write_text(json.dumps({"verdicts": [verdict()], "integrity": []}), "utf-8")
    told = {"verdict": verdict(), "attribution": [{"part": "prompts", "comparison": {"soft": []}}], "prompt_diff": "-old\n+new <b>\n same"}
    (folder / "runs" / "compare.json").write_text(json.dumps(told), "utf-8")
    check = {"check": "cited_share", "clusters": 16, "detectable": 0.013, "margin": 0.05, "clusters_for_margin": 3}
    plan = {"suite": "briefs", "cases": 2, "clusters": 2, "epochs": 1, "calls": 30, "tokens": 9, "cost_usd": 1.5, "checks": [check]}
    (folder / "runs" / "plan.json").write_text(json.dumps({"plans": [plan]}), "utf-8")
    row = {"name": "wrong unit", "lang": "es", "check": "figures_agree", "planted": 10, "caught": 9, "false_alarms": 1}
    (folder / "runs" / "mutate.json").write_text(json.dumps({"rows": [row], "wrong": 1, "clean": {}}), "utf-8")
    labels = [
        {"id": f"S-{n}", "lang": "en", "text": f"Statement {n}", "evidence": "", "writer": "guided", "labels": {"ana": 1, "ben": n % 2}}
        for n in range(6)
    ]
    labels += [
        {"id": f"S-{n}", "lang": "es", "text": f"Enunciado {n}", "evidence": "Fuente <b>", "writer": "guided", "labels": given}
        for n, given in ((6, {}), (7, {"ana": 2}), (8, {}))
    ]
    judge = folder / "judges" / "brief_statement"
    judge.mkdir(parents=True)
    (judge / "labels.yaml").write_text(json.dumps({"provenance": "Team labels", "items": labels}), "utf-8")
    (judge / "prompt.md").write_text("Levels:\n0. Wrong.\n1. Partly.\n2. Needs an edit.\n3. Right.\n", "utf-8")
    agreed = {"en": {"n": 6, "qwk": 0.5, "low": 0.1}}
    (judge / "calibration.json").write_text(json.dumps({"status": "advisory", "why": "few labels", "between_raters": agreed}), "utf-8")
    return folder


def verdict(outcome: str = "regression") -> dict[str, Any]:
    """A verdict as `eval gate --json` prints it."""
    change = {"baseline": 0.9, "candidate": 0.6, "q_worse": 0.01, "by_lang": {}}
    difference = {"mean": -0.3, "low": -0.4, "low_95": -0.41, "high_95": -0.2, "n": 2, "clusters": 2}
    soft = {"check": "cited_share", "outcome": outcome, "margin": 0.05, "change": {**change, "difference": difference}, "advice": "more"}
    compared = {"baseline": "main", "candidate": "b", "cases": 2, "clusters": 2, "epochs": 1, "same_outputs": 1}
    return {"suite": "briefs", "outcome": outcome, "why": "x", "soft": [soft], "comparison": compared, "is_identity": False}


def _run(path: Path, scores: list[tuple[str, float]], *, prompts: str = "p", reason: str = "") -> None:
    path.mkdir(parents=True)
    made = {"suite": "briefs", "run_id": path.name, "writer": "guided", "dataset": "d", "cases": 2, "clusters": 2, "epochs": 1}
    told = {**made, "hashes": {"prompts": prompts, "scorers": "s"}, "is_complete": True, "reason": reason, "git": "unknown to the page"}
    (path / "manifest.json").write_text(json.dumps(told), "utf-8")
    rows = [
        {
            "case_id": case,
            "lang": "en",
            "output_sha": f"{case}{value}",
            "cluster": case,
            "soft": {"cited_share": value},
            "hard": {"ran": 1.0},
        }
        for case, value in scores
    ]
    (path / "scores.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows) + '{"case_id": "half-wri', "utf-8")
    words = [{"case_id": case, "epoch": 1, "words": f"Same line\nScore {value} <b>"} for case, value in scores]
    if not reason:
        (path / "outputs.jsonl").write_text("".join(json.dumps(w) + "\n" for w in words), "utf-8")
