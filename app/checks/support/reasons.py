"""Why a verdict was given: one value a point, which refutes, doubts or remarks. Knows no rule and no language."""

from __future__ import annotations

from typing import Literal, NamedTuple

Grade = Literal["supported", "partly", "unsupported"]
ORDER: tuple[Grade, ...] = ("supported", "partly", "unsupported")


class Reason(NamedTuple):
    """One point against a statement: `key` lies under `verify.` in the locale files, `said` and `read` are the words on both sides."""

    grade: Grade
    key: str
    said: str = ""
    read: str = ""


class Verdict(NamedTuple):
    """What the evidence is worth to the statement, and every reason why not more."""

    grade: Grade
    reasons: tuple[Reason, ...] = ()


def worst(reasons: tuple[Reason, ...]) -> Verdict:
    """The gravest grade among the reasons; supported without any."""
    graded = max((ORDER.index(r.grade) for r in reasons), default=0)
    return Verdict(ORDER[graded], reasons)
