"""A rewrite beside its memo: slots, the difference by line, the words counted, and what a check may hold against it. Knows no language."""

from __future__ import annotations

import difflib
import re
from typing import Literal, get_args

from app.domain.base import Value
from app.domain.coaching import Rewrite, Slot
from app.domain.lang import Lang

FaultKind = Literal[
    "added_figure",
    "changed_unit",
    "moved_figure",
    "added_date",
    "added_time",
    "added_name",
    "added_cause",
    "added_fault",
    "added_commitment",
    "added_certainty",
    "added_owner",
    "added_recommendation",
    "added_decision",
    "added_colour",
    "added_fact",
    "joined_facts",
    "flipped",
    "lost_figure",
    "lost_date",
    "lost_name",
    "lost_caveat",
    "lost_fact",
    "bad_slot",
    "slots_differ",
    "longer",
    "language",
]
FAULT_KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
SLOT = re.compile(r"\[([^\[\]\n]+)\]")
_COUNTED = re.compile(r"[^\W_][\w.,:%’'/-]*")


class RewriteFault(Value):
    """What a rewrite adds, changes or loses. `start` and `end` lie in the rewrite's text; None where something is not there."""

    kind: FaultKind
    words: str
    start: int | None = None
    end: int | None = None


def slots_in(text: str, memo: str = "") -> tuple[Slot, ...]:
    """The questions that stand in brackets, in order, named slot_1, slot_2, …; brackets of the memo's own are none."""
    return tuple(Slot(name=f"slot_{n}", question=m.group(1)) for n, m in enumerate(_slots(text, memo), 1))


def slot_places(text: str, memo: str = "") -> tuple[tuple[int, str], ...]:
    """Where each slot begins, with its question, in order."""
    return tuple((m.start(), m.group(1)) for m in _slots(text, memo))


def without_slots(text: str, memo: str = "") -> str:
    """The text with each slot blanked, so that every other place stays where it was."""
    for found in _slots(text, memo):
        text = f"{text[: found.start()]}{' ' * len(found.group())}{text[found.end() :]}"
    return text


def _slots(text: str, memo: str) -> list[re.Match[str]]:
    return [m for m in SLOT.finditer(text) if m.group() not in memo]


def word_count(text: str) -> int:
    """Words and figures of a text, those of slots included."""
    return len(_COUNTED.findall(text))


def unified(memo: str, rewrite: str) -> str:
    """The difference by line, with the names `memo` and `rewrite`; empty when nothing changed."""
    lines = difflib.unified_diff(memo.splitlines(), rewrite.splitlines(), "memo", "rewrite", n=0, lineterm="")
    return "\n".join(lines)


def as_rewrite(memo: str, text: str, lang: Lang, dropped: tuple[str, ...] = ()) -> Rewrite:
    """The rewrite of a memo with its difference and its slots, both read off the text."""
    return Rewrite(lang=lang, text=text, diff=unified(memo, text), slots=slots_in(text, memo), dropped=dropped)
