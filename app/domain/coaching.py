"""The coaching JSON of INTERFACES as values. Offsets are Unicode code points into `text`, end exclusive. Knows no rule and no language."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from pydantic import ConfigDict, Field

from app.domain.base import Value, ValueWithNulls
from app.domain.document import ModelCall, WriterName
from app.domain.lang import Lang

MemoKind = Literal["alert", "anticipation", "capital_request", "periodic_report"]
Audience = Literal["ceo", "cfo", "board", "operations", "counsel"]
Persona = Literal["ceo", "cfo", "coo", "board_risk_chair", "general_counsel"]
Code = Literal["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12"]
Level = Literal[0, 1, 2, 3]
Side = Literal["writer", "reader"]
Category = Literal[
    "understater",
    "euphemism",
    "unquantified_hedge",
    "hope_as_plan",
    "agentless",
    "vague_time",
    "activity_for_outcome",
    "face_saver",
    "good_news_sandwich",
    "no_decision",
    "calque",
]
MEMO_KINDS: tuple[MemoKind, ...] = get_args(MemoKind)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
PERSONAS: tuple[Persona, ...] = get_args(Persona)
CODES: tuple[Code, ...] = get_args(Code)
CATEGORIES: tuple[Category, ...] = get_args(Category)


class Span(Value):
    """Words of the memo with their place: `text` is exactly `memo[start:end]`."""

    start: int
    end: int
    text: str


class Blocker(Value):
    """What caps a level or the whole: a rubric id, and where it was read (None: it is an absence)."""

    id: str
    message: str
    start: int | None = None
    end: int | None = None


class Notice(Value):
    """Something the writer must know that is no level and no marker."""

    id: str
    message: str


class DimensionLevel(ValueWithNulls):
    """The level of one dimension, None where it does not apply. `disagrees` is the other grader's level when two or more apart."""

    NULLS: ClassVar[tuple[str, ...]] = ("level",)

    dimension: str
    code: Code
    level: Level | None
    reason: str
    spans: tuple[Span, ...] = ()
    disagrees: Level | None = None


class Marker(Value):
    """A span of the memo with its category, why it weakens the message, what headquarters hears, and a better wording."""

    start: int
    end: int
    text: str
    category: Category
    why: str
    hq_hears: str
    suggestion: str


class Slot(Value):
    """A question that stands inline as `[question]` because only the writer knows the answer."""

    name: str
    question: str


class Rewrite(Value):
    """The memo as directly said, with nothing added. `diff` is unified, by line; `dropped` lists what was left out."""

    lang: Lang
    text: str
    diff: str
    slots: tuple[Slot, ...] = ()
    dropped: tuple[str, ...] = ()


class NextStep(Value):
    """One thing to do next, and the dimension that it lifts."""

    text: str
    code: Code


class Question(Value):
    """What a reader will ask. `from_` is "CODE | exact quote" or "CODE | no span found"; in JSON its name is `from`."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    text: str
    persona: Persona
    from_: str = Field(alias="from")


class ReaderAdvice(Value):
    """What the reader of the memo should ask, acknowledge or avoid."""

    do: Literal["ask", "acknowledge", "avoid"]
    text: str
    span: Span | None = None


class Coaching(ValueWithNulls):
    """A memo with everything the coach has to say of it. `overall`: mean of the levels that are not None, then caps; None if none is."""

    NULLS: ClassVar[tuple[str, ...]] = ("scenario", "audience", "overall", "rewrite")

    text: str
    lang: Lang
    kind: MemoKind
    scenario: str | None = None
    audience: Audience | None = None
    writer: WriterName
    overall: float | None
    blockers: tuple[Blocker, ...] = ()
    notices: tuple[Notice, ...] = ()
    levels: tuple[DimensionLevel, ...]
    markers: tuple[Marker, ...] = ()
    rewrite: Rewrite | None = None
    next_steps: tuple[NextStep, ...] = ()
    questions: tuple[Question, ...] = ()
    reader_side: tuple[ReaderAdvice, ...] = ()
    calls: tuple[ModelCall, ...] = ()
