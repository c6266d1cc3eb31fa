"""Data files: a key that stands twice is refused, where the second would silently take the first one's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.yaml_files import load
from app.errors import BadData


def test_a_key_that_stands_twice_is_refused_with_its_name_and_line(tmp_path: Path) -> None:
    file = tmp_path / "axes.yaml"
    file.write_text("axes:\n  duty: {en: must}\n  time: {en: before}\n  duty: {en: may}\n", "utf-8")
    with pytest.raises(BadData) as refused:
        load(file)
    assert refused.value.where == "axes.yaml:2"
    assert "duty" in str(refused.value.params["reason"])


def test_keys_of_different_maps_may_be_the_same(tmp_path: Path) -> None:
    file = tmp_path / "axes.yaml"
    file.write_text("time: {en: before}\nduty: {en: may}\n", "utf-8")
    assert load(file) == {"time": {"en": "before"}, "duty": {"en": "may"}}
