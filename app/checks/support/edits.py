"""Where a statement is its evidence but for one word: a denial put in or left out, another place or party in the same surroundings.

Looks at words as they stand, in one language; what is said otherwise is for the rules that read.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.concepts import lexicon
from app.checks.support.matching import Pair
from app.checks.support.reading import Mention, Reading
from app.checks.support.reasons import Reason

SIDE = 3
"""Words on either side that are compared."""
LEAST = 4
"""So many words around, both sides together, must be the same for the place to be the same."""
NOT = frozenset("not no never nor without cannot nunca jamas sin ni tampoco".split())
_SUBSTITUTES = {"place": "place", "party": "party"}


def edits(pair: Pair) -> Iterator[Reason]:
    """One reason a denial or a name that was put in, left out or exchanged; nothing across languages."""
    if pair.said.lang != pair.read.lang:
        return
    yield from denials_edited(pair)
    yield from _exchanged(pair)


def denials_edited(pair: Pair, least: int = LEAST) -> Iterator[Reason]:
    """One reason at most: a denial that one text has where the other has the same words without it, or "always" for its "never".

    `least` words around must be the same, both sides together; with fewer than usual, also where a side is short.
    """
    said, there = _tokens(pair.said), _tokens(pair.read)
    for one, other, key in ((said, there, "denial_added"), (there, said, "denial_lost")):
        reading = pair.said if key == "denial_added" else pair.read
        for at, word in enumerate(one):
            if word in NOT and not _is_no_denial(reading, at) and any(_is_edit(word, at, one, other, s) for s in _sides(least)):
                yield Reason("unsupported", key, " ".join((word, *one[at + 1 : at + 2])))
                return


def _sides(least: int) -> Iterator[tuple[int, int, int]]:
    """Words before, words after, and the least of both: the usual window, then smaller ones where fewer words suffice."""
    yield SIDE, SIDE, LEAST
    if least < LEAST:
        yield from ((before, after, least) for before in range(SIDE, 0, -1) for after in range(SIDE, 0, -1) if before + after >= least)


def _is_edit(word: str, at: int, one: list[str], other: list[str], side: tuple[int, int, int]) -> bool:
    left, right = one[max(0, at - side[0]) : at], one[at + 1 : at + 1 + side[1]]
    if not right or len(left) + len(right) < side[2] or _find(other, [*left, word, *right]) >= 0:
        return False
    return any(_find(other, [*left, *put, *right]) >= 0 for put in ([], ["always"], ["siempre"]))


def _exchanged(pair: Pair) -> Iterator[Reason]:
    for group, key in _SUBSTITUTES.items():
        for mine in pair.said.of(group):
            for theirs in pair.read.of(group):
                if not _is_other(mine, theirs) or pair.said.said(mine).casefold() == pair.read.said(theirs).casefold():
                    continue
                if _around(pair.said, mine) == _around(pair.read, theirs) and _is_enough(_around(pair.said, mine)):
                    yield Reason("unsupported", key, pair.said.said(mine), pair.read.said(theirs))
                    return


def _is_other(one: Mention, other: Mention) -> bool:
    """True for names that cannot both be right in one place."""
    known = lexicon()
    if one.group == "place":
        return one.name not in known.places_of(other.name) and other.name not in known.places_of(one.name)
    return one.name != other.name and frozenset((one.name, other.name)) not in known.same_party


def _around(reading: Reading, mention: Mention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens = _tokens(reading)
    return tuple(tokens[max(0, mention.first - 2) : mention.first]), tuple(tokens[mention.last + 1 : mention.last + 3])


def _is_enough(around: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    return len(around[0]) + len(around[1]) >= LEAST - 1


def _tokens(reading: Reading) -> list[str]:
    return [w.folded for w in reading.words]


def _is_no_denial(reading: Reading, at: int) -> bool:
    """True for a "no" within a wording that denies nothing ("no later than")."""
    return any(m.group == "negator" and not m.name and m.first <= at <= m.last for m in reading.mentions)


def _find(words: list[str], wanted: list[str]) -> int:
    size = len(wanted)
    return next((i for i in range(len(words) - size + 1) if words[i : i + size] == wanted), -1)
