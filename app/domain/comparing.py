"""What differs between two documents, statement by statement: added, removed, changed words, moved. Knows no severity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from app.domain.base import Value
from app.domain.document import Document, Statement

Kind = Literal["added", "removed", "changed", "moved", "basis"]
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_SENTENCE = re.compile(r"\n+|[^\n.!?]*+(?:[.!?]++(?![\s])[^\n.!?]*+)*+[.!?]*+[^\S\n]*+(?<=[^\n])")
"""A sentence with the blank behind it, or line ends; together they are the text."""
ALIKE = 0.4
"""Share of letters that two texts must have in common to be told apart word by word; below it both are shown whole."""


class Words(Value):
    """A run of words that both have, only the first has, or only the second has."""

    op: Literal["same", "removed", "added"]
    text: str


class Change(Value):
    """One difference. `before` is empty for what was added, `after` for what was removed; `words` tells a change apart."""

    kind: Kind
    section: str
    statement_id: str
    before: str = ""
    after: str = ""
    words: tuple[Words, ...] = ()


def compare(first: Document, second: Document) -> tuple[Change, ...]:
    """Every difference, in the reading order of the second document, what it no longer has at the end."""
    old, new = _statements(first), _statements(second)
    staying = unmoved([i for i in old if i in new], [i for i in new if i in old])
    found: list[Change] = []
    for statement_id, (section, statement) in new.items():
        if statement_id not in old:
            found.append(Change(kind="added", section=section, statement_id=statement_id, after=statement.text))
            continue
        was_in, was = old[statement_id]
        both = {"section": section, "statement_id": statement_id, "before": was.text, "after": statement.text}
        if was.text != statement.text:
            found.append(Change(kind="changed", words=readable_changes(was.text, statement.text), **both))
        elif was.basis != statement.basis or was.citations != statement.citations:
            found.append(Change(kind="basis", **both))
        if was_in != section or statement_id not in staying:
            found.append(Change(kind="moved", **both))
    gone = [(i, pair) for i, pair in old.items() if i not in new]
    found.extend(Change(kind="removed", section=section, statement_id=i, before=s.text) for i, (section, s) in gone)
    return tuple(found)


def _statements(document: Document) -> dict[str, tuple[str, Statement]]:
    return {s.id: (section.id, s) for section in document.sections for s in section.statements()}


def word_changes(before: str, after: str) -> tuple[Words, ...]:
    """Two texts word by word."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    made: list[Words] = []
    for op, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            made.append(Words(op="same", text="".join(old[a0:a1])))
        else:
            made += _both("".join(old[a0:a1]), "".join(new[b0:b1]))
    return tuple(made)


def text_changes(before: str, after: str) -> tuple[Words, ...]:
    """Two texts sentence by sentence: one that changed word by word, one that went or came whole, so that no two run into each other.

    Which became which is told by the words that they share, in order: as many as can be.
    """
    made: list[Words] = []
    for was, now in _paired(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        if was == now:
            made.append(Words(op="same", text=was))
        else:
            made += readable_changes(was, now) if was and now else _both(was, now)
    return tuple(made)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Each sentence with the one that it became; with an empty text where there is none."""
    bags = [[Counter(_PIECE.findall(text)) for text in texts] for texts in (old, new)]
    shared = [[_shared(was, now) for now in bags[1]] for was in bags[0]]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + shared[i][j])
    found: list[tuple[str, str]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if shared[i][j] and best[i][j] == best[i + 1][j + 1] + shared[i][j]:
            found.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((old[i], ""))
            i += 1
        else:
            found.append(("", new[j]))
            j += 1
    return [*found, *((was, "") for was in old[i:]), *(("", now) for now in new[j:])]


def _shared(was: Counter[str], now: Counter[str]) -> float:
    """The pieces that two sentences have in common; none when it is too few for one to have become the other."""
    both = (was & now).total()
    return float(both) if both >= ALIKE * max(was.total(), now.total()) else 0.0


def readable_changes(before: str, after: str) -> tuple[Words, ...]:
    """Two texts as a reader follows them: texts that have little in common whole, else word by word with no lone blank or stop between."""
    found = word_changes(before, after)
    letters = sum(len(w.text.strip()) for w in found if w.op == "same")
    if letters < ALIKE * max(len(before), len(after)):
        return tuple(_both(before, after))
    made: list[Words] = []
    removed = added = ""
    for at, word in enumerate(found):
        is_between = 0 < at < len(found) - 1 and not re.search(r"\w", word.text)
        if word.op != "added" and (word.op == "removed" or is_between):
            removed += word.text
        if word.op != "removed" and (word.op == "added" or is_between):
            added += word.text
        if word.op == "same" and not is_between:
            made += [*_both(removed, added), word]
            removed = added = ""
    return (*made, *_both(removed, added))


def _both(removed: str, added: str) -> list[Words]:
    """What was removed and what was added in its place; neither for an empty text."""
    runs = (Words(op="removed", text=removed), Words(op="added", text=added))
    return [run for run in runs if run.text]


def unmoved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The ids that keep their order among each other: a longest run of them; the others were moved. Both hold the same ids, once each."""
    rank = {name: at for at, name in enumerate(before)}
    tails: list[int] = []
    at_tail: list[int] = []
    back: list[int] = []
    order = [rank[name] for name in after]
    for at, value in enumerate(order):
        place = bisect_left(tails, value)
        back.append(at_tail[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        at_tail[place : place + 1] = [at]
    kept: set[str] = set()
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        kept.add(after[at])
        at = back[at]
    return frozenset(kept)
