"""The first letters that a find of a pattern may have. Knows the part of regexes that our lists use; no text and no word."""

from __future__ import annotations

import string
from dataclasses import dataclass

SIZE = 3
"""Letters that are told of a beginning, where so many are certain."""
MOST = 3000
"""Beginnings of one pattern beyond which they are not told."""
MOST_LETTERS = 40
"""Signs of a set beyond which it may be anything."""
_LOOKING = ("?=", "?!", "?<=", "?<!")


@dataclass(frozen=True)
class Begun:
    """Beginnings; one shorter than `SIZE` goes on with anything where `is_open`, and else ends there."""

    heads: frozenset[str]
    is_open: bool = False


NOTHING, ANYTHING = Begun(frozenset({""})), Begun(frozenset({""}), is_open=True)


def beginnings(pattern: str) -> frozenset[str] | None:
    """Every find begins with one of these, of at most `SIZE` letters. None where that cannot be told."""
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except (IndexError, ValueError):
        return None
    return found.heads if reader.at == len(pattern) and len(found.heads) <= MOST else None


def _then(first: Begun, second: Begun) -> Begun:
    """One after the other."""
    if first.is_open:
        return first
    whole = frozenset(head for head in first.heads if len(head) >= SIZE)
    going_on = first.heads - whole
    if not going_on or len(going_on) * len(second.heads) > MOST:
        return Begun(first.heads, bool(going_on))
    joined = frozenset((head + more)[:SIZE] for head in going_on for more in second.heads)
    return Begun(whole | joined, second.is_open)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def alternatives(self) -> Begun:
        """What stands between bars, as far as the end of the group."""
        found = self._sequence()
        while self._next() == "|":
            self.at += 1
            other = self._sequence()
            found = Begun(found.heads | other.heads, found.is_open or other.is_open)
        return found

    def _sequence(self) -> Begun:
        found = NOTHING
        while self._next() not in ("", "|", ")"):
            found = _then(found, self._repeated(self._item()))
        return found

    def _item(self) -> Begun:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._set()
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return NOTHING
        return ANYTHING if sign == "." else Begun(frozenset({sign}))

    def _group(self) -> Begun:
        looks = next((look for look in _LOOKING if self.pattern.startswith(look, self.at)), "")
        if looks:
            self.at += len(looks)
        elif self.pattern.startswith("?:", self.at):
            self.at += 2
        elif self._next() == "?":
            raise ValueError(self.pattern)
        found = self.alternatives()
        if self._next() != ")":
            raise ValueError(self.pattern)
        self.at += 1
        return NOTHING if looks else found

    def _set(self) -> Begun:
        close = self.pattern.index("]", self.at + 1)
        inside, self.at = self.pattern[self.at : close], close + 1
        if inside.startswith("^") or "\\" in inside.replace("\\d", ""):
            return ANYTHING
        signs, inside = set(string.digits) if "\\d" in inside else set(), inside.replace("\\d", "")
        while inside:
            if inside[1:2] == "-" and len(inside) > 2:
                signs.update(chr(code) for code in range(ord(inside[0]), ord(inside[2]) + 1))
                inside = inside[3:]
            else:
                signs.add(inside[0])
                inside = inside[1:]
        return Begun(frozenset(signs)) if len(signs) <= MOST_LETTERS else ANYTHING

    def _escaped(self) -> Begun:
        sign = self.pattern[self.at]
        self.at += 1
        if sign in "bB":
            return NOTHING
        if sign == "d":
            return Begun(frozenset(string.digits))
        return ANYTHING if sign.isalnum() else Begun(frozenset({sign}))

    def _repeated(self, item: Begun) -> Begun:
        sign = self._next()
        least, most = 1, 1
        if sign and sign in "?*+":
            self.at += 1
            least, most = int(sign == "+"), 1 if sign == "?" else 2
        elif sign == "{":
            close = self.pattern.index("}", self.at)
            low, comma, high = self.pattern[self.at + 1 : close].partition(",")
            self.at = close + 1
            least, most = min(1, int(low or 0)), int(high or 2) if comma else int(low)
        else:
            return item
        if self._next() and self._next() in "?+":
            self.at += 1
        if most > 1 and any(len(head) < SIZE for head in item.heads):
            item = Begun(item.heads, is_open=True)
        return item if least else Begun(item.heads | {""}, item.is_open)

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]
