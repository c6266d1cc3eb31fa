"""Who is greeted is no part of the message: salutations with a name behind a comma, a bare name, a block of addresses, small letters."""

from __future__ import annotations

import pytest

from app.domain.memo_sentences import read_sentences
from app.domain.memo_zones import parts


def zones(text: str) -> list[tuple[str, str]]:
    return [(part.zone, text[part.start : part.end].strip()) for part in parts(text)]


@pytest.mark.parametrize(
    ("text", "greeted"),
    [
        ("Buen día, Steven:\n\nEl contrato vence el 30.", "Buen día, Steven:"),
        ("Hola, Karen:\n\nFallaron 5 de 50.", "Hola, Karen:"),
        ("Hello, Mark,\n\nThe line stopped.", "Hello, Mark,"),
        ("Qué tal, Jorge:\n\nParó la línea 3.", "Qué tal, Jorge:"),
        ("Hi team -\n\nLine 3 stopped.", "Hi team -"),
        ("Hola, la línea 3 paró.", "Hola,"),
        ("john\nthe guard at gate 2 got hit by a forklift this morning and is at the clinic", "john"),
    ],
)
def test_the_greeting_ends_behind_the_name(text: str, greeted: str) -> None:
    assert zones(text)[0] == ("greeting", greeted)


def test_a_block_of_addresses_without_colons_is_a_header() -> None:
    text = "Al Comité de Inversiones\nPlanta de cemento, Tula. Presenta: Darío Escamilla\n\nEl molino 2 se instaló en 1994."
    assert [zone for zone, _ in zones(text)] == ["header", "header", "body"]


def test_two_short_sentences_are_no_block_of_addresses() -> None:
    assert {zone for zone, _ in zones("The line is down.\nNo parts came.\n\nWe need help.")} == {"body"}


def test_who_writes_in_small_letters_writes_sentences_all_the_same() -> None:
    text = "we stopped the yard. STPS has to be told. ill send more when i have it. the dock is affected"
    found = read_sentences(text, parts(text))
    assert [s.text for s in found.items] == [
        "we stopped the yard.",
        "STPS has to be told.",
        "ill send more when i have it.",
        "the dock is affected",
    ]


def test_an_abbreviation_ends_no_sentence_where_capitals_are_used() -> None:
    text = "The plant ran approx. nine hours. Then it stopped."
    assert [s.text for s in read_sentences(text, parts(text)).items] == ["The plant ran approx. nine hours.", "Then it stopped."]
