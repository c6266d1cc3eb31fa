"""The thesaurus of search: every group has words in both languages, and a broken one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import thesaurus as room
from app.errors import BadData


def test_every_group_has_words_in_both_languages_and_no_word_twice() -> None:
    groups = room.thesaurus()
    assert len(groups) > 300
    for pair in groups:
        for words in pair:
            forms = words.split(" / ")
            assert all(forms), pair
            assert len(set(forms)) == len(forms), pair


@pytest.mark.parametrize("group", ["{es: 'sueldo'}", "{es: 'sueldo', en: ''}", "{es: 'sueldo', en: 'pay', fr: 'paie'}"])
def test_a_group_that_lacks_a_language_or_has_another_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    (tmp_path / room.FILE).write_text(f"groups:\n  - {group}\n", "utf-8")
    monkeypatch.setattr(room, "corpus_dir", lambda: tmp_path)
    room.thesaurus.cache_clear()
    with pytest.raises(BadData):
        room.thesaurus()
    room.thesaurus.cache_clear()
