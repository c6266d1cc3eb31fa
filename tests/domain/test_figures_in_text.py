"""Numbers as people write them in English and Spanish, and the units beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.figures import Figure, agrees, figures, readings


def _one(text: str) -> Figure:
    (found,) = figures(text)
    return found


def _values(text: str) -> set[Decimal]:
    return {v for f in figures(text) for v in f.values}


@pytest.mark.parametrize(
    ("token", "values"),
    [
        ("1200", {"1200"}),
        ("1,200.5", {"1200.5"}),
        ("1.200,5", {"1200.5"}),
        ("1,200,000", {"1200000"}),
        ("1.200.000", {"1200000"}),
        ("1 200", {"1200"}),
        ("1\u2009200", {"1200"}),
        ("1\u202f200", {"1200"}),
        ("1\u00a0200", {"1200"}),
        ("1'200", {"1200"}),
        ("1.200", {"1200", "1.200"}),
        ("1,200", {"1200", "1.200"}),
        ("0.420", {"0.420"}),
        ("3.5", {"3.5"}),
        ("3,5", {"3.5"}),
        (".42", {"0.42"}),
    ],
)
def test_a_written_number_has_every_value_it_may_mean_and_no_other(token: str, values: set[str]) -> None:
    assert readings(token) == {Decimal(v) for v in values}


@pytest.mark.parametrize("token", ["", "—", "1.2.", "a", "1,2,x", "1.2.3,4.5"])
def test_what_is_no_number_has_no_reading(token: str) -> None:
    assert readings(token) == frozenset()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15 days", 15, "days"),
        ("15\u00a0días", 15, "days"),
        ("20 working days", 20, "days"),
        ("20 días hábiles", 20, "days"),
        ("a 90-day term", 90, "days"),
        ("12 weeks", 12, "weeks"),
        ("12 semanas", 12, "weeks"),
        ("1 mes", 1, "months"),
        ("18 meses", 18, "months"),
        ("4 horas", 4, "hours"),
        ("2 años", 2, "years"),
        ("25 %", 25, "percent"),
        ("25%", 25, "percent"),
        ("25\u202f%", 25, "percent"),
        ("25 per cent", 25, "percent"),
        ("25 por ciento", 25, "percent"),
        ("USD 250,000.00", 250000, "money"),
        ("$5", 5, "money"),
        ("5 pesos", 5, "money"),
        ("45 mil dólares", 45000, "money"),
        ("USD 1.4 million", 1400000, "money"),
        ("5 mdp", 5000000, "money"),
        ("2 mil millones de dólares", 2000000000, "money"),
        ("1,650 people", 1650, ""),
    ],
)
def test_a_figure_carries_its_unit(text: str, value: int, unit: str) -> None:
    assert Decimal(value) in _one(text).values
    assert _one(text).unit == unit


def test_both_ends_of_a_range_have_the_unit_that_stands_at_its_end() -> None:
    for text in ("10–14 días", "10-14 days", "de 10 a 14 días", "10 to 14 days"):
        assert [(set(f.values), f.unit) for f in figures(text)] == [({Decimal(10)}, "days"), ({Decimal(14)}, "days")], text


def test_a_number_after_or_counts_what_the_one_before_it_counts() -> None:
    assert [f.unit for f in figures("up to 30 days, or 180 for management")] == ["days", "days"]
    assert [f.unit for f in figures("30 días o 180")] == ["days", "days"]
    assert [f.unit for f in figures("30 days. The 180 people")] == ["days", ""]


def test_a_scale_word_leaves_no_unscaled_reading_and_a_letter_leaves_both() -> None:
    assert _values("45 mil") == {Decimal(45000)}
    assert _values("1.4 M") == {Decimal("1.4"), Decimal(1400000)}
    assert not agrees(_one("USD 5 thousand"), figures("USD 5 million"))


def test_a_currency_and_a_kind_of_day_are_told_apart_only_where_both_are_said() -> None:
    assert not agrees(_one("USD 172,603"), figures("MXN 172,603"))
    assert not agrees(_one("172,603 dólares"), figures("172,603 pesos"))
    assert not agrees(_one("20 calendar days"), figures("20 días hábiles"))
    assert agrees(_one("$172,603"), figures("MXN 172,603"))
    assert agrees(_one("20 days"), figures("20 working days"))


def test_a_figure_with_another_unit_does_not_agree_and_one_without_agrees() -> None:
    assert not agrees(_one("15 weeks"), figures("15 days"))
    assert agrees(_one("15"), figures("15 days"))
    assert agrees(_one("15 días"), figures("fifteen days"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fifteen days", 15),
        ("twenty-five days", 25),
        ("two hundred and five", 205),
        ("one hundred and fifty days", 150),
        ("two dozen people", 24),
        ("a million dollars", 1000000),
        ("quince días", 15),
        ("treinta y cinco por ciento", 35),
        ("veintiún días", 21),
        ("ciento veinte", 120),
        ("mil pesos", 1000),
        ("dos mil millones", 2000000000),
        ("dos millones trescientos mil pesos", 2300000),
        ("novecientas personas", 900),
        ("once personas de la planta", 11),
    ],
)
def test_a_number_in_words_is_read(text: str, value: int) -> None:
    assert _values(text) == {Decimal(value)}
    assert _one(text).is_spelled


@pytest.mark.parametrize(
    "text", ["one of them", "una persona", "un plan", "once the plant is open to the team", "miles de personas", "some"]
)
def test_an_article_is_no_number(text: str) -> None:
    assert figures(text) == ()


def test_an_article_counts_as_one_where_a_figure_may_rest_on_it() -> None:
    assert agrees(_one("1 año"), figures("al cumplir un año", articles=True))


def test_the_span_of_a_figure_is_the_figure() -> None:
    text = "Pays MXN 4,200,000 for fifteen days"
    assert [text[f.start : f.end] for f in figures(text)] == ["4,200,000", "fifteen"]
