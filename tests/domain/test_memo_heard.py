"""What the cues hear: usual words for calques, regional words and misspellings, each letter still at its place."""

from __future__ import annotations

import pytest

from app.catalog.heard import usual_words
from app.catalog.yaml_files import load
from app.chains.coach_memo import memo_of
from app.checks.memos.reading import read
from app.domain.lang import LANGS, Lang
from app.domain.memo_heard import heard
from app.domain.memo_text import fold
from tests.checks.coached import DATA


@pytest.mark.parametrize(
    ("lang", "text", "usual"),
    [
        ("en", "two engineers renounced and we lost 40 hours by week", "two engineers resigned and we lost 40 hours per week"),
        ("en", "the suplier of resin", "the supplier of resin"),
        ("en", "please aprove the shipmnets", "please approve the shipments"),
        ("en", "the day 12 of june", "12 june"),
        ("es", "ocupo que me autorise el embarke", "necesito que me autorice el embarque"),
        ("es", "emplasamiento a huelga por falta de stock", "emplazamiento a huelga por falta de inventario"),
        ("es", "el plan del mes", "el plan del mes"),
        ("en", "we can not ship and the capacity goes down", "we cannot ship and the capacity falls"),
        ("en", "the limit of risk of the company in the plan 2027", "the risk limit of the company in the 2027 plan"),
        ("en", "the decision was of me, i leaved it", "the my decision, i left it"),
        ("es", "no vamos a llegar y va a quitar ventas", "no llegaremos y quitara ventas"),
        ("es", "pa ahorrar, asta el 3, por que no resibimos", "para ahorrar, hasta el 3, porque no recibimos"),
    ],
)
def test_words_are_heard_in_their_usual_form(lang: Lang, text: str, usual: str) -> None:
    said = heard(text, text, tuple(range(len(text) + 1)), usual_words(lang))
    assert said.plain == usual
    assert len(said.plain) == len(said.cased) == len(said.at) - 1
    assert list(said.at) == sorted(said.at)


def test_what_is_heard_otherwise_is_quoted_as_it_was_written() -> None:
    text = "Three of five engineers renounced on January 4. We loose 40 hours by week, and I liberated the line."
    reading = read(memo_of(text, "en"))
    spans = [s for found in reading.cues.values() for s in found]
    assert reading.has(reading.sentences[0], "event")
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert not any(text[s.start - 1 : s.start].isalnum() for s in spans if s.start)


def test_an_ordinary_word_is_no_misspelling() -> None:
    for lang, text in (("en", "the planner planned a plant in the plane"), ("es", "la casa se caso con la caza del pero y el perro")):
        assert heard(text, text, tuple(range(len(text) + 1)), usual_words("en" if lang == "en" else "es")).plain == text


def test_a_name_is_no_misspelling() -> None:
    text = "lo firma Ernesto Zubiria el lunes"
    folded = text.lower()
    assert heard(folded, text, tuple(range(len(text) + 1)), usual_words("es")).plain == folded


def test_a_form_that_is_looked_for_where_it_begins_finds_what_a_plain_search_finds() -> None:
    texts = [fold(case["text"]).plain for case in load(DATA)["memos"]]
    texts.append("the day 12 of june, the day 13 of june; pa pa asta y ocupo que por que ocupo que")
    found = 0
    for lang in LANGS:
        for form in usual_words(lang).forms:
            for text in texts:
                plain = [m.span() for m in form.pattern.finditer(text)]
                assert [m.span() for m in form.finds(text)] == plain, form.pattern.pattern
                found += len(plain)
    assert found
