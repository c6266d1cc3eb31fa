"""Are the parties, places, laws and authorities of a statement those of its evidence, each doing what it does there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.catalog.concepts import lexicon
from app.checks.support.matching import Pair, around, overlap
from app.checks.support.reading import Mention, Reading
from app.checks.support.reasons import Reason
from app.checks.support.roles import other_doers

NEAR, APART = 2, 4
"""So many words must stand around both parties before one counts as put in the other's place; more where unknown words stand beside."""
_BY = frozenset({"by", "por"})
_CLITICS = frozenset({"lo", "la", "los", "las"})
_ENCLITIC = re.compile(r"[aei]r(?:lo|la|los|las)$")
_BE = frozenset("is are was were be been being se fue fueron es son sido".split())
_COMMON = frozenset({"mexico", "us"})


def actors(pair: Pair) -> Iterator[Reason]:
    """One reason a party, place, law or authority that is not the evidence's, or that stands in another's place."""
    yield from _places(pair)
    yield from _laws(pair)
    replaced = list(_parties(pair))
    yield from replaced
    swapped = [] if replaced else list(_swapped(pair))
    yield from swapped
    if not replaced and not swapped:
        yield from other_doers(pair)


def _places(pair: Pair) -> Iterator[Reason]:
    known, there, here = lexicon(), pair.read.of("place"), {m.name for m in pair.said.of("place")}
    names = {m.name for m in there}
    wider = {outer for n in names for outer in known.places_of(n)}
    for mention in pair.said.of("place"):
        name = mention.name
        if name in names:
            continue
        if name in wider:
            inner = next(m for m in there if name in known.places_of(m.name))
            if inner.name not in here and not _is_aside(pair, mention):
                yield Reason("partly", "place_wider", pair.said.said(mention), pair.read.said(inner))
        elif not names & set(known.places_of(name)):
            rivals = [m for m in there if m.name not in here] or there
            if not rivals and not (country := _country_of(pair.read)):
                yield Reason("partly", "place_added", pair.said.said(mention))
            elif not rivals and country in known.places_of(name):
                continue
            elif rivals and all(m.name in here for m in there) and not _same_clause(pair, mention, there):
                yield Reason("partly", "place_added", pair.said.said(mention))
            else:
                yield Reason("unsupported", "place", pair.said.said(mention), pair.read.said(rivals[0]) if rivals else "")


def _is_aside(pair: Pair, mention: Mention) -> bool:
    """True for a wider place that only says where the narrower one lies, or is said of a law."""
    return any(m.group in ("law", "authority") and m.first <= mention.first <= m.last for m in pair.said.mentions)


def _same_clause(pair: Pair, mention: Mention, there: list[Mention]) -> bool:
    clauses = pair.counterpart(pair.said.clause_of(mention))
    return any(pair.read.clause_of(m) in clauses for m in there)


def _country_of(reading: Reading) -> str:
    """The country of the first law or authority of a text, or ""."""
    known = lexicon().country
    return next((known[m.name] for m in reading.mentions if m.group in ("law", "authority") and m.name in known), "")


def _laws(pair: Pair) -> Iterator[Reason]:
    known = lexicon().country
    for group in ("law", "authority"):
        there = pair.read.of(group)
        names = {m.name for m in there}
        for mention in pair.said.of(group):
            if mention.name in names:
                continue
            countries = {m.name for m in pair.read.of("place")} & _COMMON
            own = known.get(mention.name, "")
            if there and names <= {m.name for m in pair.said.of(group)}:
                yield Reason("partly", "added", pair.said.said(mention))
            elif there or (countries and own and own not in countries):
                yield Reason("unsupported", group, pair.said.said(mention), pair.read.said(there[0]) if there else "")


def _parties(pair: Pair) -> Iterator[Reason]:
    said, there = pair.said.of("party"), pair.read.of("party")
    here, named = {m.name for m in said}, {m.name for m in there}
    for mention in said:
        if any(_is_same(mention.name, m.name) for m in there) or _is_word_of(pair, mention):
            continue
        clauses = pair.counterpart(pair.said.clause_of(mention))
        # A party that the evidence names too stands for itself, and shields no other of its kind.
        free = {h for h in here if h == mention.name or h not in named}
        rivals = [m for m in there if pair.read.clause_of(m) in clauses and m.name not in here]
        rivals = [m for m in rivals if not any(_is_same(m.name, h) for h in free)]
        beside = len(around(pair.said, mention.first, mention.last))
        least = APART if _is_apart(pair, mention) else min(NEAR, max(1, beside))
        rivals = [m for m in rivals if pair.nearness(mention, m) >= least]
        if rivals:
            yield Reason("unsupported", "party", pair.said.said(mention), pair.read.said(rivals[0]))


def _is_word_of(pair: Pair, mention: Mention) -> bool:
    """True when the evidence has the very words, though it is no party there."""
    own = [pair.said.words[i] for i in range(mention.first, mention.last + 1)]
    return all(any(w.folded == o.folded for w in pair.read.words) for o in own)


