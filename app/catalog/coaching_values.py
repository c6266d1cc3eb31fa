"""The shapes of the coach's data files: dimensions, marker rules, cue lists, stops. Knows no file and no memo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.catalog.intake_fields import Words
from app.domain.anchored import Anchored
from app.domain.base import Value
from app.domain.coaching import Category, Code, MemoKind


class Dimension(Value):
    """One dimension of the rubric: names, the four anchors, the reason for each level ("null" where it does not apply), the next step."""

    code: Code
    id: str
    name: Words
    anchors: tuple[Words, Words, Words, Words]
    reasons: dict[str, Words]
    step: Words
    null_for: tuple[MemoKind, ...] = ()


class MarkerRule(Value):
    """One kind of marked words. `patterns` see folded text; a hit is cleared by `unless` in its clause, `unless_sentence` in its sentence,
    or a guard of `clear`; `needs` must stand in its sentence, a cue of `needs_near` in it or a neighbour, a cue of `needs_memo` anywhere;
    `edge`: only in the first and last sentences.
    """

    id: str
    category: Category
    sev: int = 2
    patterns: tuple[str, ...]
    subject: bool | None = None
    unless: tuple[str, ...] = ()
    unless_sentence: tuple[str, ...] = ()
    unless_memo: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_near: tuple[str, ...] = ()
    needs_memo: tuple[str, ...] = ()
    clear: tuple[str, ...] | None = None
    edge: bool = False
    why: str = ""
    hears: str = ""
    suggestion: str = ""


class CategoryTexts(Value):
    """What is said of a category where a rule says nothing of its own, and the guards that clear it."""

    name: str
    why: str
    hears: str
    suggestion: str
    clear: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompiledRule:
    """A marker rule ready to search; None where it has no such patterns."""

    rule: MarkerRule
    find: Anchored
    unless: re.Pattern[str] | None
    unless_sentence: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    clear: tuple[str, ...]
    texts: CategoryTexts

    @property
    def why(self) -> str:
        """Why the words weaken the message."""
        return self.rule.why or self.texts.why

    @property
    def hears(self) -> str:
        """What headquarters hears."""
        return self.rule.hears or self.texts.hears

    @property
    def suggestion(self) -> str:
        """A better wording, with slots."""
        return self.rule.suggestion or self.texts.suggestion


@dataclass(frozen=True)
class Cues:
    """The cue lists of one language; `cased` ones see capitals."""

    plain: Mapping[str, Anchored]
    cased: Mapping[str, Anchored]


class Beside(Value):
    """What makes a matter: `first` in one sentence and, where given, `then` in the same or one beside it."""

    first: tuple[str, ...]
    then: tuple[str, ...] = ()


class StopRule(Value):
    """A matter that goes to counsel before style. `patterns` (with `near`) or `beside` find it, `unless` clears it; texts by language."""

    id: str
    name: Words
    patterns: tuple[str, ...]
    near: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    unless: tuple[str, ...] = ()
    route: Words
    steps: Words
    facts: Words


@dataclass(frozen=True)
class CompiledStop:
    """A stop rule ready to search."""

    rule: StopRule
    ways: tuple[tuple[Anchored, re.Pattern[str] | None], ...]
    """What finds it, each with what must stand in the sentence or beside it; None for a pattern that is enough."""
    unless: re.Pattern[str] | None
