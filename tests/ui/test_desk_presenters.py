"""What the library's and the evaluator's pages and the state bar show, in both interface languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from app.domain.actor import LOCAL_ACTOR
from app.domain.lang import LANGS, Lang
from app.services import examination_answers as answers
from app.services import examination_labels, examinations
from app.services.examination_answers import Verdict
from app.services.house import House
from app.ui.presenters import cards, exam_answers, exam_labels, exams, shelf
from app.ui.presenters.standing import bar
from tests.ui.builders import house, lines
from tests.ui.desk_builders import card, fresh, listed, outcomes, reviewed, stands, verdict
from tests.ui.desk_builders import examinations as laid

both_interfaces = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture
def examined(tmp_path: Path) -> House:
    """A house beside which examinations lie."""
    return replace(house(tmp_path / "data"), examinations=laid(tmp_path / "evals"))


@both_interfaces
def test_what_falls_due_and_a_card_with_its_review(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(cards.due(lang, fresh())) == snapshot
    assert lines(cards.kept(lang, reviewed())) == snapshot
    assert "data-card" not in cards.card(lang, card())


@both_interfaces
def test_what_became_of_files_and_what_is_on_the_shelf(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(shelf.outcomes(lang, outcomes())) == snapshot
    assert lines(shelf.shelf(lang, (listed(),))) == snapshot
    assert "data-remove" not in shelf.shelf(lang, (listed(is_own=False),))


@both_interfaces
def test_the_state_bar_says_who_writes_where_text_goes_and_the_way_out(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(bar(lang, stands(host="api.example"), has_session=True)) == snapshot
    assert "sign-out" not in bar(lang, stands(), has_session=False)
    assert "api.example" not in bar(lang, stands(), has_session=False)


@both_interfaces
def test_the_evaluators_pages(lang: Lang, examined: House, snapshot: SnapshotAssertion) -> None:
    told = answers.answers(examined, LOCAL_ACTOR)
    assert lines(exams.run_list(lang, examinations.runs(examined, LOCAL_ACTOR))) == snapshot
    assert lines(exams.side_by_side(lang, examinations.pair(examined, LOCAL_ACTOR, "briefs/20260101-a", "briefs/20260102-b"))) == snapshot
    for shown in (exam_answers.gate, exam_answers.plans, exam_answers.tried):
        assert lines(shown(lang, told)) == snapshot
    assert lines(exam_labels.labels(lang, examination_labels.rubrics(examined, LOCAL_ACTOR))) == snapshot


@both_interfaces
def test_where_nothing_was_kept_the_command_line_to_run_is_told(lang: Lang, tmp_path: Path) -> None:
    (tmp_path / "evals").mkdir()
    bare = replace(house(tmp_path / "data"), examinations=tmp_path / "evals")
    told = answers.answers(bare, LOCAL_ACTOR)
    for shown, line in ((exam_answers.gate, "eval gate"), (exam_answers.plans, "eval plan"), (exam_answers.tried, "eval mutate")):
        assert f"puente {line}" in shown(lang, told)
    assert "puente eval run" in exams.run_list(lang, ())


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("pass", "No check can have fallen"), ("regression", "fell by 30.0 points"), ("inconclusive", "could not be decided")],
)
def test_a_verdict_is_told_in_words(outcome: str, said: str) -> None:
    assert said in exam_answers.verdict_words("en", Verdict.model_validate(verdict(outcome)))
