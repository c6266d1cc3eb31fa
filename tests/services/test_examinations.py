"""The examinations as an evaluator reads them: who may, which files, and nothing outside their folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import NotPermitted, UnknownId
from app.services import examination_answers as answers
from app.services import examinations
from app.services.house import House
from tests.ui.builders import house as untouched
from tests.ui.desk_builders import examinations as laid

A, B = "briefs/20260101-a", "briefs/20260102-b"
CONSULTANT = Actor(user_id="ana", roles=frozenset({"consultant", "admin"}))


@pytest.fixture
def examined(tmp_path: Path) -> House:
    return replace(untouched(tmp_path / "data"), examinations=laid(tmp_path / "evals"))


def test_only_an_evaluator_reads(examined: House) -> None:
    for ask in (examinations.runs, answers.answers, answers.report):
        with pytest.raises(NotPermitted):
            ask(examined, CONSULTANT)
    with pytest.raises(NotPermitted):
        examinations.pair(examined, CONSULTANT, A, B)


def test_two_runs_are_told_apart_and_the_worst_case_comes_with_both_its_words(examined: House) -> None:
    found = examinations.pair(examined, LOCAL_ACTOR, A, B)
    assert [(m.check, m.before, m.after, m.points) for m in found.checks] == [("cited_share", 0.75, 0.375, -37.5)]
    assert [(c.case_id, c.before, c.after) for c in found.worst] == [("one", "Same line\nScore 1.0 <b>", "Same line\nScore 0.25 <b>")]
    assert (found.same, found.outputs, found.changed_parts, found.differs) == (1, 2, ("prompts",), ())


@pytest.mark.parametrize("name", ["../../etc/passwd", "briefs/..", "briefs/../../x", "/etc/passwd", "", "briefs/nowhere", "cache/00"])
def test_no_name_leads_out_of_the_folder(examined: House, name: str) -> None:
    with pytest.raises(UnknownId):
        examinations.pair(examined, LOCAL_ACTOR, name, B)


def test_a_link_that_leads_out_is_not_followed(examined: House, tmp_path: Path) -> None:
    assert examined.examinations
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "manifest.json").write_text((examined.examinations / "runs" / A / "manifest.json").read_text("utf-8"), "utf-8")
    (examined.examinations / "runs" / "briefs" / "link").symlink_to(outside)
    with pytest.raises(UnknownId):
        examinations.pair(examined, LOCAL_ACTOR, "briefs/link", B)


def test_what_is_half_written_is_left_out(examined: House) -> None:
    assert examined.examinations
    (examined.examinations / "runs" / B / "manifest.json").write_text("{", "utf-8")
    (examined.examinations / "runs" / "gate.json").write_text('{"verdicts": [', "utf-8")
    assert [r.name for r in examinations.runs(examined, LOCAL_ACTOR)] == [A, "briefs/main"]
    assert answers.answers(examined, LOCAL_ACTOR).gate is None


def test_without_examinations_the_page_is_told_so(tmp_path: Path) -> None:
    bare = untouched(tmp_path)
    assert not answers.answers(bare, LOCAL_ACTOR).is_installed
    assert examinations.runs(bare, LOCAL_ACTOR) == ()
    with pytest.raises(UnknownId):
        answers.report(bare, LOCAL_ACTOR)
