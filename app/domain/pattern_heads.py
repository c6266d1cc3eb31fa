"""How the finds of a pattern may begin, so that a text without any of these beginnings need not be searched. Knows a little of regexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 3
"""Letters from which on a beginning is rare enough to be worth looking for."""
_LITERAL = re.compile(r"[a-zñ' ]+")
_BEHIND = re.compile(r"(?:\(\?<[=!][^()]*\))*(?:\\b)?")
"""What looks behind, and the border of a word: neither takes a letter of the find."""


def pattern_heads(pattern: str) -> tuple[str, ...]:
    """Every find begins with one of these; empty where that is not plain to see, and then the text must be searched."""
    found: list[str] = []
    for branch in branches(pattern):
        end = _BEHIND.match(branch)
        rest = branch[end.end() if end else 0 :]
        heads = _of_group(rest) if rest.startswith("(") else [_literal(rest)]
        if not heads or any(len(head.strip()) < SHORTEST for head in heads):
            return ()
        found += heads
    return tuple(found)


def may_find(heads: tuple[str, ...], text: str) -> bool:
    """False for a text without any of these beginnings; a plain look is many times faster than a pattern. True where none are known."""
    return not heads or any(head in text for head in heads)


def _of_group(branch: str) -> list[str]:
    """The beginnings of a branch that begins with a group; empty for one that may be left out, or that looks around."""
    close = _close(branch)
    start = 3 if branch.startswith("(?:") else 1
    if (branch[1:2] == "?" and start == 1) or branch[close + 1 : close + 2] in ("?", "*", "{"):
        return []
    return [_literal(inner) for inner in branches(branch[start:close])]


def _literal(branch: str) -> str:
    """The letters that a branch begins with, without one that is optional."""
    found = _LITERAL.match(branch)
    if found is None:
        return ""
    is_optional = branch[found.end() : found.end() + 1] in ("?", "*", "{")
    return found.group()[:-1] if is_optional else found.group()


def branches(pattern: str) -> list[str]:
    """The alternatives of the outermost level."""
    found, last = [], 0
    for at, sign, depth in _signs(pattern):
        if sign == "|" and not depth:
            found.append(pattern[last:at])
            last = at + 1
    return [*found, pattern[last:]]


def _close(pattern: str) -> int:
    """The place of the sign that closes the group at the beginning."""
    return next((at for at, sign, depth in _signs(pattern) if sign == ")" and not depth), len(pattern))


def _signs(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Brackets and bars with their place and how many groups are open behind them; not those in a set or behind a backslash."""
    depth, in_set = 0, False
    for at, sign in enumerate(pattern):
        if at and pattern[at - 1] == "\\":
            continue
        if in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
        elif sign in "()|":
            depth += {"(": 1, ")": -1, "|": 0}[sign]
            yield at, sign, depth
