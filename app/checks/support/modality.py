"""Does a statement make a duty of a choice, a choice of a duty, or advice of either? Compares what governs the same act in both texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.checks.support.matching import Pair, overlap
from app.checks.support.reading import Reading, Word
from app.checks.support.reasons import Reason

REACH = 5
"""Words at most between "must" and the act that it governs: adverbs, clitics, "be"."""
_FORCES = frozenset({"may", "must", "should"})


class Governed(NamedTuple):
    """An act and what is said of doing it: must, should or may."""

    act: Word
    force: str


def modality(pair: Pair) -> Iterator[Reason]:
    """One reason where another force governs the same act; where no act is found in both, where a clause has the other force."""
    here, there = governed(pair.said), governed(pair.read)
    met = [(g, {o.force for o in there if o.act.handles & g.act.handles}) for g in here]
    for own, forces in met:
        if forces and own.force not in forces:
            yield _reason(own.force, forces)
            return
    if not any(forces for _, forces in met):
        yield from _by_clause(pair)


def _reason(said: str, read: set[str]) -> Reason:
    if said == "may" and "must" in read:
        return Reason("unsupported", "may_for_must")
    if said == "must":
        return Reason("partly", "must_for_may" if "may" in read else "must_for_should")
    return (
        Reason("partly", "should_for_must" if "must" in read else "should_for_may")
        if said == "should"
        else Reason("partly", "may_for_should")
    )


def governed(reading: Reading) -> tuple[Governed, ...]:
    """Every act that an undenied "must", "should" or "may" governs, in order."""
    found = []
    for mention in reading.of("modal"):
        if mention.name not in _FORCES:
            continue
        for word in reading.words[mention.last + 1 : mention.last + 1 + REACH]:
            if word.clause != reading.clause_of(mention) or word.is_denied or reading.words[mention.first].is_denied:
                break
            if word.is_content:
                found.append(Governed(word, mention.name))
                break
    return tuple(found)


def _by_clause(pair: Pair) -> Iterator[Reason]:
    for clause in pair.said.clauses:
        twins = pair.counterpart(clause)
        said = {m.name for m in pair.said.of("modal") if pair.said.clause_of(m) == clause}
        there = {m.name for m in pair.read.of("modal") if pair.read.clause_of(m) in twins}
        if not any(said):
            continue
        if "must" in said and "may" in there and "must" not in there:
            yield Reason("partly", "must_for_may")
        elif (
            said == {"may"}
            and _is_about_the_same(pair, clause, twins)
            and there == {"must"}
            and not pair.said.denies({clause})
            and not pair.read.denies(twins)
        ):
            yield Reason("unsupported", "may_for_must")


def _is_about_the_same(pair: Pair, clause: int, twins: frozenset[int]) -> bool:
    """True when half of what a clause says stands in one of its twins; a third across languages, where words may only be unknown."""
    own, parts = pair.said.content(clause), 2 if pair.said.lang == pair.read.lang else 3
    return any(parts * overlap(own, pair.read.content(twin)) >= len(own) for twin in twins)
