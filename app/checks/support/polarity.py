"""Does a statement deny what its evidence asserts, assert what it denies, or say the opposite word?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.catalog.concepts import lexicon
from app.catalog.stems import stem
from app.checks.support.matching import Pair, around
from app.checks.support.reading import SCOPE, Mention, Reading, Word
from app.checks.support.reasons import Reason

_PREFIXED = re.compile(r"(?:un|non|in|im|ir|il|dis|des)(\w{4,})")
HEAD = 2
"""A denial is about the first content words after it."""
SHARED = 0.5
"""A denial of the evidence counts against a statement that says at least this part of the clause's words."""


def polarity(pair: Pair) -> Iterator[Reason]:
    """One reason an opposite or a denial that only one side has."""
    opposed = list(_opposites(pair))
    yield from opposed
    if not opposed:
        yield from _denials(pair)


def _opposites(pair: Pair) -> Iterator[Reason]:
    axes = {m.group for m in pair.said.mentions if m.group.startswith("axis:") and m.group != "axis:permission"}
    for axis in sorted(axes):
        known = pair.read.of(axis)
        poles = {_pole(pair.said, m) for m in pair.said.of(axis)}
        if len(poles) > 1 and poles == {_pole(pair.read, m) for m in known}:
            continue
        for mention in pair.said.of(axis):
            if not known:
                break
            own = _pole(pair.said, mention)
            best = max(pair.nearness(mention, other) for other in known)
            nearest = [o for o in known if pair.nearness(mention, o) == best]
            same_clause = pair.counterpart(pair.said.clause_of(mention))
            nearest = [o for o in nearest if pair.read.clause_of(o) in same_clause] or nearest
            if len({_pole(pair.read, o) for o in nearest}) > 1:
                nearest = _closest(pair, mention, nearest)
            if best and own not in {_pole(pair.read, o) for o in nearest}:
                yield Reason("unsupported", "opposite", pair.said.said(mention), pair.read.said(nearest[0]))


def _closest(pair: Pair, mention: Mention, others: list[Mention]) -> list[Mention]:
    """Of mentions with the same surroundings, those that stand closest to the words around this one."""
    near = around(pair.said, mention.first, mention.last)

    def far(other: Mention) -> int:
        places = [i for i, w in enumerate(pair.read.words) if any(w.handles & n.handles for n in near)]
        return min((abs(i - other.first) for i in places if not other.first <= i <= other.last), default=len(pair.read.words))

    least = min(far(o) for o in others)
    return [o for o in others if far(o) == least]


def _pole(reading: Reading, mention: Mention) -> str:
    """The pole of a mention; a denial turns it where the axis says so."""
    axis = mention.group.removeprefix("axis:")
    is_turned = axis in lexicon().flips and reading.words[mention.first].is_close
    if not is_turned:
        return mention.name
    return f"not {mention.name}" if axis not in _TWINS else _TWINS[axis].get(mention.name, mention.name)


_WITHOUT = frozenset({"without", "sin"})
_TWINS: dict[str, dict[str, str]] = {
    axis: {a: b, b: a}
    for axis, a, b in (
        ("time", "before", "after"), ("openness", "open", "closed"), ("inclusion", "within", "outside"), ("lasting", "temporary", "permanent"),  # noqa: E501 - one pair an axis
        ("paid", "paid_time", "unpaid"), ("success", "succeed", "fail"), ("verdictwise", "accept", "reject"), ("leaving", "stay", "leave"),
        ("legality", "legal", "illegal"), ("duty", "duty", "choice"), ("validity", "valid", "void"),
    )
}  # fmt: skip


def _denials(pair: Pair) -> Iterator[Reason]:
    yield from _added_denials(pair)
    yield from _lost_denials(pair)


def _added_denials(pair: Pair) -> Iterator[Reason]:
    for mention in _deniers(pair.said):
        if pair.said.said(mention).casefold() == "not" and mention.first and pair.said.words[mention.first - 1].folded == "and":
            continue  # "X and not Y" sets two things apart
        if _is_answered(pair.said, mention, pair.read, pair.counterpart(pair.said.clause_of(mention))):
            continue
        heads = [h for h in _heads(pair.said, mention) if not _has_prefixed(pair.read, h)]
        met = [(h, pair.matches(h)) for h in heads]
        if met and not met[0][1] and pair.said.words[mention.first].folded in _WITHOUT:
            continue  # without something that the evidence does not speak of: a point of its own
        asserted = [h for h, found in met if found and not any(w.is_denied for w in found) and not _is_turned(pair.read, found)]
        if asserted and not any(w.is_denied for _, found in met for w in found):
            yield Reason("unsupported", "denied", pair.said.said(mention), asserted[0].text)


