"""The gate over several suites, what a change can move, and words beside a baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.changed import asked_of_models_only, changed_files, suites_moved_by
from evals.cli import evals
from evals.faults import EvalFault, Undecided
from evals.gating import gated
from evals.orders import RunOrder
from evals.run_files import WORDS, read_run, write_baseline
from evals.suites import EVERYDAY
from evals.verdicts import verdict_of, verdict_text, word_diffs, worst_code
from tests.evals.made import made_row, made_run


@pytest.mark.parametrize(
    ("files", "suites"),
    [
        (["prompts/coaching/markers.en.yaml"], ("memos", "rewrites", "role_play", "adversarial")),
        (["prompts/documents/succession-plan/01-x/guided.en.yaml"], ("documents",)),
        (["corpus/cards.jsonl"], ("briefs", "documents", "adversarial", "retrieval")),
        (["app/chains/anything.py"], EVERYDAY),
        ([], ()),
    ],
)
def test_a_change_names_the_suites_that_it_can_move(files: list[str], suites: tuple[str, ...]) -> None:
    assert suites_moved_by(files) == suites


def test_a_prompt_that_only_models_are_asked_is_told_apart() -> None:
    files = ["prompts/steps/plan.v1.md", "prompts/coaching/markers.es.yaml"]
    assert asked_of_models_only(files) == ("prompts/steps/plan.v1.md",)


def test_an_unknown_commit_is_told() -> None:
    with pytest.raises(EvalFault, match="git diff"):
        changed_files("no-such-commit")


def test_nothing_changed_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.changed.changed_files", lambda _: ())
    found = CliRunner().invoke(evals, ["changed"])
    assert found.exit_code == 0
    assert "nothing that a suite reads" in found.stdout


def test_what_stops_one_suite_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [made_row(f"c{i}", marker_recall=0.8) for i in range(30)]
    write_baseline(made_run("a", *rows), "main", "first", tmp_path)
    write_baseline(made_run("a", *rows, suite="briefs"), "main", "first", tmp_path)

    class Done:
        class folder:  # noqa: N801 - shaped like a run
            path = tmp_path / "memos" / "main"

    def run(order: RunOrder, runs: Path) -> object:
        if order.suite == "briefs":
            raise Undecided("briefs: answers are missing")
        return Done

    monkeypatch.setattr("evals.gating.run_suite", run)
    orders = [RunOrder(suite=s) for s in ("rewrites", "briefs", "memos")]
    found = gated(orders, "main", baselines=tmp_path)
    assert [v.suite for v in found.verdicts] == ["memos"]
    assert "answers are missing" in found.undecided[0]
    assert "there is no baseline main; make it" in found.integrity[0]
    assert worst_code(found.verdicts, is_open=True) == 3
    assert worst_code(found.verdicts, is_open=True, is_broken=True) == 2


def test_a_baseline_keeps_its_words_and_shows_them_beside_those_that_moved(tmp_path: Path) -> None:
    before = made_run("a", *(made_row(f"c{i:02}", sha="a", marker_recall=0.8) for i in range(30)))
    after = made_run("b", *(made_row(f"c{i:02}", sha="b", marker_recall=0.2 if i == 3 else 0.8) for i in range(30)))
    folder = write_baseline(before, "main", "first", tmp_path)
    verdict = verdict_of(read_run(folder), after)
    (shown,) = word_diffs(verdict, 3)
    assert "-words of a" in shown
    assert "+words of b" in shown
    assert "95" not in verdict_text(verdict) or "[" in verdict_text(verdict, full=True)
    (folder / WORDS).write_bytes((folder / WORDS).read_bytes()[:-9])
    with pytest.raises(EvalFault, match="half-written"):
        read_run(folder)


def test_advice_is_not_one_more_cluster_where_only_the_exact_bound_stands_in_the_way() -> None:
    before = made_run("a", *(made_row(f"c{i:02}", sha="a", marker_recall=0.8) for i in range(20)))
    after = made_run("b", *(made_row(f"c{i:02}", sha="b", marker_recall=0.81 if i == 3 else 0.8) for i in range(20)))
    verdict = verdict_of(before, after)
    assert verdict.outcome == "inconclusive"
    assert "about 1 more" not in verdict.why
