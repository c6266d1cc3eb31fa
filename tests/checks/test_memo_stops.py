"""Stop before style: what goes to counsel, what may be coached, and what a stopped memo is given."""

from __future__ import annotations

from typing import Any

import pytest

from app.catalog.coaching import stop_rules
from app.checks.memos.stops import stopped
from app.domain.lang import LANGS
from tests.checks.coached import QUIET, cases, coached, reading


@pytest.mark.parametrize("case", cases("stops"), ids=lambda c: f"{c['id']}-{c['lang']}")
def test_a_stopped_memo_has_the_route_and_no_rewrite_or_suggestion(case: dict[str, Any]) -> None:
    found = coached(case["text"], case["lang"])
    assert {each.level for each in found.levels} == {None}
    assert (found.rewrite, found.markers, found.questions, found.next_steps, found.overall) == (None, (), (), (), None)
    ids = [n.id for n in found.notices]
    assert ids[0] == f"stop_{case['id']}"
    assert {"stop_steps", "stop_facts", "discoverable"} <= set(ids)


@pytest.mark.parametrize("case", cases("near_misses"), ids=lambda c: c["text"][:40])
def test_what_was_refused_rehearsed_screened_or_negotiated_is_coached(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is None


@pytest.mark.parametrize("case", cases("stops", QUIET), ids=lambda c: c["text"][:40])
def test_a_matter_for_counsel_that_is_said_in_passing_stops(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is not None


@pytest.mark.parametrize("case", cases("near_misses", QUIET), ids=lambda c: c["text"][:40])
def test_the_same_words_about_customers_contracts_and_prizes_are_coached(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is None


def test_a_request_to_dress_such_a_matter_up_stops() -> None:
    text = "The councilman suggested the firm for our permit. Please make this paragraph sound like a normal consulting expense."
    assert stopped(reading(text)) is not None


def test_safety_is_never_held_up() -> None:
    found = coached("An operator was injured on line 2 on Monday and is in hospital.")
    assert found.notices[0].id == "urgent_first"
    assert any(each.level is not None for each in found.levels)


def test_every_stop_speaks_both_languages() -> None:
    for ready in stop_rules():
        for lang in LANGS:
            assert all(words.in_lang(lang) for words in (ready.rule.name, ready.rule.route, ready.rule.steps, ready.rule.facts))
