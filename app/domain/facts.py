"""Everything a computed value may rest on: intake, today, holidays, dated law, open gaps. Pure values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from app.domain.base import Value
from app.domain.criteria import CriterionKind
from app.domain.dates import WorkCalendar
from app.domain.framework import Framework
from app.domain.intake import Intake
from app.domain.lang import LocalText
from app.domain.withheld import Withheld


class LawValue(Value):
    """A number that a card states (days, per cent, MXN …)."""

    value: Decimal
    card: str
    unit: str


class OpenPoint(Value):
    """A gap before it is put into one language."""

    path: str
    question: LocalText
    ask: LocalText
    needed_for: Literal["draft", "approve"]
    rank: int
    week: int
    """The week after kick-off by whose end the answer is needed."""
    uncovered: bool = False
    """True for a list that is there but lacks one side of the border."""
    of_client: bool = True
    """False for what the search firm itself has to answer."""


class Derived(Value):
    """A computed value with its formula ("365*2 = 730") and the inputs by path. No formula: a plain reading of the intake."""

    value: Any
    formula: str | None = None
    inputs: dict[str, str | int | float | None] = {}


@dataclass(frozen=True)
class Facts:
    """What functions of the guided files are given."""

    intake: Intake
    today: date
    calendar: WorkCalendar
    law: Mapping[str, LawValue]
    open_points: tuple[OpenPoint, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    """Words of the client that no draft may use as a requirement; `intake` is already without them."""
    criteria: tuple[CriterionKind, ...] = ()
    """Kinds of criteria; without them no question is proposed for any criterion."""
    framework: Framework | None = None
    """What adaptability is judged by; without it nothing is asked about it."""

    def number(self, name: str) -> Decimal:
        """A number of dated law by name; KeyError when the table lacks it (the catalog checks the names)."""
        return self.law[name].value
