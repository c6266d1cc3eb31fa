"""Does a statement reach further than its evidence: all for some, must for may, a condition dropped, a point added, nothing there?"""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.support.matching import Pair, overlap
from app.checks.support.modality import modality
from app.checks.support.reading import Mention, Reading, Word
from app.checks.support.reasons import Reason

NOTHING = 0.34
"""With less of its words in the evidence a statement rests on nothing there."""
FEW = 3
"""A statement of fewer words of its own is its figures."""
THIN = 0.55
"""With less of its words in the evidence it says more than that."""
RUN = 3
"""So many words in a row that the evidence does not have are a point of their own."""
CLOSE = 0.6
"""In a statement in the evidence's language that else has so many of its words, two are."""
CLOSE_ABROAD = 0.75
"""The same across languages, where a word may only be unknown."""
SHORT = 12
"""In a longer statement across languages two unknown words in a row are likely to be chance."""
CONDITION = 0.34
"""A condition is kept when the statement has this part of its words."""


def reach(pair: Pair) -> Iterator[Reason]:
    """One reason each way in which the statement goes beyond."""
    if pair.coverage < NOTHING and not _shares_figures(pair):
        yield Reason("unsupported", "nothing")
        return
    yield from _strength(pair)
    yield from modality(pair)
    yield from _conditions(pair)
    yield from _added(pair)


def _shares_figures(pair: Pair) -> bool:
    values = {v for f in pair.read.figures for v in f.values}
    shared = bool(pair.said.figures) and all(f.values & values for f in pair.said.figures)
    return shared and (pair.coverage >= NOTHING / 2 or len(pair.covered) < FEW)


def _strength(pair: Pair) -> Iterator[Reason]:
    said, there = pair.said.of("strength"), pair.read.of("strength")
    strong = [m for m in said if m.name == "universal"]
    hedges = [m for m in there if m.name == "hedge"]
    is_hedged = any(m.name == "hedge" for m in said) or any(m.name == "may" for m in pair.said.of("modal"))
    has_strong = any(m.name in ("universal", "each") for m in there)
    for mention in strong:
        if not has_strong and not (_is_denier(pair.said, mention) and pair.read.denies() and not hedges):
            yield Reason("partly", "universal", pair.said.said(mention), pair.read.said(hedges[0]) if hedges else "")
            return
    each = [m for m in said if m.name == "each"]
    if each and not has_strong and hedges and not is_hedged:
        yield Reason("partly", "universal", pair.said.said(each[0]), pair.read.said(hedges[0]))
        return
    only = [m for m in said if m.name == "only"]
    if only and not any(m.name == "only" for m in there) and not _bounded(pair.read):
        yield Reason("partly", "only_added", pair.said.said(only[0]))
    if hedges and not is_hedged:
        near = [m for m in hedges if _goes_with(pair, m)]
        if near:
            yield Reason("partly", "hedge_lost", "", pair.read.said(near[0]))


def _is_denier(reading: Reading, mention: Mention) -> bool:
    return any(m.first == mention.first and m.group == "negator" and m.name for m in reading.mentions)


def _bounded(reading: Reading) -> bool:
    return bool(reading.of("condition")) or reading.denies()


def _goes_with(pair: Pair, mention: Mention) -> bool:
    """True when the words right after a hedge of the evidence are words of the statement."""
    after = [w for w in pair.read.words[mention.last + 1 :] if w.is_content and w.clause == pair.read.clause_of(mention)][:2]
    return bool(after) and all(any(w.handles & s.handles for s in pair.said.words) for w in after)


def _conditions(pair: Pair) -> Iterator[Reason]:
    for mention in pair.read.of("condition"):
        words = _governed(pair.read, mention)
        rest = [w for w in pair.read.content(pair.read.clause_of(mention)) if w not in words]
        if len(words) < 1 or not rest:
            continue
        about_rest = overlap(rest, pair.said.words)
        kept = sum(1 for w in words if any(w.handles & s.handles for s in pair.said.words)) / len(words)
        is_bound_elsewhere = any(m.group == "condition" for m in pair.said.mentions) or any(
            m.name == "only" for m in pair.said.of("strength")
        )
        if kept < CONDITION and about_rest >= max(2, len(rest) // 2) and not is_bound_elsewhere:
            yield Reason("partly", "condition_dropped", "", pair.read.said(mention))
            return


def _governed(reading: Reading, mention: Mention) -> list[Word]:
    """The content words that a condition governs: from it to the next comma or the end of its clause."""
    found: list[Word] = []
    for word in reading.words[mention.last + 1 :]:
        if word.clause != reading.clause_of(mention):
            break
        between = reading.text[reading.words[mention.last].end : word.start]
        if "," in between and found:
            break
        if word.is_content:
            found.append(word)
    return found


def _added(pair: Pair) -> Iterator[Reason]:
    run: list[Word] = []
    longest: list[Word] = []
    for word, has in pair.covered:
        run = [] if has else [*run, word]
        longest = run if len(run) > len(longest) else longest
    own = _clause_of_its_own(pair)
    if len(longest) < RUN and own:
        longest = own
    if longest and (len(longest) >= _run(pair) or longest is own):
        yield Reason("partly", "added", pair.said.text[longest[0].start : longest[-1].end])
    elif pair.coverage < THIN:
        yield Reason("partly", "thin", ", ".join(w.text for w, has in pair.covered if not has))


def _run(pair: Pair) -> int:
    if pair.said.lang != pair.read.lang and len(pair.covered) > SHORT:
        return RUN
    return RUN - 1 if pair.coverage >= (CLOSE if pair.said.lang == pair.read.lang else CLOSE_ABROAD) else RUN


def _clause_of_its_own(pair: Pair) -> list[Word]:
    """The words of a clause of which the evidence has less than half, or an empty list."""
    if len(pair.said.clauses) < 2:
        return []
    for clause in pair.said.clauses:
        words = pair.said.content(clause)
        lacking = [w for w in words if not pair.is_covered(w)]
        if len(lacking) >= 2 and len(lacking) > len(words) / 2:
            return words
    return []
