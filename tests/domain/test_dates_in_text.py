"""Dates as people write them, whole or in part, and words that only look like months."""

from __future__ import annotations

import pytest

from app.domain.date_reading import MONTHS, DateMention, dates


def _one(text: str) -> tuple[int | None, int, int | None]:
    (found,) = dates(text)
    return found.year, found.month, found.day


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2027", "May 3, 2027", "May 3rd, 2027", "the 3rd of May 2027", "Monday, May 3, 2027", "may 3 2027", "2027-05-03",
        "3 de mayo de 2027", "3 de mayo del 2027", "3 de mayo, 2027", "mayo 3, 2027", "lunes 3 de mayo de 2027", "3 may 2027",
        "3 de\u00a0mayo de 2027", "3 DE MAYO DE 2027",
    ],
)  # fmt: skip
def test_a_whole_date_is_read_in_every_form(text: str) -> None:
    assert _one(text) == (2027, 5, 3)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("December 2027", (2027, 12, None)),
        ("diciembre de 2027", (2027, 12, None)),
        ("15 April", (None, 4, 15)),
        ("Sept. 4", (None, 9, 4)),
        ("15 de septiembre", (None, 9, 15)),
        ("1º de enero de 2027", (2027, 1, 1)),
        ("1.º de enero de 2027", (2027, 1, 1)),
        ("1o de enero", (None, 1, 1)),
        ("primero de mayo", (None, 5, 1)),
    ],
)
def test_a_part_of_a_date_says_only_that_part(text: str, parts: tuple[int | None, int, int | None]) -> None:
    assert _one(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Phase 1 may start",
        "site 2 may close",
        "a mar 3 leguas",
        "on May",
        "mayor 3",
        "la mayoría 3",
        "12 decisions",
        "5 marketing plans",
        "2027-13-40",
        "May",
        "120 may",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == ()


def test_a_part_agrees_with_the_whole_and_not_with_another_day() -> None:
    whole, month, other = (dates(t)[0] for t in ("3 May 2027", "mayo de 2027", "4 May 2027"))
    assert month.agrees(whole)
    assert whole.agrees(month)
    assert not other.agrees(whole)
    assert not dates("May 2026")[0].agrees(whole)


def test_every_date_of_a_sentence_is_found_with_its_span() -> None:
    text = "El hito del 15 de febrero de 2027 pasa al 16 de febrero de 2027."
    assert [text[d.start : d.end] for d in dates(text)] == ["15 de febrero de 2027", "16 de febrero de 2027"]
    assert all(isinstance(d, DateMention) and d.text == text[d.start : d.end] for d in dates(text))


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_every_name_of_a_month_is_looked_for_wherever_it_stands(name: str) -> None:
    for text in (f"{name} 12, 2026", f"We paid ({name.upper()} 12, 2026).", f"Se pagó el 12 de {name} de 2026; primero de {name} de 2027."):
        assert [(d.year, d.month) for d in dates(text)][:1] == [(2026, MONTHS[name])]
    assert len(dates(f"Se pagó el 12 de {name} de 2026; primero de {name} de 2027.")) == len((2026, 2027))
