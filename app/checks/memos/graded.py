"""One dimension's outcome before it becomes words: level, the spans that caused it, which reason to give. Knows no template."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.coaching import Code, Level, Span


@dataclass(frozen=True)
class Graded:
    """A level with its spans; `variant` picks a more special reason of the rubric ("bare_percent"), "" the level's own."""

    code: Code
    level: Level | None
    spans: tuple[Span, ...] = ()
    variant: str = ""
