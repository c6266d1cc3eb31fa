"""Salutations with the stop of a title or of an initial are one, and the memo begins behind them."""

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
    ],
)
def test_a_salutation_with_a_title_is_whole(salutation: str, lang: Lang) -> None:
    reading = read_memo(Memo(text=f"{salutation}\n\n{BODY}", lang=lang, kind="alert"), {}, {})
    assert [s.text for s in reading.sentences if s.zone == "greeting"] == [salutation]
    assert reading.body[0].text.startswith("The press")


def test_a_sentence_behind_a_bare_salutation_is_not_taken_into_it() -> None:
    reading = read_memo(Memo(text="Dear John. The press stopped on Monday, again.", lang="en", kind="alert"), {}, {})
    assert reading.body[0].text.startswith("The press")
