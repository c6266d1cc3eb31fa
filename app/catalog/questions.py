"""The question bank and the personas: prompts/coaching/{questions,personas}.yaml, typed and cross-checked. Knows no memo."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import ValidationError

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.coaching import PERSONAS, Category, Code, Persona
from app.domain.lang import Lang
from app.errors import BadData

Detector = Literal["two_totals", "no_ask", "about", "ask"]
MOVES = frozenset({"acknowledge", "cheaper", "press", "objection", "close"})
_SLOTS = re.compile(r"\{([a-z_]+)\}")


class GapQuestion(Value):
    """One gap and how it is asked. How it is found: by a marker's category, by words, or by a detector."""

    id: str
    code: Code
    asks: tuple[Persona, ...]
    marker: tuple[Category, ...] = ()
    finds: Words | None = None
    unless: Words | None = None
    detector: Detector | None = None
    level: int | None = None
    answered: Words | None = None
    text: Words
    short: Words


class PersonaCard(Value):
    """A reader at headquarters: what is read for, in which tone, and lines for the role-play by move."""

    name: Words
    reads_for: Words
    tone: Words
    moves: dict[str, Words]

    def line(self, move: str, lang: Lang) -> str:
        """The persona's own words for a move."""
        return self.moves[move].in_lang(lang)


@cache
def question_bank() -> tuple[GapQuestion, ...]:
    """The gaps in order of danger.

    Raises: BadData naming the item that is wrong.
    """
    where = "coaching/questions.yaml"
    bank: list[GapQuestion] = []
    for item in load(prompts_dir() / "coaching" / "questions.yaml"):
        name = str(item.get("id", "?")) if isinstance(item, dict) else "?"
        try:
            question = GapQuestion.model_validate(item)
        except ValidationError as bad:
            raise BadData("data.schema_type", where=f"{where}:{name}", name=str(bad.errors()[0]["loc"])) from bad
        ways = sum((bool(question.marker), question.finds is not None, question.detector is not None))
        slots = {s for w in (question.text.en, question.text.es) for s in _SLOTS.findall(w)}
        if ways != 1 or not slots or slots - {"quote", "about"} or not question.asks:
            raise BadData("data.schema_type", where=f"{where}:{name}", name="marker | finds | detector; {quote}, {about}; asks")
        bank.append(question)
    return tuple(bank)


@cache
def personas() -> dict[Persona, PersonaCard]:
    """The personas by id.

    Raises: BadData when one is unknown, absent or has other moves.
    """
    loaded = load(prompts_dir() / "coaching" / "personas.yaml")
    cards = {name: PersonaCard.model_validate(card) for name, card in loaded.items()}
    if set(cards) != set(PERSONAS) or any(set(c.moves) != MOVES for c in cards.values()):
        raise BadData("data.schema_type", where="coaching/personas.yaml", name=f"{', '.join(PERSONAS)}; {', '.join(sorted(MOVES))}")
    return {p: cards[p] for p in PERSONAS}


_TAKEN_ALONG = re.compile(r"^\[\^[^\]]+\]\{0,\d+\}")
"""The words before its own that a pattern takes along, as many as there are."""


@cache
def core(pattern: str) -> re.Pattern[str]:
    """What a pattern of the bank must find, without the words before it that it takes along: where this is not, nothing is found."""
    return compiled(_TAKEN_ALONG.sub("", pattern))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the bank, any case."""
    return re.compile(pattern, re.IGNORECASE)
