"""Labels given in the page: blinded, in each rater's own order, two raters an item, a third settles; kept by the examinations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import BadInput, NotPermitted, UnknownId
from app.services import examination_labels as labels
from app.services.house import House
from evals.labels import read_labels
from tests.ui.builders import house as untouched
from tests.ui.desk_builders import examinations as laid

RUBRIC = "brief_statement"
BEN = Actor(user_id="ben", roles=frozenset({"evaluator"}))
CLEO = Actor(user_id="cleo", roles=frozenset({"evaluator"}))


@pytest.fixture
def examined(tmp_path: Path) -> House:
    (tmp_path / "data").mkdir()
    return replace(untouched(tmp_path / "data"), examinations=laid(tmp_path / "evals"), data_dir=tmp_path / "data")


def _of(house: House, actor: Actor, typed: str = "") -> labels.Rubric:
    return labels.rubrics(house, actor, typed)[0]


def test_a_rater_sees_neither_writer_nor_labels_and_gets_what_has_no_two_labels_yet(examined: House) -> None:
    found = _of(examined, BEN)
    assert [set(item.model_dump()) for item in found.todo] == [{"id", "lang", "text", "evidence"}] * 3
    assert {item.id for item in found.todo} == {"S-6", "S-7", "S-8"}
    assert {item.id for item in _of(examined, LOCAL_ACTOR, "ana").todo} == {"S-6", "S-8"}  # she has labelled the other one
    assert (found.items, found.raters, found.settled, found.to_settle) == (9, 2, 4, 3)


def test_only_somebody_who_has_not_labelled_them_is_offered_what_must_be_settled(examined: House) -> None:
    assert _of(examined, BEN).differ == ()
    assert [(d.item.id, d.levels) for d in _of(examined, CLEO).differ] == [(f"S-{n}", (0, 1)) for n in (0, 2, 4)]


def test_each_rater_has_an_order_that_stays(examined: House) -> None:
    assert examined.examinations
    path = examined.examinations / "judges" / RUBRIC / "labels.yaml"
    path.write_text(path.read_text("utf-8").replace('{"ana": 1, "ben": 0}', "{}").replace('{"ana": 1, "ben": 1}', "{}"), "utf-8")
    orders = {name: [item.id for item in _of(examined, LOCAL_ACTOR, name).todo] for name in ("dora", "eva", "flor")}
    assert len({tuple(order) for order in orders.values()}) > 1
    assert orders["dora"] == [item.id for item in _of(examined, LOCAL_ACTOR, "dora").todo]


def test_a_label_is_kept_by_the_examinations_and_a_third_person_settles(examined: House) -> None:
    assert examined.examinations
    labels.keep(examined, BEN, RUBRIC, "S-7", 3)
    labels.keep(examined, LOCAL_ACTOR, RUBRIC, "S-6", 1, typed="Eva Luz")
    labels.keep(examined, CLEO, RUBRIC, "S-0", 0, settles=True)
    kept = {item.id: item for item in read_labels(RUBRIC, examined.examinations / "judges").items}
    assert kept["S-7"].labels == {"ana": 2, "ben": 3}
    assert kept["S-6"].labels == {"Eva Luz": 1}
    assert kept["S-0"].level == 0
    assert "S-7" in {d.item.id for d in _of(examined, CLEO).differ}


@pytest.mark.parametrize(("item", "level", "settles"), [("S-99", 1, False), ("S-7", 4, False), ("S-7", -1, False), ("S-1", 1, True)])
def test_what_is_no_label_is_refused_in_words_and_changes_nothing(examined: House, item: str, level: int, settles: bool) -> None:
    assert examined.examinations
    path = examined.examinations / "judges" / RUBRIC / "labels.yaml"
    before = path.read_bytes()
    with pytest.raises(BadInput) as refused:
        labels.keep(examined, BEN, RUBRIC, item, level, settles=settles)
    assert refused.value.params["reason"]
    assert path.read_bytes() == before


def test_no_rubric_name_leads_out_and_no_consultant_labels(examined: House) -> None:
    for name in ("../brief_statement", "none", ""):
        with pytest.raises(UnknownId):
            labels.keep(examined, BEN, name, "S-7", 1)
    with pytest.raises(NotPermitted):
        labels.keep(examined, Actor(user_id="ana", roles=frozenset({"consultant"})), RUBRIC, "S-7", 1)


@pytest.mark.parametrize("name", ["-x", "a" * 60, "a\nb", "<b>"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        labels.rater_of(LOCAL_ACTOR, name)


def test_who_signed_in_labels_under_no_other_name() -> None:
    assert labels.rater_of(BEN, "ana") == "ben"
