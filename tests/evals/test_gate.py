"""Verdicts over made-up runs: identity, hard checks, soft falls, undecided ones, integrity; and the files that tell of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from evals.compare import compare
from evals.faults import EvalFault
from evals.gate import Verdict, judge, read_margins
from evals.report import html, junit
from evals.run_files import Kept, read_rows, read_run, write_baseline
from evals.values import Row
from evals.verdicts import verdict_of, verdict_text, worst_code
from tests.evals.made import made_row, made_run


def noisy(name: str, *, shift: float, sd: float, clusters: int = 30, sha: str = "") -> Kept:
    draw = np.random.default_rng(5)
    values = np.clip(0.8 + shift + draw.normal(0, sd, clusters), 0, 1)
    return made_run(name, *(made_row(f"c{i:02}", sha=sha or name, marker_recall=float(v)) for i, v in enumerate(values)))


def flat(name: str, sha: str = "same", clusters: int = 30) -> Kept:
    return made_run(name, *(made_row(f"c{i:02}", sha=sha, marker_recall=0.8) for i in range(clusters)))


def of(before: Kept, after: Kept) -> Verdict:
    return judge(compare(before, after), {"default": {"margin": 0.05}})


def test_the_same_words_everywhere_pass_by_identity() -> None:
    verdict = of(flat("a"), flat("b"))
    assert (verdict.outcome, verdict.code, verdict.is_identity) == ("pass", 0, True)
    assert "word for word" in verdict.why


def test_a_failed_hard_check_fails_even_where_nothing_else_moved() -> None:
    bad = made_row("c00", marker_recall=0.8).model_copy(update={"hard": {"ran": 1.0, "citations": 0.0}, "details": {"citations": "G99.9"}})
    good = made_row("c00", marker_recall=0.8).model_copy(update={"hard": {"ran": 1.0, "citations": 1.0}})
    verdict = of(made_run("a", good), made_run("b", bad))
    assert (verdict.outcome, verdict.code) == ("regression", 1)
    assert "G99.9" in verdict.why


def test_a_hard_check_that_was_not_examined_any_more_is_a_failure() -> None:
    good = made_row("c00").model_copy(update={"hard": {"ran": 1.0, "citations": 1.0}})
    assert of(made_run("a", good), made_run("b", made_row("c00"))).outcome == "regression"


def test_a_clear_fall_is_a_regression() -> None:
    verdict = of(flat("a"), noisy("b", shift=-0.15, sd=0.05))
    assert verdict.outcome == "regression"
    assert "marker_recall fell by" in verdict.why


def test_a_small_wobble_within_the_margin_passes() -> None:
    assert of(flat("a"), noisy("b", shift=0.0, sd=0.02)).outcome == "pass"


def test_a_wide_wobble_is_undecided_and_says_what_would_decide_it() -> None:
    verdict = of(flat("a", clusters=8), noisy("b", shift=-0.01, sd=0.2, clusters=8))
    assert (verdict.outcome, verdict.code) == ("inconclusive", 3)
    assert "more clusters" in verdict.why or "more likely" in verdict.why
    assert "points" in verdict_text(verdict)


def test_an_error_counts_as_nothing_scored_and_never_leaves_the_denominator() -> None:
    rows = [made_row(f"c{i:02}", sha="b", marker_recall=0.8) for i in range(1, 30)]
    verdict = of(flat("a"), made_run("b", made_row("c00", sha="x", error="EndpointDown"), *rows))
    assert verdict.outcome == "regression"
    assert verdict.soft[0].change.difference.n == 30
    assert verdict.soft[0].change.difference.mean == pytest.approx(-0.8 / 30)


@pytest.mark.parametrize("change", [{"dataset": "other"}, {"epochs": 2}, {"scorers": "other"}])
def test_runs_of_other_cases_epochs_or_scorers_are_not_compared(change: dict[str, object]) -> None:
    with pytest.raises(EvalFault) as told:
        compare(made_run("a", made_row("c")), made_run("b", made_row("c"), **change))  # type: ignore[arg-type]
    assert told.value.code == 2
    assert "promote" in str(told.value)


def test_a_case_that_stands_in_one_run_only_is_a_fault() -> None:
    with pytest.raises(EvalFault, match="one run only"):
        compare(made_run("a", made_row("c")), made_run("b", made_row("d")))


def test_the_worst_exit_code_wins_and_regression_beats_undecided() -> None:
    passed, failed = of(flat("a"), flat("b")), of(flat("a"), noisy("b", shift=-0.2, sd=0.01))
    undecided = of(flat("a", clusters=8), noisy("b", shift=-0.01, sd=0.2, clusters=8))
    assert worst_code([passed, undecided]) == 3
    assert worst_code([passed, undecided, failed]) == 1
    assert worst_code([]) == 0


def test_margins_of_the_shipped_file_are_read_and_nonsense_is_refused(tmp_path: Path) -> None:
    assert 0 < read_margins()["memos"]["margin"] < 1
    bad = tmp_path / "gate.toml"
    for text in ("[memos]\nmargin = 5", "[memos\n", "[memos]\nmargin = 'a'"):
        bad.write_text(text, "utf-8")
        with pytest.raises(EvalFault, match=r"gate\.toml"):
            read_margins(bad)


def kept_on_disk(folder: Path, kept: Kept) -> Path:
    return write_baseline(kept, "main", "a first measure", folder)


def test_a_baseline_is_written_read_and_compared(tmp_path: Path) -> None:
    before = read_run(kept_on_disk(tmp_path, flat("a")))
    assert before.manifest.reason == "a first measure"
    assert verdict_of(before, flat("b")).outcome == "pass"


def test_a_baseline_without_reason_or_with_errors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalFault, match="reason"):
        write_baseline(flat("a"), "main", " ", tmp_path)
    with pytest.raises(EvalFault, match="failed"):
        write_baseline(made_run("a", made_row("c", error="boom")), "main", "why", tmp_path)


def test_a_half_written_log_names_file_and_line(tmp_path: Path) -> None:
    folder = kept_on_disk(tmp_path, flat("a"))
    scores = folder / "scores.jsonl"
    scores.write_text(scores.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(EvalFault, match=r"scores\.jsonl:30.*run the suite again or --resume"):
        read_run(folder)
    assert len(read_rows(scores, forgive_last=True)) == 29
    scores.write_text("".join(scores.read_text("utf-8").splitlines(keepends=True)[:20]), "utf-8")
    with pytest.raises(EvalFault, match="20 rows where 30"):
        read_run(folder)


def test_a_missing_baseline_and_an_unfinished_run_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EvalFault, match=r"no manifest\.json"):
        read_run(tmp_path / "nowhere")
    folder = kept_on_disk(tmp_path, flat("a"))
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"is_complete": true', '"is_complete": false'), "utf-8")
    with pytest.raises(EvalFault, match="--resume"):
        read_run(folder)


def test_the_report_is_one_page_that_asks_no_other_host_and_escapes_what_it_shows() -> None:
    after = noisy("b", shift=-0.2, sd=0.05)
    words = dict.fromkeys(after.words, "<script>alert(1)</script>\nsecond")
    page = html([of(flat("a"), after._replace(words=words))])
    assert page.count("<svg") == 2
    assert "<script" not in page
    assert not any(word in page for word in ('src="http', 'href="http', "@import", "url("))
    assert "side by side" in page


def test_junit_counts_failures_and_skips() -> None:
    verdicts = [of(flat("a"), noisy("b", shift=-0.2, sd=0.01)), of(flat("a", clusters=8), noisy("b", shift=-0.01, sd=0.2, clusters=8))]
    tree = ET.fromstring(junit(verdicts))
    assert [(s.get("failures"), s.get("skipped")) for s in tree] == [("1", "0"), ("0", "1")]


def test_a_row_survives_its_line() -> None:
    row = made_row("c", marker_recall=0.5)
    assert Row.model_validate_json(row.model_dump_json(exclude_defaults=True)) == row
