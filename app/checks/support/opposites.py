"""Does a statement say the opposite word of its evidence: after for before, external for internal, revocable for irrevocable?

Opposites are data (`axes` of prompts/verification/concepts.yaml); a word and the same word with un-, non-, ir- or il- are so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.catalog.concepts import lexicon
from app.catalog.stems import stem
from app.checks.support.matching import Pair, around, overlap
from app.checks.support.reading import Mention, Reading, Word
from app.checks.support.reasons import Reason

WITHOUT = frozenset({"without", "sin"})
_JOINTS = frozenset("and but while whereas y e pero mientras".split())
_BACK = frozenset("that this which it is are es son sera queda ello eso esto".split())
"""After a word of time these stand for what was told before: "after that it is open"."""
PLACED = 2
"""An ordinal that both surroundings share counts for so many words more: it says of which of two cases a sentence speaks."""
OF_ACTS = "axis:permission"
"""What is allowed and what is banned are often told side by side, of different acts."""
_PREFIXED = re.compile(r"(?:(?:un|non|ir|il)(?P<any>\w{5,})|(?:in|im)(?P<able>\w{3,}(?:able|ible|ables|ibles)))")
"""A word of so many letters is known again with a denying prefix before it."""
_ORDINALS = re.compile(
    r"(?:first|second|third|fourth|fifth|last|primer[oa]?s?|segund[oa]s?|tercer[oa]?s?|cuart[oa]s?|quint[oa]s?|ultim[oa]s?)"
)


def opposites(pair: Pair) -> Iterator[Reason]:
    """One reason an opposite word in the surroundings where the evidence has the other."""
    yield from _of_axes(pair)
    yield from _of_prefixes(pair)


def _of_axes(pair: Pair) -> Iterator[Reason]:
    for axis in sorted({m.group for m in pair.said.mentions if m.group.startswith("axis:")}):
        known = pair.read.of(axis)
        poles = {_pole(pair.said, m) for m in pair.said.of(axis)}
        if len(poles) > 1 and poles == {_pole(pair.read, m) for m in known}:
            continue
        for mention in pair.said.of(axis):
            if not known:
                break
            own = _pole(pair.said, mention)
            if any(_pole(pair.read, o) == own and _looks_back(pair, mention, o) for o in known):
                continue
            best = max(_nearness(pair, mention, other) for other in known)
            nearest = [o for o in known if _nearness(pair, mention, o) == best]
            if best and len({_pole(pair.read, o) for o in known}) > 1:
                parts = _in_the_same_part(pair, mention, known)
                if len(parts) > 1 and own in {_pole(pair.read, o) for o in parts}:
                    continue
                nearest = parts or nearest
            same_clause = pair.counterpart(pair.said.clause_of(mention))
            nearest = [o for o in nearest if pair.read.clause_of(o) in same_clause] or nearest
            if len({_pole(pair.read, o) for o in nearest}) > 1:
                nearest = _closest(pair, mention, nearest)
            if axis == OF_ACTS:
                nearest = [o for o in nearest if _speaks_of_it(pair, mention, o)]
            if best and nearest and own not in {_pole(pair.read, o) for o in nearest}:
                yield Reason("unsupported", "opposite", pair.said.said(mention), pair.read.said(nearest[0]))


def _speaks_of_it(pair: Pair, mention: Mention, other: Mention) -> bool:
    """True when at least half of what the statement says to be allowed or banned stands with the evidence's word."""
    own = _words(_part(pair.said, mention), mention)
    return 2 * overlap(own, _words(_part(pair.read, other), other)) >= len(own)


def _nearness(pair: Pair, said: Mention, read: Mention) -> int:
    """The words that both surroundings share; an ordinal counts for more."""
    shared = pair.nearness(said, read)
    if not shared:
        return 0
    here, there = (_ordinals(r, m) for r, m in ((pair.said, said), (pair.read, read)))
    return shared + PLACED * sum(1 for w in here if any(w.handles & o.handles for o in there))


def _ordinals(reading: Reading, mention: Mention) -> list[Word]:
    near = around(reading, mention.first, mention.last)
    return [w for w in near if _ORDINALS.fullmatch(w.folded)]


def _in_the_same_part(pair: Pair, mention: Mention, known: list[Mention]) -> list[Mention]:
    """The mentions whose part of a sentence ("the background last") has most of the statement's words; none when no part has one.

    What a part leaves out it has from the first part of its clause, unless it speaks of something else: "reads the proposal first and the
    background last" has no proposal read last.
    """
    own = _words(_own_part(pair.said, mention), mention)
    shares: dict[Mention, int] = {}
    for other in known:
        part = _words(_part(pair.read, other), other)
        shares[other] = _weight(own, [*part, *_left_out(pair, other, own, part)])
    best = max(shares.values())
    return [o for o, share in shares.items() if share == best] if best else []


def _own_part(reading: Reading, mention: Mention) -> list[tuple[int, Word]]:
    """A mention's part of the statement; what a comma sets apart belongs to it, but where the clause has another mention of its axis."""
    clause = reading.clause_of(mention)
    is_alone = sum(1 for m in reading.of(mention.group) if reading.clause_of(m) == clause) == 1
    return _part(reading, mention, at_commas=not is_alone)


