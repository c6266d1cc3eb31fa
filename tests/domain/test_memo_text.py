"""Folded text: small letters, no accents, single spaces; each letter knows its place, whether or not a letter stands for each."""

from __future__ import annotations

import unicodedata

import pytest

from app.domain.memo_text import fold


@pytest.mark.parametrize(
    ("text", "plain", "at"),
    [
        ("", "", (0,)),
        ("Año 5", "ano 5", (0, 1, 2, 3, 4, 5)),
        ("a\n\nb", "a b", (0, 1, 3, 4)),
        ("e\u0301l", "el", (0, 2, 3)),
        ("“Sí” – no…", '"si" - no.', tuple(range(11))),
        ("ẞİ", "ßi", (0, 1, 2)),
    ],
)
def test_a_letter_keeps_its_place(text: str, plain: str, at: tuple[int, ...]) -> None:
    found = fold(text)
    assert (found.plain, found.at) == (plain, at)
    assert len(found.cased) == len(plain) == len(at) - 1


def test_composed_and_decomposed_letters_read_alike() -> None:
    text = "Señor Núñez: la línea paró – “nada grave” – y el embarque salió tarde."
    apart = fold(unicodedata.normalize("NFD", text))
    assert (fold(text).plain, fold(text).cased) == (apart.plain, apart.cased)


def test_a_part_knows_its_places_in_the_whole() -> None:
    text = "  Uno dos.  Tres cuatro."
    for start, end in ((0, 10), (2, 10), (12, len(text))):
        found = fold(text, start, end)
        assert found.at[-1] == end
        assert all(text[place].lower() == sign or sign == " " for place, sign in zip(found.at, found.plain, strict=False))
