"""A practice scenario: a situation, a fact sheet with more than a memo needs, and the one tempting softening. Knows no file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.domain.base import Value
from app.domain.coaching import Audience, Code, MemoKind
from app.domain.lang import Lang, LocalText

Weight = Literal["needed", "spare", "conflict"]
"""needed: the memo rests on it; spare: true, but no reader misses it; conflict: it contradicts another fact, and the memo must say so."""


class SheetFact(Value):
    """One line of the fact sheet: a number with unit and base in words, the day it was true, and who says so."""

    id: str
    weight: Weight
    text: LocalText
    as_of: date
    source: LocalText

    def line(self, lang: Lang) -> str:
        """The fact in a language; both languages always exist."""
        return self.text.own(lang) or ""


class Scenario(Value):
    """An exercise. All texts exist in both languages and say the same numbers; `today` is the day on which it plays."""

    id: str
    title: LocalText
    kind: MemoKind
    audience: Audience
    has_incident: bool
    today: date
    situation: LocalText
    facts: tuple[SheetFact, ...]
    unknown: tuple[LocalText, ...]
    softening: LocalText
    """What a writer who wants to worry nobody is tempted to send."""
    questions: tuple[LocalText, ...]
    dimensions: tuple[Code, ...]
    cards: tuple[str, ...]
    provenance: str

    def of_weight(self, weight: Weight) -> tuple[SheetFact, ...]:
        """The facts of one weight, in the order of the sheet."""
        return tuple(f for f in self.facts if f.weight == weight)

    def texts(self) -> tuple[tuple[str, LocalText], ...]:
        """Every text with the name under which a message finds it."""
        return (
            ("title", self.title),
            ("situation", self.situation),
            *((f"facts.{f.id}", f.text) for f in self.facts),
            *((f"facts.{f.id}.source", f.source) for f in self.facts),
            *((f"unknown[{n}]", t) for n, t in enumerate(self.unknown)),
            ("softening", self.softening),
            *((f"questions[{n}]", t) for n, t in enumerate(self.questions)),
        )
