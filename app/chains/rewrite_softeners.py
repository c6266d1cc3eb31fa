"""What is cut from a memo's own words, and where a question is put instead: edits by place. Knows markers and the data's patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.catalog.rewriting import RewriteRules
from app.chains.rewrite_hollow import only_hopes
from app.chains.rewrite_questions import aside, asking, behind, counted, doubt, hoped, when, without_time
from app.domain.coaching import Marker
from app.domain.memo_edits import Edit
from app.domain.memos import MemoReading, MemoSentence

LEARNED: Mapping[str, str] = {
    "unquantified_hedge": "believed",
    "hope_as_plan": "believed",
    "activity_for_outcome": "undone",
}
"""The question behind a clause that was learned to be vague: it fits the categories that such clauses are mixed up with. Others ask
as their category does."""
DOUBTED = frozenset({"unquantified_hedge", "hope_as_plan"})
"""Categories whose words may be no more than "perhaps" or "God willing"."""
_AND_THAT = re.compile(r"(?<=\by )que ")
"""What hangs on a frame that goes: "le comento que A y que B"."""


def softener_edits(
    reading: MemoReading,
    markers: Sequence[Marker],
    rules: RewriteRules,
    learned: frozenset[int] = frozenset(),
    inside: Sequence[Marker] = (),
) -> tuple[Edit, ...]:
    """Every cut and every slot that the markers call for, in reading order; none reaches over another.

    Those that begin at a place in `learned` name a clause, not its words: their question fits any category that such a clause is taken for.
    Words `inside` a marker of another kind are cut, or asked about in their place.
    """
    found: list[Edit] = []
    for sentence in reading.sentences:
        own = [m for m in markers if sentence.start <= m.start < sentence.end and m.category != "calque"]
        if sentence.zone == "body":
            found += _fillers(sentence, rules)
        if sentence.zone in ("body", "closing", "subject") and own:
            there = list(_in_sentence(reading, sentence, own, rules, learned))
            within = (m for m in inside if any(o.start <= m.start and m.end <= o.end for o in own))
            more = (e for m in within for e in _shrunk(sentence, m, rules))
            found += [*there, *(e for e in more if not any(e.start < t.end and t.start < e.end for t in there))]
        if sentence.zone == "body" and markers:
            found += _frames(sentence, rules)
    return tuple(_apart(found))


def joining_words(sentences: Iterable[MemoSentence], rules: RewriteRules) -> tuple[Edit, ...]:
    """Cuts of the words by which a sentence hangs on the one before it: for those that are moved."""
    found = ((s, rules.pattern("joins").match(s.text)) for s in sentences)
    return tuple(Edit(s.start, s.start + m.end(), "") for s, m in found if m)


def _fillers(sentence: MemoSentence, rules: RewriteRules) -> Iterator[Edit]:
    """Words that say nothing, with the shorter ones that say the same."""
    for match, put in rules.swaps("fillers", sentence.text):
        yield Edit(sentence.start + match.start(), sentence.start + match.end(), put)


def spare_words(reading: MemoReading, rules: RewriteRules) -> tuple[Edit, ...]:
    """What makes room for a question where there is none: the second half of a wish goes, turns of phrase are said in fewer words."""
    found = []
    for sentence in reading.sentences:
        for match, put in rules.swaps("spare", sentence.text):
            found.append(Edit(sentence.start + match.start(), sentence.start + match.end(), match.expand(put)))
    return tuple(_apart(found))


def admissions(reading: MemoReading, rules: RewriteRules) -> Iterator[Edit]:
    """A question after the writer's own admission, which itself stays as it is."""
    for sentence in reading.body:
        for match in rules.pattern("admitted").finditer(sentence.text):
            yield behind(reading, sentence, sentence.start + match.end(), "admitted", rules)
        if rules.says("rest", sentence.text):
            match = next(rules.pattern("rest").finditer(sentence.text))
            at = sentence.start + match.end()
            yield asking(at, "rest", rules)


def _frames(sentence: MemoSentence, rules: RewriteRules) -> Iterator[Edit]:
    """The words that announce a sentence ("That said, just a heads-up that …"): it begins with what it says."""
    end = 0
    while opened := rules.pattern("opens").match(sentence.text, end):
        end = opened.end()
    if end:
        yield Edit(sentence.start, sentence.start + end, "")
        for again in _AND_THAT.finditer(sentence.text, end) if sentence.text[:end].rstrip().endswith("que") else ():
            yield Edit(sentence.start + again.start(), sentence.start + again.end(), "")


