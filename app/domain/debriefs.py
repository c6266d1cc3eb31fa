"""What a role-play ends in: D10 with quoted spans, each answer's level, the best moment, two next steps. Knows no rule."""

from __future__ import annotations

from typing import ClassVar

from app.domain.base import Value, ValueWithNulls
from app.domain.coaching import Level, NextStep, Notice
from app.domain.document import ModelCall


class TurnSpan(Value):
    """Words of one turn with their place in it: `text` is exactly `turn.text[start:end]`."""

    turn: int
    start: int
    end: int
    text: str


class AnswerGrade(Value):
    """The level of one answer, and why in a few words."""

    turn: int
    level: Level
    why: str


class Debrief(ValueWithNulls):
    """D10 of an exchange; `level` None when nothing was answered. `disagrees` is the rules' level where a model's is two or more apart."""

    NULLS: ClassVar[tuple[str, ...]] = ("level", "best_moment")

    level: Level | None
    reason: str
    spans: tuple[TurnSpan, ...] = ()
    per_answer: tuple[AnswerGrade, ...] = ()
    best_moment: TurnSpan | None = None
    next_steps: tuple[NextStep, ...] = ()
    reader_side: str = ""
    disagrees: Level | None = None
    notices: tuple[Notice, ...] = ()
    calls: tuple[ModelCall, ...] = ()
