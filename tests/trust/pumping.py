"""Texts that make one pattern work hardest: each of its repeats fed again and again, then let down at the end. Pure.

A repeat is read from the pattern's own parse tree; what stands before it is spelled out, so that the engine reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

PLAIN = ("a", " ", "1", "\n", "a ", "1,", "1.", "A", "a.", "- ", '"', "(", "a a1 ", "é", "no ", "<", "\t \n")
"""What every pattern is fed, whatever it asks for."""
LET_DOWN = "\x000"
"""What follows the feeding: no repeat takes both, and no pattern ends so."""
LONG = 20
"""A repeat of fewer cannot grow."""
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_OF_CATEGORY = {
    sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_NOT_SPACE: "a", sre.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def texts(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Texts of about `size` characters, none twice."""
    seen = set()
    pumps = tuple(dict.fromkeys(_pumps(parser.parse(pattern, flags))))
    apart = ((before + border, fed) for before, fed in pumps if before for border in " .")  # some repeats begin at a word only
    for before, fed in (*pumps, *apart, *(("", each) for each in PLAIN)):
        fed = fed or "a"
        times = max(1, (size - len(before)) // len(fed))
        for end in ("", LET_DOWN):
            text = before + fed * times + end
            if text not in seen:
                seen.add(text)
                yield text


def _pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What leads to each long repeat, and what feeds it."""
    for op, value in tree:
        if op in _REPEATS:
            least, most, body = value
            spelled = _spell(body)
            if most >= LONG and spelled:
                yield before, spelled
                yield "", before + spelled  # the whole way again and again
                for other in _others(body):
                    yield before, other
            yield from _pumps(body, before)
            before += spelled * min(int(least), LONG)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
            before += _spell(value[1][0])
        elif op is sre.SUBPATTERN:
            yield from _pumps(value[3], before)
            before += _spell(value[3])
        elif op is sre.ATOMIC_GROUP:
            yield from _pumps(value, before)
            before += _spell(value)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(value[1], before)
        else:
            before += _spell([(op, value)])


def _others(body: Any) -> Iterator[str]:
    """Other ways through the body of a repeat: each branch of it, and each kind of character of a class."""
    for op, value in body:
        if op is sre.BRANCH:
            yield from (s for s in map(_spell, value[1]) if s)
        elif op is sre.IN:
            is_not = value[0][0] is sre.NEGATE
            yield from (s for item in ([] if is_not else value) if (s := _of_class([item])))
        elif op is sre.SUBPATTERN:
            yield from _others(value[3])


def _spell(tree: Any) -> str:
    """The shortest text that we can think of for a piece of a pattern; lookarounds are left aside."""
    said = ""
    for op, value in tree:
        if op is sre.LITERAL:
            said += chr(value)
        elif op is sre.NOT_LITERAL:
            said += "b" if chr(value) == "a" else "a"
        elif op is sre.ANY:
            said += "a"
        elif op is sre.IN:
            said += _of_class(value)
        elif op in _REPEATS:
            said += _spell(value[2]) * min(max(int(value[0]), 0), LONG)
        elif op is sre.BRANCH:
            said += _spell(value[1][0])
        elif op is sre.SUBPATTERN:
            said += _spell(value[3])
        elif op is sre.ATOMIC_GROUP:
            said += _spell(value)
    return said


def _of_class(items: Any) -> str:
    """A character of a class; "" when none of ours is in it."""
    first, is_not = items[0], items[0][0] is sre.NEGATE
    if not is_not:
        op, value = first
        return chr(value) if op is sre.LITERAL else chr(value[0]) if op is sre.RANGE else _OF_CATEGORY.get(value, "a")
    refused = re.compile("[" + "".join(map(_written, items[1:])) + "]")
    return next((c for c in "a 1-,\n.A\x01" if not refused.match(c)), "")


def _written(item: Any) -> str:
    op, value = item
    if op is sre.LITERAL:
        return re.escape(chr(value))
    if op is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {v: k for k, v in {"\\d": sre.CATEGORY_DIGIT, "\\s": sre.CATEGORY_SPACE, "\\w": sre.CATEGORY_WORD}.items()}
    negated = {v: k for k, v in {"\\D": sre.CATEGORY_NOT_DIGIT, "\\S": sre.CATEGORY_NOT_SPACE, "\\W": sre.CATEGORY_NOT_WORD}.items()}
    return {**names, **negated}[value]