def _in_sentence(
    reading: MemoReading, sentence: MemoSentence, markers: Sequence[Marker], rules: RewriteRules, learned: frozenset[int]
) -> Iterator[Edit]:
    frame = next(_frames(sentence, rules), None) if sentence.zone == "body" else None
    for marker in markers:
        if frame and marker.end <= frame.end:
            continue
        if marker.category in ("face_saver", "good_news_sandwich", "understater", "euphemism"):
            cuts = list(_cuts(sentence, marker, rules))
            yield from cuts
            if marker.category == "face_saver" and not cuts and sentence.zone == "body" and (cut := aside(reading, sentence, marker)):
                yield cut
            if marker.category in ("understater", "euphemism") and sentence.zone != "subject":
                yield from _sized(reading, sentence, marker, cuts, rules, marker.start in learned)
        elif sentence.zone == "subject" or marker.category == "no_decision":
            continue
        elif marker.category in DOUBTED and (asked := doubt(sentence, marker, rules)):
            yield asked
        elif marker.category == "hope_as_plan" and sentence.zone == "body" and only_hopes(reading, sentence, marker):
            yield hoped(sentence, rules)
        elif marker.start in learned and (late := rules.pattern("times").search(marker.text)):
            a, b = marker.start + late.start(), marker.start + late.end()
            yield from when(reading, sentence, marker.model_copy(update={"start": a, "end": b, "text": late.group()}), rules)
        elif marker.start in learned:
            yield behind(reading, sentence, marker.end, LEARNED.get(marker.category, marker.category), rules)
        elif marker.category == "vague_time":
            yield from when(reading, sentence, marker, rules)
        elif marker.category == "agentless":
            yield behind(reading, sentence, marker.end, "decided" if rules.says("decided", marker.text) else "agentless", rules)
        else:
            yield without_time(reading, marker, behind(reading, sentence, marker.end, marker.category, rules), rules)


def _shrunk(sentence: MemoSentence, marker: Marker, rules: RewriteRules) -> Iterator[Edit]:
    """The cut of softening words, or the question how many in the place of "some"."""
    cuts = list(_cuts(sentence, marker, rules))
    asked = None if cuts or sentence.zone == "subject" else counted(sentence, marker, rules)
    yield from [asked] if asked else cuts


def _sized(
    reading: MemoReading, sentence: MemoSentence, marker: Marker, cuts: Sequence[Edit], rules: RewriteRules, is_learned: bool
) -> Iterator[Edit]:
    """The question how much: in the place of "some", behind what was cut where no figure stands in the sentence, else behind the words."""
    if not cuts and (asked := counted(sentence, marker, rules)):
        yield asked
    elif not cuts:
        yield behind(reading, sentence, marker.end, "unnamed" if is_learned else marker.category, rules)
    elif not any(f.counts for f in reading.figures_in(sentence)):
        yield behind(reading, sentence, marker.end, "cut", rules)


def _cuts(sentence: MemoSentence, marker: Marker, rules: RewriteRules) -> Iterator[Edit]:
    """The softening words that touch a marker, each with what stays of them."""
    for match, put in rules.swaps("cuts", sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if start < marker.end and marker.start < end:
            yield Edit(start, end, put)


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that do not overlap; of two questions at one place or in one clause the one that is asked sooner."""
    cuts = [e for e in edits if not e.is_slot]
    kept: list[Edit] = []
    for edit in sorted(cuts, key=lambda e: (e.start, -(e.end - e.start))):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    yield from kept
    taken: dict[int, Edit] = {}
    for edit in sorted((e for e in edits if e.is_slot), key=lambda e: (e.rank or 0, e.start == e.end, e.start)):
        inside = any(c.start < edit.end and edit.start < c.end for c in kept) if edit.start < edit.end else False
        near = any(_between(edit, t, kept) < NEAREST for t in taken.values())
        if not inside and not near:
            taken[edit.start] = edit
    yield from (taken[a] for a in sorted(taken))


def _between(one: Edit, other: Edit, cuts: Sequence[Edit]) -> int:
    """The characters that stand between two questions when the cuts are made."""
    first, last = (one, other) if one.start <= other.start else (other, one)
    apart = min(last.start - first.start, abs(last.start - first.end), last.end - first.start)
    if apart >= MOST_CUT:
        return apart
    return apart - sum(c.end - c.start for c in cuts if first.start <= c.start and c.end <= last.start)


MOST_CUT = 100
"""Characters between two questions that no cut takes away."""
NEAREST = 12
"""Characters that two questions stand apart at least: closer ones would be one question asked twice."""
