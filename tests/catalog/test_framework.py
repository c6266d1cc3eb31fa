"""The assessment framework: a replaceable data file; what does not hold together is refused by file and item."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.files import prompts_dir
from app.catalog.framework import framework
from app.catalog.gaps import open_points
from app.catalog.yaml_files import load
from app.errors import BadData
from tests.builders import intake
from tests.catalog.copies import replace, small_copy

FILE = "assessment/framework.yaml"


def test_the_shipped_framework_has_cases_in_both_countries_and_a_probe_for_each_dimension() -> None:
    found = framework()
    assert {s.country for s in found.situations} == {"US", "MX"}
    assert len(found.dimensions) >= 4
    assert all(d.question.en and d.question.es and d.probe.en and d.probe.es for d in found.dimensions)
    assert [level.number for level in found.levels] == [1, 3, 5]


def test_it_names_no_method_but_its_own() -> None:
    text = (prompts_dir() / FILE).read_text("utf-8").casefold()
    assert not any(name in text for name in ("anker", "bioss", "hofstede", "career path"))


def test_another_framework_takes_its_place(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        replace(prompts / FILE, "number: 5", "number: 4")
        assert [level.number for level in framework().levels] == [1, 3, 4]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("number: 5", "number: 3", "data.framework_levels"),
        ("id: consensus", "id: authority", "data.duplicate_id"),
        ("cards: [BJ-029, SP-037]", "cards: [BJ-999]", "data.card_without_sentence"),
        ("country: MX", "country: FR", "data.unknown_key"),
        ("    asked_of:", "    asked:", "data.unknown_key"),
        ("and how did the team notice?", "and how old are the children?", "data.criterion_question"),
    ],
)
def test_a_framework_that_does_not_hold_together_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    with small_copy(tmp_path) as prompts:
        replace(prompts / FILE, old, new)
        with pytest.raises(BadData) as caught:
            framework()
        assert caught.value.key == key
        assert "framework.yaml" in caught.value.where


def test_the_framework_is_plain_data() -> None:
    assert set(load(prompts_dir() / FILE)) == {"title", "levels", "dimensions", "situations"}


def test_a_kind_may_need_an_optional_answer_and_leave_out_what_does_not_concern_it() -> None:
    given = intake(role={"title_en": "Plant manager"})
    paths = {p.path: p.needed_for for p in open_points(given, {"succession.bench": "draft"}, ("succession", "role.mission"))}
    assert paths == {"succession.bench": "draft", "role.mission": "draft"}
    assert "succession.bench" not in {p.path for p in open_points(given)}
