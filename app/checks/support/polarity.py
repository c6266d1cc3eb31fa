"""Does a statement deny what its evidence asserts, or assert what it denies? Opposite words are told first, by the module beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.catalog.concepts import lexicon
from app.catalog.stems import stem
from app.checks.support.matching import Pair, overlap
from app.checks.support.opposites import is_doubly_denied, opposites
from app.checks.support.reading import SCOPE, Mention, Reading, Word
from app.checks.support.reasons import Reason

_PREFIXED = re.compile(r"(?:un|non|in|im|ir|il|dis|des)(\w{4,})")
_BE = frozenset("is are was were be been es son fue fueron esta estan queda quedan ser".split())
HEAD = 2
"""A denial is about the first content words after it."""
SHARED = 0.5
"""A denial of the evidence counts against a statement that says at least this part of the clause's words."""


def polarity(pair: Pair) -> Iterator[Reason]:
    """One reason an opposite or a denial that only one side has."""
    opposed = list(opposites(pair))
    yield from opposed
    if not opposed:
        yield from _denials(pair)


def _denials(pair: Pair) -> Iterator[Reason]:
    yield from _added_denials(pair)
    yield from _lost_denials(pair)


def _added_denials(pair: Pair) -> Iterator[Reason]:
    for mention in _deniers(pair.said):
        if pair.said.said(mention).casefold() == "not" and mention.first and pair.said.words[mention.first - 1].folded == "and":
            continue  # "X and not Y" sets two things apart
        if _is_answered(pair.said, mention, pair.read, pair.counterpart(pair.said.clause_of(mention))):
            continue
        if is_doubly_denied(pair.said, pair.said.clause_of(mention)) and pair.read.of("strength"):
            continue  # "without X no Y" beside "Y only with X"
        heads = _heads(pair.said, mention)
        if heads and _has_prefixed(pair.read, heads[0]):
            continue
        if heads and _is_turned(pair.said, heads[:1], pair.read):
            continue
        if _is_denied_there(pair, mention, heads):
            continue
        met = [(h, _in_clauses(pair.matches(h), pair.counterpart(pair.said.clause_of(mention)))) for h in heads]
        if met and not met[0][1]:
            continue  # what is denied first is nothing that the evidence speaks of: a point of its own
        asserted = [h for h, found in met if found and not any(w.is_denied for w in found) and not _is_turned(pair.read, found, pair.said)]
        if asserted and not any(w.is_denied for _, found in met for w in found):
            yield Reason("unsupported", "denied", pair.said.said(mention), asserted[0].text)


def _is_denied_there(pair: Pair, mention: Mention, heads: list[Word]) -> bool:
    """True when the evidence denies one of the words in a clause that has as much of what is denied as the likeliest clause has."""
    scope = _scope(pair.said, mention)
    best = max((overlap(scope, pair.read.content(c)) for c in pair.counterpart(pair.said.clause_of(mention))), default=0)
    denied = {w.clause for h in heads for w in pair.matches(h) if w.is_denied}
    return any(overlap(scope, pair.read.content(c)) >= best for c in denied)


def _in_clauses(found: list[Word], clauses: frozenset[int]) -> list[Word]:
    """Of words that were found, those of the clauses that speak of the same; all of them when none stands there."""
    return [w for w in found if w.clause in clauses] or found


def _lost_denials(pair: Pair) -> Iterator[Reason]:
    for mention in _deniers(pair.read):
        place = pair.read.clause_of(mention)
        twins_of = frozenset(c for c in pair.said.clauses if place in pair.counterpart(c) or _speaks_of(pair, c, mention))
        if twins_of and _is_answered(pair.read, mention, pair.said, twins_of):
            continue
        heads = _heads(pair.read, mention)
        if heads and _has_prefixed(pair.said, heads[0]):
            continue
        twins = [(h, [w for w in pair.said.words if w.handles & h.handles]) for h in heads]
        met_words = [w for _, found in twins for w in found]
        clause, places = pair.read.content(place), {place}
        if len(clause) <= HEAD and place:
            clause, places = (
                [*pair.read.content(place - 1), *clause],
                {place, place - 1},
            )  # "it cannot be extended": what it is stands before
        if met_words and not any(places & pair.counterpart(w.clause) for w in met_words):
            continue  # the statement speaks of what another clause says
        shared = sum(1 for w in pair.said.content() if any(w.handles & c.handles for c in clause))
        if not met_words or shared < SHARED * max(len(pair.said.content()), 1) or _is_turned(pair.said, met_words, pair.read):
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
        known |= {f"{f.group}={f.name}" for f in lexicon().at([core], 0, reading.lang) if f.group == "same"}
        if known & head.handles or f"es:{core}" in head.handles:
            return True
    return False


def _deniers(reading: Reading) -> list[Mention]:
    """Denials and bans of a text, but for those that only turn a time or another axis word ("not before")."""
    found = [m for m in reading.mentions if (m.group == "negator" and m.name) or (m.group, m.name) == ("axis:permission", "forbidden")]
    turned = {reading.clause_of(m) for m in reading.of("axis:time") if reading.words[m.first].is_denied}
    return [m for m in found if reading.clause_of(m) not in turned]


def _heads(reading: Reading, mention: Mention) -> list[Word]:
    """What a denial is about: the words after it, or before a ban that ends its clause ("asking is prohibited")."""
    clause = reading.clause_of(mention)
    after = [w for w in reading.words[mention.last + 1 :] if w.is_content and w.clause == clause][:HEAD]
    before = reading.words[mention.first - 1].folded if mention.first else ""
    if after or mention.group == "negator" or before not in _BE:
        return after
    return [w for w in reading.words[: mention.first] if w.is_content and w.clause == clause][-HEAD:]


def _is_turned(reading: Reading, found: list[Word], other: Reading) -> bool:
    """True when the words are of an axis where a denial makes the other pole, and both texts have it: the opposites have judged them."""
    places = {id(w) for w in found}
    both = {f"axis:{a}" for a in lexicon().flips} & {m.group for m in other.mentions}
    return any(id(reading.words[i]) in places for m in reading.mentions if m.group in both for i in range(m.first, m.last + 1))
