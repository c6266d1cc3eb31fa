"""Attempts, the private ledger, and what two attempts or many say of progress. Pure; knows no store and no scenario file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from pydantic import AwareDatetime

from app.domain.base import Value
from app.domain.coaching import CODES, Code, Coaching, Level

EntryKind = Literal["commitment", "estimate"]
Outcome = Literal["kept", "late", "not_kept", "happened", "did_not_happen", "withdrawn"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
FEWEST_FOR_PLOT = 5
LOOKED_BACK = 3
"""How many of the last attempts say which dimension is weakest."""


class Attempt(Value):
    """One submission of a memo with its coaching; private to its owner unless `shared_with` names somebody."""

    id: str
    owner_id: str
    coaching: Coaching
    created_at: AwareDatetime
    accepted_at: AwareDatetime | None = None
    shared_with: tuple[str, ...] = ()

    @property
    def scenario(self) -> str | None:
        """The scenario that it answers; None for a memo of the writer's own."""
        return self.coaching.scenario

    @property
    def text(self) -> str:
        """The memo as submitted."""
        return self.coaching.text

    def level(self, code: Code) -> Level | None:
        """The level of a dimension; None where it does not apply."""
        return next((each.level for each in self.coaching.levels if each.code == code), None)


class LedgerEntry(Value):
    """A commitment or estimate in the writer's own words, and what the writer says became of it.

    `low` and `high` are in `unit` ("USD", "MXN", "money", "percent", "days", "weeks", …; "" when none was said); `likely_low` and
    `likely_high` are per cents. `who` is empty where the sentence names nobody.
    """

    id: str
    owner_id: str
    attempt_id: str
    kind: EntryKind
    words: str
    who: str = ""
    due: date | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    likely_low: int | None = None
    likely_high: int | None = None
    outcome: Outcome | None = None
    outcome_note: str = ""
    outcome_on: date | None = None
    created_at: AwareDatetime


class LevelChange(Value):
    """A dimension before and after; None where it did not apply."""

    code: Code
    before: Level | None
    after: Level | None

    @property
    def change(self) -> int | None:
        """How many levels it rose; negative when it fell, None when one side did not apply."""
        return None if self.before is None or self.after is None else self.after - self.before


class Comparison(Value):
    """Two attempts side by side, the earlier first."""

    before: str
    after: str
    overall_before: float | None
    overall_after: float | None
    levels: tuple[LevelChange, ...]
    markers_before: int
    markers_after: int
    is_same_scenario: bool


class Point(Value):
    """An attempt on the line of progress."""

    attempt_id: str
    scenario: str | None
    on: date
    overall: float | None


def is_stop(coaching: Coaching) -> bool:
    """True for a memo that was stopped before style (interference, bribery, extortion, fraud, sanctions)."""
    ids = (*(b.id for b in coaching.blockers), *(n.id for n in coaching.notices))
    return any(each.casefold().split(":")[0].split("_")[0] == "stop" for each in ids)


def compare(first: Attempt, second: Attempt) -> Comparison:
    """What changed between two attempts, whichever way round they are given."""
    before, after = sorted((first, second), key=lambda each: (each.created_at, each.id))
    return Comparison(
        before=before.id,
        after=after.id,
        overall_before=before.coaching.overall,
        overall_after=after.coaching.overall,
        levels=tuple(LevelChange(code=code, before=before.level(code), after=after.level(code)) for code in CODES if code != "D10"),
        markers_before=len(before.coaching.markers),
        markers_after=len(after.coaching.markers),
        is_same_scenario=before.scenario == after.scenario,
    )


def points(attempts: Sequence[Attempt]) -> tuple[Point, ...]:
    """The line of progress, oldest first."""
    ordered = sorted(attempts, key=lambda each: (each.created_at, each.id))
    return tuple(Point(attempt_id=a.id, scenario=a.scenario, on=a.created_at.date(), overall=a.coaching.overall) for a in ordered)


def weakest(attempts: Sequence[Attempt]) -> Code | None:
    """The dimension with the lowest mean over the last three attempts, the first by number when several tie; None without a level."""
    last = sorted(attempts, key=lambda each: (each.created_at, each.id))[-LOOKED_BACK:]
    means: dict[Code, float] = {}
    for code in CODES:
        levels = [level for a in last if (level := a.level(code)) is not None]
        if levels and code != "D10":
            means[code] = sum(levels) / len(levels)
    return min(means, key=lambda code: (means[code], CODES.index(code))) if means else None
