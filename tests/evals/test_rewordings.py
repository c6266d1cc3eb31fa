"""Direct memos in other words keep their level: a bar against breakage, since rules were mended by what these rewordings showed."""

from __future__ import annotations

import re

import pytest

from app.domain.lang import LANGS, Lang
from evals.rewordings import Rewording, direct_memos, held, mixed, rewordings

FILE = ("memos.yaml",)
FEWEST, MOST_MOVED, MOST_MIXED = 130, 0.03, 0.15
AT_ONCE = 8


@pytest.mark.parametrize("lang", LANGS)
def test_a_level_stays_when_a_phrase_is_put_otherwise(lang: Lang) -> None:
    memos = direct_memos(lang, files=FILE)
    found = []
    for each in rewordings(lang):
        own = next((m for m in memos if each.of(m["text"]) != m["text"]), None)
        if own is not None:
            found.append((each, held(each, (own,))))
    moved = [each.name for each, one in found if one.apart]
    assert len(found) >= FEWEST
    assert len(moved) <= MOST_MOVED * len(found), moved


@pytest.mark.parametrize("lang", LANGS)
def test_a_level_stays_when_many_phrases_are_put_otherwise(lang: Lang) -> None:
    memos = direct_memos(lang, every=2, files=FILE)
    found = mixed(memos, lang, AT_ONCE)
    assert found.changed == len(memos)
    assert found.apart <= MOST_MIXED * found.changed, found.dimensions


def test_a_rewording_keeps_a_capital_and_leaves_what_it_does_not_find() -> None:
    one = Rewording("requests", ((re.compile(r"(?i)\bplease (\w+)"), r"I ask you to \1"),))
    assert one.of("Please decide. Then please act.") == "I ask you to decide. Then I ask you to act."
    assert one.of("Decide today.") == "Decide today."
    assert held(one, ({"id": "a", "lang": "en", "kind": "alert", "text": "Decide today."},)).changed == 0


def test_a_level_that_moves_is_told() -> None:
    memo = direct_memos("en", files=FILE)[0]
    gone = Rewording("all", ((re.compile(r"(?s)\n\n.*"), "\n\nAll is well with us here."),))
    found = held(gone, (memo,))
    assert (found.changed, found.apart) == (1, 1)
    assert found.dimensions
