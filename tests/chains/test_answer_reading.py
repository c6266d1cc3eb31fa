"""Answers and evasions under questions, in both languages; half of them were kept aside when the rules were changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.catalog.yaml_files import load
from app.chains.answer_reading import read_answer
from app.domain.lang import LANGS, Lang
from app.domain.roleplay import Exchange, OpenGap

FILE = Path(__file__).parents[1] / "data" / "coaching" / "answers.yaml"
LEAST = 0.95


def said() -> Any:
    return load(FILE)


def asked(lang: Lang) -> Exchange:
    data = said()
    gap = OpenGap(code="D3", text=data["question"][lang], short="?", from_="D3 | no span found")
    return Exchange(lang=lang, persona="cfo", memo=data["memo"][lang], gaps=(gap,)).said(gap.text, "open")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [0, 1], ids=["tuned on", "kept aside"])
@pytest.mark.parametrize("kind", ["evades", "answers"])
def test_evasions_and_answers_are_told_apart(lang: Lang, part: int, kind: str) -> None:
    texts = said()[lang][kind]
    assert len(texts) == 40
    right = [read_answer(t, asked(lang)).evades == (kind == "evades") for t in texts[part::2]]
    assert sum(right) / len(right) >= LEAST


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It is fine, we are working on it."),
        ("en", "Yes, of course, rest assured."),
        ("es", "Sí, claro, lo tenemos bajo control."),
        ("es", "Ojalá, estamos en eso con todo el equipo."),
    ],
)
def test_a_yes_that_reassures_is_an_evasion(lang: Lang, text: str) -> None:
    assert read_answer(text, asked(lang)).evades


def test_a_figure_answers_whatever_is_said_around_it() -> None:
    assert read_answer("We are working on it: 312 units, counted last night.", asked("en")).answers_first
    assert read_answer("Estamos trabajando en eso: son 312 piezas.", asked("es")).answers_first
