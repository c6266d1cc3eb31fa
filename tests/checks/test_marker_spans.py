"""Where markers begin and end as readers see them: no dangling preposition, no verb cut off, short vague clauses whole."""

from __future__ import annotations

import itertools

import pytest

from app.checks.memos.marker_spans import tidy_end
from app.checks.memos.markers import find_markers
from app.checks.memos.soft_markers import SHOWN_WHOLE, with_soft_clauses
from app.domain.coaching import Category
from app.domain.lang import Lang
from evals.learning_cases import memo_texts
from tests.checks.coached import reading


@pytest.mark.parametrize(
    ("category", "said", "rest", "wanted"),
    [
        ("understater", "some small issues with", " the supplier", "some small issues"),
        ("euphemism", "un inconveniente en el", " horno", "un inconveniente"),
        ("understater", "a bit", " of wear", "a bit"),
        ("unquantified_hedge", "there might be", " a delay", "there might be a delay"),
        ("unquantified_hedge", "nobody could have", " noticed it", "nobody could have noticed"),
        ("hope_as_plan", "a ver si no", " se cae", "a ver si no se cae"),
        ("activity_for_outcome", "is being looked at", " by us", "is being looked at"),
        ("unquantified_hedge", "it may be", "", "it may be"),
    ],
)
def test_a_find_ends_where_its_words_do(category: Category, said: str, rest: str, wanted: str) -> None:
    plain = said + rest
    assert plain[: tidy_end(plain, 0, len(said), category, len(plain))] == wanted


def test_no_find_grows_into_the_next_one() -> None:
    assert tidy_end("it may be late", 0, 9, "unquantified_hedge", 9) == 9


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_short_vague_clause_is_shown_whole_while_the_rewrite_keeps_the_rules_words(lang: Lang) -> None:
    grown = 0
    for memo in memo_texts("memos.yaml"):
        if memo.case["lang"] != lang:
            continue
        read = reading(memo.text, lang)
        marked = with_soft_clauses(read, find_markers(read))
        for narrow, shown in zip(marked.words, marked.shown, strict=True):
            assert shown.start <= narrow.start < shown.end
            assert read.text[shown.start : shown.end] == shown.text
            is_cut = shown.end < narrow.end
            assert not is_cut or shown.start == narrow.start
            if shown.text != narrow.text and not is_cut:
                grown += 1
                assert shown.end - shown.start <= SHOWN_WHOLE[shown.category]
        assert all(a.end <= b.start for a, b in itertools.pairwise(marked.shown))
    assert grown


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        (
            "en",
            "Hi Tom, quick note. We had a small hiccup on line 3 last week. "
            "The team is looking into it and we should be back on track soon.",
            ("We had a small hiccup on line 3 last week", "The team is looking into it", "soon"),
        ),
        (
            "es",
            "Tom: traemos un tema con el balero, ya lo estamos checando con mantenimiento y esperamos que quede pronto.",
            ("ya lo estamos checando con mantenimiento", "esperamos que quede pronto"),
        ),
    ],
)
def test_a_mark_ends_where_another_goes_on_and_at_a_full_stop(lang: Lang, text: str, shown: tuple[str, ...]) -> None:
    read = reading(text, lang)
    marked = [m.text for m in with_soft_clauses(read, find_markers(read)).shown]
    assert [words for words in marked if words in shown] == list(shown), marked
