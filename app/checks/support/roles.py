"""Who does what: the party that stands before an act, or after its "by", in both texts. Reads surface order only; knows no grammar.

"The client pays travel" and "the firm pays travel" name one act with two doers; "travel is paid by the client" keeps the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.catalog.concepts import lexicon
from app.checks.support.matching import Pair, around, overlap
from app.checks.support.reading import Mention, Reading, Word
from app.checks.support.reasons import Reason

REACH = 5
"""Words at most between a doer and its act: auxiliaries, denials, adverbs, verbs that say little by themselves ("makes an offer")."""
ALIKE = 0.6
SHARED = 0.5
"""So much of what a clause says must stand in the evidence's before a duty counts as put on another party."""
_BETWEEN = frozenset(
    "must may might can cannot could should shall will would need needs to not never only also then still has have had who that which"
    " debe deben debera deberan puede pueden podra podran tiene tienen que no nunca solo tambien se le les lo la los las ha han quien"
    " quienes"
    " make makes made take takes took give gives gave owe owes owed a an the one hace hacen toma toman da dan un una el la los las".split()
)
_BY = frozenset({"by", "por"})
_CLITICS = frozenset({"lo", "la", "los", "las"})
_BE = frozenset("is are was were be been being".split())
_DONE_TO = frozenset({"be", "been", "ser"})
_PASSIVE_ES = re.compile(r"(?:ad|id|t|ch|st)[oa]s?$")
_AND = frozenset("and or y o e como nor ni".split())
_ARTICLES = frozenset("the a an el la los las un una".split())


class Deed(NamedTuple):
    """An act and the party that does it."""

    act: Word
    doer: Mention


def other_doers(pair: Pair) -> Iterator[Reason]:
    """One reason where the statement has another party do what the evidence has done by one of its own."""
    there = deeds(pair.read)
    for deed in deeds(pair.said):
        same = [d for d in there if d.act.handles & deed.act.handles and _beside(pair, deed, d)]
        if not same or any(_is_one(doer, d.doer) for d in same for doer in _joined(pair.said, deed.doer)):
            continue
        yield Reason("unsupported", "party_swapped", pair.said.said(deed.doer), pair.read.said(same[0].doer))
        return
    yield from _other_bearers(pair)


def _other_bearers(pair: Pair) -> Iterator[Reason]:
    """One reason where what one party must or may do is put on another, in the clause that says the same; the act may be worded anew."""
    for force, doer in _bearers(pair.said):
        clause = pair.said.clause_of(doer)
        twins = pair.counterpart(clause)
        same = [d for f, d in _bearers(pair.read) if f == force and pair.read.clause_of(d) in twins]
        if len(same) != 1 or any(_is_one(m, same[0]) for m in pair.said.of("party")):
            continue
        own = [w for w in pair.said.content(clause) if not _is_party(pair.said, w)]
        if own and overlap(own, pair.read.content(pair.read.clause_of(same[0]))) >= SHARED * len(own):
            yield Reason("unsupported", "party_swapped", pair.said.said(doer), pair.read.said(same[0]))
            return


def _bearers(reading: Reading) -> list[tuple[str, Mention]]:
    """Each "must" or "may" with the party right before it."""
    parties = {m.last: m for m in reading.of("party") if reading.words[m.first - 1 if m.first else 0].folded not in _NOT_BEFORE}
    return [
        (m.name, parties[m.first - 1])
        for m in reading.of("modal")
        if m.first - 1 in parties and not {w.folded for w in reading.words[m.last + 1 : m.last + 3]} & _DONE_TO
    ]


def _joined(reading: Reading, doer: Mention) -> list[Mention]:
    """A doer with those that act beside it: "both the company and the employee"."""
    found = [doer]
    for other in sorted(reading.of("party"), key=lambda m: -m.first):
        between = {w.folded for w in reading.words[other.last + 1 : found[-1].first]}
        if other.last < found[-1].first and between & _AND and between <= _AND | _ARTICLES:
            found.append(other)
    return found


def deeds(reading: Reading) -> tuple[Deed, ...]:
    """Every act with its doer, where the order of words shows it."""
    found: list[Deed] = []
    for party in reading.of("party"):
        act = _act_before(reading, party) or _act_after(reading, party)
        if act is not None:
            found.append(Deed(act, party))
    return tuple(found)


def _act_after(reading: Reading, party: Mention) -> Word | None:
    """The act of a party that stands before it: "the client [must not] pay"; None for a passive or a party that something is done to."""
    if party.first and reading.words[party.first - 1].folded in _NOT_BEFORE:
        return None
    before = reading.words[party.first - 2].folded if party.first > 1 else ""
    if party.first > 1 and reading.words[party.first - 1].folded in _ARTICLES and before in _NOT_BEFORE:
        return None
    for word in reading.words[party.last + 1 : party.last + 1 + REACH]:
        if word.clause != reading.clause_of(party) or "," in reading.text[reading.words[party.last].end : word.start]:
            return None
        if word.folded in _BE or word.folded in ("es", "son", "fue", "fueron", "ser", "queda", "quedan"):
            return None
        if word.folded in _BETWEEN:
            continue
        return word if word.is_content and not _is_party(reading, word) else None
    return None


def _act_before(reading: Reading, party: Mention) -> Word | None:
    """The act of a party that stands after it: "paid by the client", "los paga el cliente"."""
    start = party.first - (reading.words[party.first - 1].folded in _ARTICLES if party.first else 0)
    if start < 1:
        return None
    last = reading.words[start - 1]
    if last.folded in _BY:
        near = [w for w in reading.words[max(0, start - 4) : start - 1] if w.is_content and w.clause == last.clause]
        is_done = near and (reading.lang == "en" or _PASSIVE_ES.search(near[-1].folded))
        return near[-1] if is_done else None
    has_clitic = 1 < start < party.first and reading.words[start - 2].folded in _CLITICS
    return last if has_clitic and last.is_content and not _PASSIVE_ES.search(last.folded) else None


_NOT_BEFORE = frozenset("to from of by for with against between a de del por para con contra entre ante al".split())
"""After one of these a party is no doer of what follows."""


def _is_party(reading: Reading, word: Word) -> bool:
    return any(word in reading.words[m.first : m.last + 1] for m in reading.of("party"))


def _beside(pair: Pair, said: Deed, read: Deed) -> bool:
    """True when the acts meet the same things: some word around one, parties and the act aside, stands around the other.

    What a pronoun stands for ("los otorga", "grants them") is not around it: there the statement must else say what the evidence says.
    """
    if _has_pronoun(pair.read, read) and pair.coverage >= ALIKE:
        return True
    here = [w for w in _around(pair.said, said) if not _is_party(pair.said, w)]
    there = [w for w in _around(pair.read, read) if not _is_party(pair.read, w)]
    return overlap(here, there) >= 1


def _has_pronoun(reading: Reading, deed: Deed) -> bool:
    place = _place(reading, deed)
    before, after = reading.words[max(0, place - 1) : place], reading.words[place + 1 : place + 2]
    return any(w.folded in _CLITICS for w in before) or any(w.folded in ("them", "it") for w in after)


def _place(reading: Reading, deed: Deed) -> int:
    return next(i for i, w in enumerate(reading.words) if w is deed.act)


def _around(reading: Reading, deed: Deed) -> list[Word]:
    place = _place(reading, deed)
    return around(reading, place, place)


def _is_one(one: Mention, other: Mention) -> bool:
    return one.name == other.name or frozenset((one.name, other.name)) in lexicon().same_party
