"""Are the parties, places, laws and authorities of a statement those of its evidence, each doing what it does there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.catalog.concepts import lexicon
from app.checks.support.matching import Pair, overlap
from app.checks.support.reading import Mention, Reading
from app.checks.support.reasons import Reason

_BY = frozenset({"by", "por"})
_CLITICS = frozenset({"lo", "la", "los", "las"})
_COMMON = frozenset({"mexico", "us"})


def actors(pair: Pair) -> Iterator[Reason]:
    """One reason a party, place, law or authority that is not the evidence's, or that stands in another's place."""
    yield from _places(pair)
    yield from _laws(pair)
    replaced = list(_parties(pair))
    yield from replaced
    if not replaced:
        yield from _swapped(pair)


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
            if there or (countries and own and own not in countries):
                yield Reason("unsupported", group, pair.said.said(mention), pair.read.said(there[0]) if there else "")


def _parties(pair: Pair) -> Iterator[Reason]:
    said, there = pair.said.of("party"), pair.read.of("party")
    here = {m.name for m in said}
    for mention in said:
        if any(_is_same(mention.name, m.name) for m in there) or _is_word_of(pair, mention):
            continue
        clauses = pair.counterpart(pair.said.clause_of(mention))
        rivals = [m for m in there if pair.read.clause_of(m) in clauses and not any(_is_same(m.name, h) for h in here)]
        rivals = [m for m in rivals if pair.nearness(mention, m) >= 2]
        if rivals:
            yield Reason("unsupported", "party", pair.said.said(mention), pair.read.said(rivals[0]))


def _is_word_of(pair: Pair, mention: Mention) -> bool:
    return all(pair.is_covered(pair.said.words[i]) for i in range(mention.first, mention.last + 1))


def _is_same(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in lexicon().same_party


def _swapped(pair: Pair) -> Iterator[Reason]:
    """Two parties of which each does what the other does in the evidence."""
    for clause in pair.said.clauses:
        agent = _agent(pair.said, clause)
        counterparts = pair.counterpart(clause)
        if agent is None or len(counterparts) != 1:
            continue
        (twin,) = counterparts
        other = _agent(pair.read, twin)
        if other is None or _is_same(agent.name, other.name) or overlap(pair.said.content(clause), pair.read.content(twin)) < 3:
            continue
        mine = {m.name for m in pair.said.of("party") if pair.said.clause_of(m) == clause}
        theirs = {m.name for m in pair.read.of("party") if pair.read.clause_of(m) == twin}
        if agent.name in theirs and other.name in mine or (len(mine) == 1 and agent.name not in theirs):
            yield Reason("unsupported", "party_swapped", pair.said.said(agent), pair.read.said(other))
            return


def _agent(reading: Reading, clause: int) -> Mention | None:
    """Who acts in a clause: after "by", after a verb with its object before it ("lo aprueba …"), else the first party. None without one."""
    found = [m for m in reading.mentions if m.group == "party" and reading.clause_of(m) == clause]
    if not found:
        return None
    words = [w.folded for w in reading.words]
    for mention in found:
        before = words[max(0, mention.first - 4) : mention.first]
        if _BY & set(before[-3:]):
            return mention
        if len(before) >= 3 and before[-1] in {"el", "la", "los", "las"} and before[-3] in _CLITICS:
            return mention
    if re.search(r"\b(?:lo|la|los|las) \w+(?:a|e|n) (?:el|la|los|las)\b", reading.text[reading.words[found[0].first].end :]) and len(found) > 1:
        return found[-1]
    return found[0]
