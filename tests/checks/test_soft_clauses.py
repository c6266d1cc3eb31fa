"""Clauses that read vague: marked with their exact words, never in a courtesy or a quotation, and never at the price of a level."""

from __future__ import annotations

import itertools

import pytest

from app.catalog.soft_weights import soft_weights
from app.catalog.soft_words import meant
from app.catalog.word_index import tokens
from app.checks.memos.markers import find_markers
from app.checks.memos.soft_clauses import clauses
from app.checks.memos.soft_markers import opening_only, with_soft_clauses
from app.checks.memos.soft_scores import by_word, sentences, token_signs, vagueness
from app.checks.memos.soft_tokens import token_features
from app.domain.coaching import CATEGORIES, Category, Marker
from app.domain.lang import LANGS, Lang
from evals.memos import CASES, lines
from tests.checks.coached import reading

SOFT = (
    "Hi Ana,\n\nI would not read too much into it. There is a certain restlessness on the floor. "
    "Our people are looking at it one by one.\n\nBest,\nLuis"
)


def test_a_vague_clause_that_no_rule_names_is_marked_with_its_exact_words() -> None:
    read = reading(SOFT)
    found = with_soft_clauses(read, find_markers(read)).shown
    assert found
    assert all(read.text[m.start : m.end] == m.text for m in found)
    assert all(m.why and m.hq_hears and m.suggestion and m.category in CATEGORIES for m in found)


def test_markers_stand_in_reading_order_and_none_overlaps() -> None:
    read = reading(SOFT)
    found = with_soft_clauses(read, find_markers(read)).shown
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_quoted_words_are_no_clause() -> None:
    read = reading('The customer wrote "we will see along the way" on Monday at 10:05.')
    assert all("along the way" not in c.span.text for c in clauses(read))


def test_a_plain_memo_with_figures_is_left_alone() -> None:
    read = reading(
        "Press 4 stopped at 22:15 on 3 March. We lose 8,000 parts a day. Please approve USD 38,000 for a new bearing by March 6."
    )
    assert with_soft_clauses(read, ()).shown == ()


def marker(start: int, category: Category) -> Marker:
    return Marker(start=start, end=start + 4, text="word", category=category, why="", hq_hears="", suggestion="")


def test_of_good_news_around_a_problem_only_the_first_is_marked() -> None:
    found = (marker(60, "good_news_sandwich"), marker(0, "good_news_sandwich"), marker(30, "euphemism"))
    assert [(m.start, m.category) for m in opening_only(found)] == [(0, "good_news_sandwich"), (30, "euphemism")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_subject_is_left_to_the_rules(lang: Lang) -> None:
    read = reading("Subject: A few loose thoughts on where we are\n\nPress 4 stopped at 22:15 on 3 March.", lang)
    assert not [m for m in with_soft_clauses(read, ()).shown if m.start < read.text.index("Press")]


def test_no_clause_has_no_score() -> None:
    assert vagueness((), "en") == ()


@pytest.mark.parametrize("lang", LANGS)
def test_the_score_of_a_word_is_the_sum_of_what_its_features_weigh(lang: Lang) -> None:
    known = soft_weights().tokens
    found = clauses(reading(SOFT, lang))
    summed = []
    for same in sentences(found):
        words = [word for clause in same for word in clause.words]
        concepts = [named for clause in same for named in clause.concepts]
        for names in token_features(words, concepts, token_signs(same, lang)):
            summed.append(known.bias + sum(known.weights.get(name, 0.0) for name in names))
    told = [score for scores in by_word(found, lang) for score in scores]
    assert len(told) > 20
    assert told == pytest.approx(summed)


def test_words_of_one_meaning_weigh_alike_though_nobody_wrote_them() -> None:
    assert "soon" in meant(tokens("we expect it any day now"), "en")[5]
    assert "contained!" in meant(tokens("todo esta bajo control"), "es")[2]


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_text_is_marked_alike_twice(lang: Lang) -> None:
    read = reading(SOFT, lang)
    assert with_soft_clauses(read, ()) == with_soft_clauses(read, ())


def test_bounds_leave_room_between_marking_and_clearing() -> None:
    known = soft_weights()
    assert set(known.clear_to) == set(CATEGORIES)
    assert max(known.clear_to.values()) < known.mark_from
    assert set(known.categories.starts) <= set(CATEGORIES)


def test_labelled_memos_keep_their_bars() -> None:
    told = "\n".join(lines(CASES / "memos.yaml"))
    assert "families in order: 62 of 62" in told
    told_markers = [line for line in told.splitlines() if line.startswith(("markers en", "markers es"))]
    recalls, precisions = ([float(line.split(f"{name} ")[1].split()[0]) for line in told_markers] for name in ("recall", "precision"))
    assert min(recalls) >= 0.87
    assert min(precisions) >= 0.85
