"""Where a memo begins and ends: a salutation with a title's stop is one, a farewell ends it in any words, a title is its subject."""

from __future__ import annotations

import pytest

from app.domain.lang import Lang
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo

BODY = "The press stopped on Monday. La prensa se detuvo el lunes."


@pytest.mark.parametrize(
    ("salutation", "lang"),
    [
        ("Dear Mr. Oyelaran,", "en"),
        ("Dear Mrs. J. Doe,", "en"),
        ("Dear Dr. Smith:", "en"),
        ("Dear Mr. and Mrs. Hall,", "en"),
        ("Estimado Sr. Brown:", "es"),
        ("Estimada Lic. Ramírez,", "es"),
        ("Estimado Mtro. A. Peña:", "es"),
        ("Gentlemen, ladies:", "en"),
        ("Honorable members of the Board,", "en"),
    ],
)
def test_a_salutation_with_a_title_is_whole(salutation: str, lang: Lang) -> None:
    reading = read_memo(Memo(text=f"{salutation}\n\n{BODY}", lang=lang, kind="alert"), {}, {})
    assert [s.text for s in reading.sentences if s.zone == "greeting"] == [salutation]
    assert reading.body[0].text.startswith("The press")


def test_a_sentence_behind_a_bare_salutation_is_not_taken_into_it() -> None:
    reading = read_memo(Memo(text="Dear John. The press stopped on Monday, again.", lang="en", kind="alert"), {}, {})
    assert reading.body[0].text.startswith("The press")


@pytest.mark.parametrize(
    ("farewell", "lang"),
    [
        ("Big hug to the Dallas team,\nErnestina", "en"),
        ("Con el afecto de siempre,\nSantiago Llaca Berea", "es"),
        ("¡Excelente día!\nÉdgar", "es"),
    ],
)
def test_a_short_line_right_above_the_name_is_a_farewell_and_no_part_of_the_message(farewell: str, lang: Lang) -> None:
    reading = read_memo(Memo(text=f"{BODY}\n\n{farewell}", lang=lang, kind="alert"), {}, {})
    assert reading.body[-1].text.endswith("La prensa se detuvo el lunes.")


@pytest.mark.parametrize(
    "ending", ["We restart on 4 May,\nErnestina", "It restarts when the spare part is here and tested by us,\nErnestina"]
)
def test_a_line_with_a_figure_or_of_many_words_above_the_name_says_something(ending: str) -> None:
    reading = read_memo(Memo(text=f"{BODY}\n\n{ending}", lang="en", kind="alert"), {}, {})
    assert any("restart" in s.text for s in reading.body)


@pytest.mark.parametrize(
    ("title", "lang"),
    [("Monthly report, September. Safety footwear, León", "en"), ("Informe mensual, septiembre. Calzado industrial, León", "es")],
)
def test_a_title_over_a_memo_is_its_subject_and_the_salutation_below_it_is_one(title: str, lang: Lang) -> None:
    reading = read_memo(Memo(text=f"{title}\n\nRobert:\n\n{BODY}", lang=lang, kind="periodic_report"), {}, {})
    assert reading.subject is not None
    assert reading.subject.text == title
    assert [s.text for s in reading.sentences if s.zone == "greeting"] == ["Robert:"]
    assert reading.body[0].text.startswith("The press")


@pytest.mark.parametrize("first", ["The press stopped.", "- press 4: stopped", "lower case begins no title", "Three things:"])
def test_a_sentence_a_list_and_an_announcement_are_no_title(first: str) -> None:
    reading = read_memo(Memo(text=f"{first}\n\n{BODY}", lang="en", kind="alert"), {}, {})
    assert reading.subject is None


def test_a_title_is_none_where_nothing_follows_it_or_a_subject_is_given() -> None:
    alone = read_memo(Memo(text="Press 4 down since Monday", lang="en", kind="alert"), {}, {})
    assert alone.subject is None
    given = read_memo(Memo(text=f"Subject: Press 4\n\nNews of the press\n\n{BODY}", lang="en", kind="alert"), {}, {})
    assert given.subject is not None
    assert given.subject.text == "Press 4"