def _is_apart(pair: Pair, mention: Mention) -> bool:
    """True when the words beside a party are not the evidence's: then it belongs to a point of its own."""
    content = [w for w in pair.said.words if w.is_content and w.clause == pair.said.clause_of(mention)]
    start, end = pair.said.words[mention.first].start, pair.said.words[mention.last].end
    before, after = [w for w in content if w.end <= start][-1:], [w for w in content if w.start >= end][:1]
    return any(not pair.is_covered(w) for w in (*before, *after))


def _is_same(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in lexicon().same_party


def _swapped(pair: Pair) -> Iterator[Reason]:
    """Two parties of which each stands on the side of an act where the other stands in the evidence."""
    for act in pair.said.of("relation"):
        twins = [m for m in pair.read.of("relation") if m.name == act.name]
        for twin in sorted(twins, key=lambda m: -_beside(pair, act, m))[:1]:
            said, there = _sides(pair.said, act), _sides(pair.read, twin)
            if said is None or there is None:
                continue
            if (_fit(said, there[::-1]) == 2 and not _fit(said, there)) or _is_another(pair, said[0], there[0], act, twin):
                yield Reason("unsupported", "party_swapped", pair.said.said(act), pair.read.said(twin))
                return


def _is_another(pair: Pair, said: Side, there: Side, act: Mention, twin: Mention) -> bool:
    """True when the same is done by another party."""
    named = all(n.startswith("party=") for n in (*said, *there))
    return named and bool(said) and bool(there) and not any(_alike(a, b) for a in said for b in there) and _beside(pair, act, twin) >= 1


def _beside(pair: Pair, act: Mention, twin: Mention) -> int:
    """How many words around one act stand around the other, parties aside."""
    acting = {i for m in pair.said.of("party") for i in range(m.first, m.last + 1)}
    named = {id(pair.said.words[i]) for i in acting}
    near = [w for w in around(pair.said, act.first, act.last) if id(w) not in named]
    return overlap(near, around(pair.read, twin.first, twin.last))


Side = frozenset[str]


def _sides(reading: Reading, act: Mention) -> tuple[Side, Side] | None:
    """Who acts and whom the act meets, as names of parties, else as words; None when one side is empty."""
    clause = reading.clause_of(act)
    before, after = _names(reading, clause, 0, act.first), _names(reading, clause, act.last + 1, len(reading.words))
    if (not before or not after) and act.name.startswith("anything"):
        before, after = _plain(reading, clause, 0, act.first), _plain(reading, clause, act.last + 1, len(reading.words))
    if not before and not after:
        return None
    voice = _voice(reading, act)
    if voice == "nobody":
        return None
    if voice == "active":
        return before, after
    first = _first_after(reading, act, clause)
    return (frozenset({first}), (before | after) - {first}) if first else (after, before)


def _first_after(reading: Reading, act: Mention, clause: int) -> str:
    """The party that a passive names as the one who acts: the first after its "by", else the first after the verb; "" without one."""
    by = [i for i, w in enumerate(reading.words) if i > act.last and w.clause == clause and w.folded in _BY]
    start = by[0] if by and not _ENCLITIC.search(reading.words[act.last].folded) else act.last
    found = [m for m in reading.of("party") if m.first > start and reading.clause_of(m) == clause]
    return f"party={found[0].name}" if found else ""


def _names(reading: Reading, clause: int, first: int, last: int) -> Side:
    found = [m for m in reading.mentions if m.group == "party" and first <= m.first and m.last < last]
    return frozenset(f"{m.group}={m.name}" for m in found if reading.clause_of(m) == clause)


def _plain(reading: Reading, clause: int, first: int, last: int) -> Side:
    return frozenset(h for w in reading.words[first:last] if w.is_content and w.clause == clause for h in w.handles)


def _fit(said: tuple[Side, Side], there: tuple[Side, Side]) -> int:
    return sum(1 for mine, theirs in zip(said, there, strict=True) if mine & theirs or any(_alike(a, b) for a in mine for b in theirs))


def _alike(one: str, other: str) -> bool:
    return one.startswith("party=") and other.startswith("party=") and _is_same(one.removeprefix("party="), other.removeprefix("party="))


def _voice(reading: Reading, act: Mention) -> str:
    """passive: who acts stands after ("is approved by X", "lo aprueba X", "puede aprobarlas X"); nobody: it is not said; else active."""
    clause = reading.clause_of(act)
    after = {w.folded for w in reading.words[act.last + 1 :] if w.clause == clause}
    before = [w.folded for w in reading.words[max(0, act.first - 3) : act.first]]
    word = reading.words[act.last].folded
    if (before and before[-1] in _CLITICS) or _ENCLITIC.search(word):
        return "passive"
    if _BE & set(before) or word.endswith(("arse", "erse", "irse")):
        return "passive" if _BY & after else "nobody"
    return "active"