def _words(part: list[tuple[int, Word]], mention: Mention) -> list[Word]:
    return [w for i, w in part if w.is_content and not mention.first <= i <= mention.last]


def _left_out(pair: Pair, mention: Mention, own: list[Word], part: list[Word]) -> list[Word]:
    """The words of the first part of a mention's clause that its own part stands for, without the opposites that both have."""
    reading = pair.read
    first = next(i for i, w in enumerate(reading.words) if w.clause == reading.clause_of(mention))
    opening, here = _part(reading, Mention("", "", first, first)), _part(reading, mention)
    axes = _axes(reading, opening) & _axes(reading, here)
    rivals = {i for m in reading.mentions if m.group in axes for i in range(m.first, m.last + 1)}
    subjects = [w for i, w in here if w in part and i not in rivals]
    if subjects and not overlap(subjects, own):
        return []
    return [w for i, w in opening if w.is_content and i not in rivals]


def _axes(reading: Reading, part: list[tuple[int, Word]]) -> set[str]:
    places = {i for i, _ in part}
    return {m.group for m in reading.mentions if m.group.startswith("axis:") and m.first in places}


def _weight(own: list[Word], there: list[Word]) -> int:
    """How many of the words stand there; an ordinal counts for more."""
    return sum(1 + PLACED * bool(_ORDINALS.fullmatch(w.folded)) for w in own if any(w.handles & t.handles for t in there))


def _part(reading: Reading, mention: Mention, *, at_commas: bool = True) -> list[tuple[int, Word]]:
    """The words from the last joint ("and", a comma) before a mention to the next one after it, with their places."""

    def is_joint(before: Word, word: Word) -> bool:
        has_comma = at_commas and "," in reading.text[before.end : word.start]
        return word.folded in _JOINTS or has_comma or before.clause != word.clause

    joints = [i for i, (before, word) in enumerate(pairwise(reading.words), 1) if is_joint(before, word)]
    first = max((j for j in joints if j <= mention.first), default=0)
    last = min((j for j in joints if j > mention.last), default=len(reading.words))
    return list(enumerate(reading.words))[first:last]


def _looks_back(pair: Pair, mention: Mention, other: Mention) -> bool:
    """True for an "after that" of the evidence, whose clause says of the time before it what the statement says of it too."""
    if other.group != "axis:time":
        return False
    after = pair.read.words[other.last + 1 : other.last + 2]
    if not after or after[0].folded not in _BACK:
        return False
    said = [w for w in pair.said.words if w.is_content and not mention.first <= pair.said.words.index(w) <= mention.last]
    return any(w.handles & c.handles for w in said for c in pair.read.content(pair.read.clause_of(other)))


def _closest(pair: Pair, mention: Mention, others: list[Mention]) -> list[Mention]:
    """Of mentions with the same surroundings, those that stand closest to the words around this one."""
    near = around(pair.said, mention.first, mention.last)

    def far(other: Mention) -> int:
        places = [i for i, w in enumerate(pair.read.words) if any(w.handles & n.handles for n in near)]
        return min((abs(i - other.first) for i in places if not other.first <= i <= other.last), default=len(pair.read.words))

    least = min(far(o) for o in others)
    return [o for o in others if far(o) == least]


def _pole(reading: Reading, mention: Mention) -> str:
    """The pole of a mention; a denial turns it where the axis says so, and a second denial of the clause turns it back."""
    others = lexicon().flips.get(mention.group.removeprefix("axis:"))
    if not others or not reading.words[mention.first].is_close or is_doubly_denied(reading, reading.clause_of(mention)):
        return mention.name
    return others[mention.name]


def is_doubly_denied(reading: Reading, clause: int) -> bool:
    """True for "without consent no data go": with consent they do."""
    denying = [m for m in reading.of("negator") if m.name and reading.clause_of(m) == clause]
    return len(denying) > 1 and any(reading.words[m.first].folded in WITHOUT for m in denying)


def _of_prefixes(pair: Pair) -> Iterator[Reason]:
    """ "Registered" where the evidence has "unregistered", and the other way round; not where it has both, or where either is denied."""
    for said in pair.said.content():
        for read in pair.read.content():
            is_turned = _is_denied_in_one(said, read, pair.read) or _is_denied_in_one(read, said, pair.said)
            if not is_turned or said.is_denied or read.is_denied:
                continue
            if pair.is_covered(said) or any(w.handles & read.handles for w in pair.said.words):
                continue
            if pair.nearness(_spot(pair.said, said), _spot(pair.read, read)):
                yield Reason("unsupported", "opposite", said.text, read.text)


def _is_denied_in_one(prefixed: Word, plain: Word, of: Reading) -> bool:
    met = _PREFIXED.fullmatch(prefixed.folded)
    return met is not None and stem(met.group("any") or met.group("able"), of.lang) == stem(plain.folded, of.lang)


def _spot(reading: Reading, word: Word) -> Mention:
    place = next(i for i, w in enumerate(reading.words) if w is word)
    return Mention("", "", place, place)
