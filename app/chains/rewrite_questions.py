"""Questions in a sentence of a rewrite: where each stands, and in the place of which words. Knows markers; picks none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.catalog.rewriting import RewriteRules
from app.domain.clauses import ADDRESSED
from app.domain.coaching import Marker
from app.domain.memo_edits import Edit
from app.domain.memos import MemoReading, MemoSentence

RANKS = {
    "hope_as_plan": 2,
    "unquantified_hedge": 1,
    "agentless": 3,
    "activity_for_outcome": 4,
    "euphemism": 5,
    "understater": 5,
    "vague_time": 3,
    "span_of_time": 3,
    "admitted": 1,
    "decided": 2,
    "rest": 0,
    "doubled": 0,
    "size": 4,
    "cut": 6,
    "unnamed": 5,
    "believed": 2,
    "undone": 4,
    "hoped": 2,
}
"""Which question is asked first where the length allows few: the lower, the sooner."""
_CLAUSE_END = re.compile(r"[;:.!?](?=\s|$)|,(?=\s)|(?=\s\()")
_BORDER = re.compile(r"\s(?:and|but|y|pero)\s")
_OPENED = re.compile(r"(?:\s*[,;]|\s[-–—])\s+$")
_FOLLOWS = re.compile(
    r"\s+(?!(?:since|in|on|at|to|for|when|as|and|but|or|with|en|con|para|y|o|pero|desde)\b)(\w+)(?:[ -](\w+))?(?:[ -](\w+))?"
)
"""What a size is asked of: the next words."""
_PLURAL = re.compile(r"\w+(?<![sui])s|people|staff|men|women|children|them|these|those|us", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÁÉÍÓÚÑ]")
_HANGS_ON = re.compile(
    r"(?:because|since|as|so|which|who|that|for|to|and|but|or|porque|ya|pues|dado|que|para|a fin|y|e|pero|sino|o|aunque|although|though)\b",
    re.IGNORECASE,
)
"""How words go on that cannot stand without those before them."""


def doubt(sentence: MemoSentence, marker: Marker, rules: RewriteRules) -> Edit | None:
    """The question how likely, in the place of "perhaps": no word more than before. None where no such word stands in the marker."""
    found = re.search(rf"\b(?:{'|'.join(rules.doubts)})\b,?", marker.text, re.IGNORECASE)
    if not found:
        return None
    start, end = marker.start + found.start(), marker.start + found.end()
    return _in_place(start, end, "unquantified_hedge", rules, is_first=start == sentence.start)


def counted(sentence: MemoSentence, marker: Marker, rules: RewriteRules) -> Edit | None:
    """The question how many, or how much, in the place of "some" or "a few". None where no such word stands in the marker, or nothing
    follows that it counts ("acts up some")."""
    hedge = rules.pattern("hedges_of_size").search(marker.text)
    if hedge is None:
        return None
    joint = re.search(r"\s(?:of|de)$", hedge.group(), re.IGNORECASE)
    kept = joint.group() if joint and not re.match(r"(?:an?|un[oa]?) ", hedge.group(), re.IGNORECASE) else ""
    start = marker.start + hedge.start()
    follows = _FOLLOWS.match(sentence.text, marker.start + hedge.end() - sentence.start)
    if follows is None:
        return None
    reason = "size_feminine" if hedge.group().casefold().endswith(("as", "ía", "la mayor parte")) else "size"
    if hedge.group().casefold().startswith(("some", "most")) and not any(_PLURAL.fullmatch(word) for word in follows.groups("")):
        reason = "amount"
    asked, fewer = (_begun(q) if start == sentence.start else q for q in (rules.slots[reason], rules.short_slots.get(reason, "")))
    return Edit(start, marker.start + hedge.end(), f"[{asked}]{kept}", RANKS["size"], f"[{fewer}]{kept}" if fewer else "")


def when(reading: MemoReading, sentence: MemoSentence, marker: Marker, rules: RewriteRules) -> Iterator[Edit]:
    """The question when, in the place of a vague time or behind it."""
    whole = re.compile("|".join(rules.times), re.IGNORECASE).match(reading.text, marker.start)
    if whole and whole.end() > marker.end:
        marker = marker.model_copy(update={"end": whole.end(), "text": whole.group()})
    lasts = rules.pattern("spans_of_time").fullmatch(marker.text.strip())
    reason = "span_of_time" if lasts else "vague_time"
    is_whole = lasts or rules.pattern("times").fullmatch(marker.text.strip())
    follows = reading.text[marker.end : sentence.end].lstrip(" ")[:1]
    if is_whole and marker.start > sentence.start and follows.isalpha():
        yield _instead(reading, marker.start, marker.end, behind(reading, sentence, marker.end, reason, rules))
    elif is_whole:
        yield _in_place(marker.start, marker.end, reason, rules, is_first=marker.start == sentence.start)
    else:
        yield behind(reading, sentence, marker.end, reason, rules)


def without_time(reading: MemoReading, marker: Marker, slot: Edit, rules: RewriteRules) -> Edit:
    """The slot, in place of a vague word of time at the end of a hope ("will be resolved soon"), or begun in it ("in | the next few days"):
    the slot asks for the date."""
    if marker.category == "hope_as_plan":
        said = reading.text[marker.start : slot.start]
        found = re.search(rf"\s(?:{'|'.join(rules.times)})$", said, re.IGNORECASE)
        if found and marker.start + found.start() < marker.end:
            return _instead(reading, marker.start + found.start(), slot.start, slot)
    return slot


def _instead(reading: MemoReading, start: int, end: int, slot: Edit) -> Edit:
    """One edit that cuts the words and puts the question where its clause ends: neither without the other."""
    kept = reading.text[end : slot.start].lstrip(" ")
    return Edit(start, slot.start, f"{kept}{slot.put}", slot.rank, f"{kept}{slot.short}")


def behind(reading: MemoReading, sentence: MemoSentence, after: int, reason: str, rules: RewriteRules) -> Edit:
    """A question at the end of the clause that ends after a place; inside no number, before the sentence's own mark."""
    stop = sentence.end
    for match in _CLAUSE_END.finditer(reading.text, max(after - 1, sentence.start), sentence.end):
        if match.start() >= after:
            stop = match.start()
            break
    border = _BORDER.search(reading.text, after, stop)
    if border:
        stop = border.start()
    while stop > after and reading.text[stop - 1] in ".!?;: \t\r\n":
        stop -= 1
    return asking(stop, reason, rules)


