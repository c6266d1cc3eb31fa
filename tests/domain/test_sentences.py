"""Sentences: where they end in English and Spanish, how long they are, and that no character is lost or invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.sentences import FEWEST_WORDS, MOST_WORDS, cleaned, split

MARKS = frozenset(">•·▪◦‣●○■□➢✓*+–—-")
"""What may stand at the start of a line and between two sentences."""


def sentences(text: str) -> list[str]:
    """The sentences of a passage as they are cited."""
    return [cleaned(text, span) for span in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "El Sr. Pérez y la Lic. Gómez firman con el Ing. Ruiz.",
        "Grupo Alfa, S.A. de C.V. y Beta Inc. firmaron el acuerdo.",
        "The U.S. Department of Labor asked Acme Corp. Holdings for it.",
        "Véase el art. 33, núm. 5, pág. 12 de la ley.",
        "See Art. 33, No. 5 and Fig. 2 of the plan.",
        "Ofrece prestaciones, p. ej. Gastos médicos mayores y auto.",
        "Some cities, e.g. Monterrey, i.e. the north, vs. Querétaro.",
        "The bonus is 3.5 times the base of 1,250.75 pesos.",
        "We waited … and then signed... at last.",
        "¿Qué dijo? preguntó la directora en la junta.",
        "Mr. J. P. Smith meets Dr. M. López at 9 a.m. Monday.",
    ],
)
def test_a_full_stop_that_ends_nothing_splits_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The office is in the U.S.", "The plant is in Mexico."),
        ("La empresa es Alfa, S.A. de C.V.", "El director reporta a Dallas."),
        ("He has always said no.", "We accept that answer."),
        ("Cuesta mucho más que antes.", "¿Quién lo va a pagar?"),
        ("We waited for a year…", "Nothing has happened since."),
        ("“It works very well.”", "She agreed with all of it."),
        ("It was bought in 2019.", "It was sold in 2024."),
        ("Llegó el día 5 de mayo!", "¡Por fin llegó el día!"),
        ("We chose the plan B.", "The plan A was dropped."),
        ("预算已批准了 今年 三月。", "总经理 向 董事会报告。"),
    ],
)
def test_a_sentence_ends_where_the_next_begins(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_items_of_a_list_are_sentences_without_their_bullets() -> None:
    text = "The role covers:\n- two plants in Mexico\n- one office in Texas\n1. It starts in May.\n2) It ends in June.\n(a) It is renewed."
    assert sentences(text) == [
        "The role covers:",
        "two plants in Mexico",
        "one office in Texas",
        "1. It starts in May.",
        "2) It ends in June.",
        "(a) It is renewed.",
    ]


def test_lines_that_were_wrapped_are_joined_and_lines_broken_on_purpose_are_not() -> None:
    text = (
        "Grupo Industrial del Norte\nAvenida Constitución 1500 Poniente\n"
        "La directora general reporta al presidente del consejo de\nadministración y tiene a su cargo ocho plantas en México y\nen Texas."
    )
    assert sentences(text) == [
        "Grupo Industrial del Norte",
        "Avenida Constitución 1500 Poniente",
        "La directora general reporta al presidente del consejo de administración y tiene a su cargo ocho plantas en México y en Texas.",
    ]


def test_quoted_mail_is_kept_apart_from_the_answer_and_loses_its_marks() -> None:
    text = "I agree with that.\n> We propose that the plant\n> manager reports to Dallas.\n>> An older proposal\n>> stands here."
    assert sentences(text) == [
        "I agree with that.",
        "We propose that the plant manager reports to Dallas.",
        "An older proposal stands here.",
    ]


def test_short_pieces_go_with_their_neighbours() -> None:
    assert sentences("Yes. We did sign. No.") == ["Yes. We did sign. No."]
    assert sentences("Salario") == ["Salario"]
    assert sentences("- Quality: 38 PPM this month. GREEN\n- Cost: 99.2% of budget.") == [
        "Quality: 38 PPM this month. GREEN",
        "Cost: 99.2% of budget.",
    ]
    assert sentences("— … 🙂") == []


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    clause = " ".join(["word"] * 30)
    text = f"{clause}, {clause}; {clause}, {clause}."
    found = sentences(text)
    assert [part[-1] for part in found] == [";", "."]
    assert [len(part.split()) for part in found] == [60, 60]


PIECES = st.sampled_from(
    [
        *"El Sr. Lic. S.A. de C.V. U.S. e.g. p. ej. art. 33 núm. 1,250.75 Dallas reporta The plant in Mexico. ¿Quién? ¡Sí! ... …".split(),
        *(
            "\n",
            "\n\n",
            "\n- ",
            "\n• ",
            "\n1. ",
            "\n> ",
            "\n>> ",
            "\t",
            "\u00a0",
            "»",
            "(",
            ")",
            "—",
            "“",
            "”",
            "🙂",
            "é",
            "e\u0301",
            "董事会。",
            "x" * 50,
        ),
    ]
)
PASSAGES = st.one_of(st.text(), st.lists(PIECES, max_size=300).map(" ".join), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(PASSAGES)
def test_no_character_is_lost_or_invented(text: str) -> None:
    spans = split(text)
    if not spans:
        assert not any(c.isalnum() for c in text)
        return
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges), "in reading order, and none overlaps another"
    gaps = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert all(c.isspace() or c in MARKS for gap in gaps for c in gap)
    for start, end in spans:
        kept = [c for c in text[start:end] if not c.isspace() and c != ">"]
        assert [c for c in cleaned(text, (start, end)) if not c.isspace() and c != ">"] == kept


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES.filter(lambda piece: "。" not in piece), max_size=400).map(" ".join))
def test_sentences_have_three_to_eighty_words_unless_there_are_fewer_in_all(text: str) -> None:
    counts = [sum(1 for token in text[a:b].split() if any(c.isalnum() for c in token)) for a, b in split(text)]
    assert all(count <= MOST_WORDS for count in counts)
    assert all(count >= FEWEST_WORDS for count in counts) or len(counts) == 1


@pytest.mark.parametrize("unit", [".", "a. ", "-", "> ", "\n- ", "(\"'", "a.b.", "¿", "A.\n", "x", "word, "])
def test_a_passage_made_to_be_slow_is_split_all_the_same(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + " and four words more."
    assert split(text)[-1][1] == len(text)
