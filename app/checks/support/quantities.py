"""Are the figures and dates of a statement those of its evidence: value, unit, what they count, and what stands beside them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.checks.support.matching import Pair, around, overlap
from app.checks.support.reading import Mention, Reading, Word
from app.checks.support.reasons import Reason
from app.domain.figures import Figure, agrees, figures

SWAP_BY = 2
"""So many more words must stand by another figure of the evidence before a figure counts as taken from its place."""
SPELLED_FROM = 11
"""A smaller number in words that counts nothing the evidence counts is no figure ("both", "the two countries")."""
_CODE = re.compile(r"\b[A-Za-z]{1,3}[-–]$")
_ONE = frozenset({Decimal(1)})
_YEARS = range(1900, 2101)


def quantities(pair: Pair) -> Iterator[Reason]:
    """One reason a figure or date that is not the evidence's."""
    yield from _dates(pair)
    known = figures(pair.read.text, articles=True)
    for figure in pair.said.figures:
        if _is_year_of_date(figure, pair) or _CODE.search(pair.said.text[: figure.start]):
            continue
        reason = _figure(pair, figure, known)
        if reason:
            yield reason


def _dates(pair: Pair) -> Iterator[Reason]:
    years = {int(v) for f in pair.read.figures for v in f.values if v in _YEARS}
    for day in pair.said.dates:
        known = pair.read.dates
        if any(day.agrees(d) and (day.day is None or d.day is not None) and (day.year is None or d.year is not None) for d in known):
            continue
        if known or years - {day.year}:
            yield Reason("unsupported", "date", day.text, known[0].text if known else "")
        else:
            yield Reason("partly", "date_added", day.text)


def _is_year_of_date(figure: Figure, pair: Pair) -> bool:
    return not figure.unit and any(d.year in figure.values for d in pair.read.dates)


def _figure(pair: Pair, figure: Figure, known: tuple[Figure, ...]) -> Reason | None:
    here = _thing(pair.said, figure)
    same = [f for f in known if figure.values & f.values]
    fitting = [f for f in same if agrees(figure, (f,))]
    if not fitting:
        if same:
            return Reason("unsupported", "unit", _shown(pair.said, figure), _shown(pair.read, same[0]))
        rivals = [f for f in pair.read.figures if f.unit == figure.unit and _is_year(f) == _is_year(figure)]
        if not figure.unit:
            rivals = [f for f in rivals if _counts_the_same(pair, figure, f)]
        if not rivals and figure.is_spelled and not figure.unit:
            ones = [f for f in known if f.is_spelled and f.values == _ONE]
            rivals = [f for f in ones if _is_of(_neighbour(pair.said, figure, 1), _neighbour(pair.read, f, 1))]
        rivals = rivals or [f for f in pair.read.figures if figure.unit and _beside(pair, figure, f) >= SWAP_BY]
        if rivals:
            return Reason("unsupported", "number", _shown(pair.said, figure), _shown(pair.read, rivals[0]))
        is_aside = figure.is_spelled and not figure.unit and max(figure.values) < SPELLED_FROM
        return None if is_aside else Reason("partly", "number_added", _shown(pair.said, figure))
    others = [_thing(pair.read, f) for f in fitting]
    is_points = any("points" in o for o in others)
    if ("points" in here) != is_points and (is_points or all(f.unit == "percent" for f in fitting)):
        return Reason("unsupported", "unit", _shown(pair.said, figure), _shown(pair.read, fitting[0]))
    if here and others and all(other and not other & here for other in others):
        return Reason("unsupported", "thing", _shown(pair.said, figure), _shown(pair.read, fitting[0]))
    rivals = [f for f in known if f.unit == figure.unit and not figure.values & f.values and not (_is_year(f) or _is_year(figure))]
    own = max(_beside(pair, figure, f) for f in fitting)
    for rival in rivals:
        if rival.unit and len(pair.said.figures) > 1 and _beside(pair, figure, rival) >= own + SWAP_BY:
            return Reason("unsupported", "number", _shown(pair.said, figure), _shown(pair.read, rival))
    return None


def _counts_the_same(pair: Pair, said: Figure, read: Figure) -> bool:
    """True when two figures without unit stand by the same word: "four seats" and "two seats", "week 7" and "week 9"."""
    if _is_year(said) and _is_year(read):
        return True
    mine, theirs = _thing(pair.said, said), _thing(pair.read, read)
    if mine & theirs:
        return True
    for step in (1, -1):
        one, other = _neighbour(pair.said, said, step), _neighbour(pair.read, read, step)
        if one and other and one.handles & other.handles:
            return True
    return False


def _is_of(one: Word | None, other: Word | None) -> bool:
    return one is not None and other is not None and bool(one.handles & other.handles)


def _neighbour(reading: Reading, figure: Figure, step: int) -> Word | None:
    """The next content word after a figure, or (step -1) the word right before it; None when it is too far."""
    if not reading.words:
        return None
    place = reading.at(figure.start)
    if step < 0:
        return reading.words[place - 1] if place and reading.words[place - 1].folded.isalpha() else None
    after = [w for w in reading.words[place:] if w.start >= figure.end][:5]
    return next((w for w in after if w.is_content), None)


def _is_year(figure: Figure) -> bool:
    return not figure.unit and len(figure.text) == 4 and any(v in _YEARS for v in figure.values)


def _beside(pair: Pair, said: Figure, read: Figure) -> int:
    """How many words near a figure of the statement stand near one of the evidence."""
    if not pair.said.words or not pair.read.words:
        return 0
    first, second = pair.said.at(said.start), pair.read.at(read.start)
    return overlap(around(pair.said, first, first, 3), around(pair.read, second, second, 3))


def _thing(reading: Reading, figure: Figure) -> frozenset[str]:
    """What a figure without a unit counts ("1,200 people"); empty when no known thing follows close by."""
    if figure.unit and figure.unit != "percent":
        return frozenset()
    near: list[Mention] = [m for m in reading.of("thing") if 0 <= reading.words[m.first].start - figure.end <= 28]
    if not near or figure.unit == "percent":
        return frozenset()
    return frozenset(m.name for m in near if m.first == near[0].first)


def _shown(reading: Reading, figure: Figure) -> str:
    """A figure with the word after it, for a reader."""
    after = reading.text[figure.end :].split()[:2]
    return " ".join((figure.text, *after)).rstrip(".,;:")
