"""A sceptical reader's questions as a state machine, and D10 by rule: what an answer is, when it is asked again, what the level is.

Pure and frozen: whatever a memo or an answer says, an order in it is text and changes no move. Knows no wording and no language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.domain.base import Value
from app.domain.coaching import Code, Level, Persona
from app.domain.lang import Lang

Move = Literal["open", "follow_up", "press", "objection", "close"]
Speaker = Literal["persona", "executive"]
MOST_GAPS = 3
"""Gaps that are asked before the strongest objection and the closing question."""


class OpenGap(Value):
    """A gap as it is asked: in full, and shorter when it is asked again. `from_` as in the coaching's questions."""

    code: Code
    text: str
    short: str
    from_: str


class AnswerReading(Value):
    """What was read in one answer. Spans are code points of the answer."""

    answers_first: bool
    answers_later: bool = False
    unknown: bool = False
    dated_owner: bool = False
    concedes: bool = False
    owns: bool = False
    start: int = 0
    end: int = 0

    @property
    def evades(self) -> bool:
        """True when nothing in the answer answers."""
        return not self.answers_first and not self.answers_later

    @property
    def level(self) -> Level:
        """The level of this one answer."""
        if self.evades:
            return 0
        if not self.answers_first:
            return 1
        return 3 if self.concedes and (self.dated_owner or self.owns) else 2


class Turn(Value):
    """Something said. A persona's turn has its move, an executive's its reading."""

    n: int
    speaker: Speaker
    text: str
    move: Move | None = None
    reading: AnswerReading | None = None


class Exchange(Value):
    """The state of a role-play. It is the executive's turn when the last turn is the persona's and it is not over."""

    lang: Lang
    persona: Persona
    memo: str
    gaps: tuple[OpenGap, ...]
    turns: tuple[Turn, ...] = ()
    at: int = 0
    is_over: bool = False

    @property
    def last_move(self) -> Move | None:
        """The persona's latest move, or None before it has spoken."""
        return next((t.move for t in reversed(self.turns) if t.speaker == "persona"), None)

    @property
    def gap(self) -> OpenGap | None:
        """The gap that is being asked, or None once all were."""
        return self.gaps[self.at] if self.at < len(self.gaps) else None

    def answers(self) -> tuple[Turn, ...]:
        """The executive's turns."""
        return tuple(t for t in self.turns if t.speaker == "executive")

    def said(self, text: str, move: Move) -> Exchange:
        """The exchange with a turn of the persona."""
        turn = Turn(n=len(self.turns) + 1, speaker="persona", text=text, move=move)
        return self.model_copy(update={"turns": (*self.turns, turn)})

    def heard(self, text: str, reading: AnswerReading) -> Exchange:
        """The exchange with an answer."""
        turn = Turn(n=len(self.turns) + 1, speaker="executive", text=text, reading=reading)
        return self.model_copy(update={"turns": (*self.turns, turn)})


def next_move(exchange: Exchange) -> tuple[Exchange, Move | None]:
    """What the persona does after the latest answer, and the exchange set on the gap that it is about; None when it is over.

    An evasion is followed up once; then the next gap, the strongest objection, the closing question.
    """
    last, answers = exchange.last_move, exchange.answers()
    if last is None:
        return exchange, "open"
    if last == "close":
        return exchange.model_copy(update={"is_over": True}), None
    reading = answers[-1].reading if answers else None
    if last in ("open", "press") and reading is not None and reading.evades:
        return exchange, "follow_up"
    if last == "objection":
        return exchange, "close"
    following = exchange.model_copy(update={"at": exchange.at + 1})
    return (following, "press") if following.gap is not None else (exchange, "objection")


class Graded(Value):
    """D10 by rule, with why (a key) and how many answers begin with the answer. `level` None: nothing was answered or asked."""

    level: Level | None
    why: str
    answered: int
    asked: int
    ceiling: Level


def graded(turns: Sequence[Turn]) -> Graded:
    """The level of an exchange. One evasion that was mended after the follow-up: at most 2; two evasions, or one left open: at most 1."""
    pairs = _pairs(turns)
    readings = [a.reading for _, a in pairs if a.reading is not None]
    if not readings:
        return Graded(level=None, why="none", answered=0, asked=0, ceiling=3)
    evasions = [i for i, r in enumerate(readings) if r.evades]
    first, asked = sum(1 for r in readings if r.answers_first), len(readings)
    if len(evasions) == asked:
        return Graded(level=0, why="all_evade", answered=first, asked=asked, ceiling=0)
    if len(evasions) >= 2:
        return Graded(level=1, why="two_evasions", answered=first, asked=asked, ceiling=1)
    ceiling: Level = 3
    if evasions:
        at = evasions[0]
        is_mended = at + 1 < asked and pairs[at + 1][0].move == "follow_up" and not readings[at + 1].evades
        if not is_mended:
            return Graded(level=1, why="one_evasion", answered=first, asked=asked, ceiling=1)
        ceiling = 2
    late = sum(1 for r in readings if not r.answers_first and not r.evades)
    if late * 2 > asked - len(evasions):
        return Graded(level=1, why="preambles", answered=first, asked=asked, ceiling=ceiling)
    is_full = any(r.concedes for r in readings) and any(r.dated_owner for r in readings)
    if ceiling == 2:
        return Graded(level=2, why="mended", answered=first, asked=asked, ceiling=2)
    level: Level = 3 if is_full and not late else 2
    return Graded(level=level, why="full" if level == 3 else "solid", answered=first, asked=asked, ceiling=3)


def _pairs(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    """Each answer with the question that it follows."""
    found, question = [], None
    for turn in turns:
        if turn.speaker == "persona":
            question = turn
        elif question is not None:
            found.append((question, turn))
    return found