def _lost_denials(pair: Pair) -> Iterator[Reason]:
    for mention in _deniers(pair.read):
        place = pair.read.clause_of(mention)
        twins_of = frozenset(c for c in pair.said.clauses if place in pair.counterpart(c) or _speaks_of(pair, c, mention))
        if twins_of and _is_answered(pair.read, mention, pair.said, twins_of):
            continue
        heads = [h for h in _heads(pair.read, mention) if not _has_prefixed(pair.said, h)]
        twins = [(h, [w for w in pair.said.words if w.handles & h.handles]) for h in heads]
        met_words = [w for _, found in twins for w in found]
        clause = pair.read.content(place)
        if len(clause) <= HEAD and place:
            clause = [*pair.read.content(place - 1), *clause]  # "it cannot be extended": what it is stands before
        shared = sum(1 for w in pair.said.content() if any(w.handles & c.handles for c in clause))
        if not met_words or shared < SHARED * max(len(pair.said.content()), 1) or _is_turned(pair.said, met_words):
            continue
        if not any(w.is_denied for w in met_words) and twins[0][1]:
            yield Reason("unsupported", "asserted", twins[0][1][0].text, pair.read.said(mention))


def _speaks_of(pair: Pair, clause: int, mention: Mention) -> bool:
    """True when a clause of the statement has what a denial of the evidence is about."""
    heads = _heads(pair.read, mention)[:1]
    return any(w.handles & h.handles for h in heads for w in pair.said.content(clause))


def _is_answered(one: Reading, mention: Mention, other: Reading, clauses: frozenset[int]) -> bool:
    """True when the other text denies too, of the same words, or of words that no denial of this text is about."""
    scope = _scope(one, mention)
    others = [d for d in (*_deniers(other), *other.of("lack")) if other.clause_of(d) in clauses]
    beside = [w for d in _deniers(one) if d != mention for w in _scope(one, d)]
    for denial in others:
        theirs = _scope(other, denial)
        if _meet(theirs, scope):
            return True
        if not _meet(theirs[:HEAD], beside):
            return True
    return False


def _scope(reading: Reading, mention: Mention) -> list[Word]:
    """The content words that a denial reaches, up to the next denial."""
    clause = reading.clause_of(mention)
    until = min((m.first for m in _deniers(reading) if m.first > mention.last), default=len(reading.words))
    return [w for w in reading.words[mention.last + 1 : until] if w.is_content and w.clause == clause][:SCOPE]


def _meet(some: list[Word], others: list[Word]) -> bool:
    return any(a.handles & b.handles for a in some for b in others)


def _denies(reading: Reading, clauses: frozenset[int]) -> bool:
    return any(reading.clause_of(m) in clauses for m in (*_deniers(reading), *reading.of("lack")))


def _has_prefixed(reading: Reading, head: Word) -> bool:
    """True when a text has the word with a denial before it in one word: "unstructured" for "no estructurada"."""
    said = [w.folded for w in reading.words]
    cores = [m.group(1) for w in said if (m := _PREFIXED.fullmatch(w))]
    cores += [after for before, after in pairwise(said) if before == "non"]
    for core in (stem(c, reading.lang) for c in cores):
        known = {f"{reading.lang}:{core}", *(f"es:{es}" for es in lexicon().pairs.get(core, ()))}
        if known & head.handles or f"es:{core}" in head.handles:
            return True
    return False


def _deniers(reading: Reading) -> list[Mention]:
    """Denials and bans of a text, but for those that only turn a time or another axis word ("not before")."""
    found = [m for m in reading.mentions if (m.group == "negator" and m.name) or (m.group, m.name) == ("axis:permission", "forbidden")]
    turned = {reading.clause_of(m) for m in reading.of("axis:time") if reading.words[m.first].is_denied}
    return [m for m in found if reading.clause_of(m) not in turned]


def _heads(reading: Reading, mention: Mention) -> list[Word]:
    clause = reading.clause_of(mention)
    return [w for w in reading.words[mention.last + 1 :] if w.is_content and w.clause == clause][:HEAD]


def _is_turned(reading: Reading, found: list[Word]) -> bool:
    """True when the words are of an axis where a denial makes the other pole: the opposites have judged them."""
    places = {id(w) for w in found}
    return any(
        id(reading.words[i]) in places
        for m in reading.mentions
        if m.group.removeprefix("axis:") in lexicon().flips and m.group.startswith("axis:")
        for i in range(m.first, m.last + 1)
    )