def asking(at: int, reason: str, rules: RewriteRules) -> Edit:
    """The question of a reason, put in at a place."""
    return Edit(at, at, f" [{rules.slots[reason]}]", RANKS[reason], f" [{rules.short_slots[reason]}]")


def aside(reading: MemoReading, sentence: MemoSentence, marker: Marker) -> Edit | None:
    """The cut of words that commas set apart from their sentence; None for others, and for words with a figure or a name."""
    if any(c.isdigit() for c in marker.text) or _NAME.search(marker.text):
        return None
    before, after = reading.text[sentence.start : marker.start], reading.text[marker.end : sentence.end]
    opened, closed = _OPENED.search(before), re.match(r",\s+", after)
    ends = closed or re.match(r":[ \t]+", after)
    if not before.strip() and ends and not _HANGS_ON.match(after, ends.end()):
        addressed = ADDRESSED.match(marker.text)
        return Edit(marker.start + (addressed.end() if addressed else 0), marker.end + ends.end(), "")
    if opened and (closed or not after.strip(" .!\r\n")):
        return Edit(sentence.start + opened.start(), marker.end, "")
    return None


def hoped(sentence: MemoSentence, rules: RewriteRules) -> Edit:
    """The question after the plan, in the place of a sentence that only hopes."""
    end = sentence.start + len(sentence.text.rstrip())
    return _in_place(sentence.start, end, "hoped", rules, is_first=True)


def _in_place(start: int, end: int, reason: str, rules: RewriteRules, *, is_first: bool) -> Edit:
    """A question in the place of words; with a capital where it begins a sentence."""
    asked, fewer = (_begun(q) if is_first else q for q in (rules.slots[reason], rules.short_slots[reason]))
    return Edit(start, end, f"[{asked}]", RANKS[reason], f"[{fewer}]")


def _begun(question: str) -> str:
    at = next((i for i, c in enumerate(question) if c.isalpha()), 0)
    return question[:at] + question[at : at + 1].upper() + question[at + 1 :]
