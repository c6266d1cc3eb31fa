"""What clears a find of a marker: its size, basis, owner or date stands there, it asks politely, nobody's decision is awaited. Knows
no words of a rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.catalog.coaching import CompiledRule
from app.checks.memos.signals import Signals
from app.domain.memos import MemoReading, MemoSentence, Moment

_BY_AGENT = re.compile(
    r"\bby (?:the|our|my|[a-z]+ [a-z]+ (?:team|manager)|me|us)\b|\bpor (?:parte de|decision de|el area|el equipo|instruccion)\b"
)
_SIZED = re.compile(
    r"\s*+(?:(?:more|less|over|under|above|below|fewer|higher|lower|mas|menos|arriba|abajo|por encima|por debajo)(?: than| de| del)?"
    r"|(?:[a-z]++ )?(?:of|de|:|\(|at|by|en|to|a)?)\s*+(?:about |around |some |unos |unas |aprox\w* |usd |us\$|\$|mxn )?$"
)
_DUE = re.compile(r"\b(?:by|before|until|antes de|para|a mas tardar en|a fines de) (?:the end of |mid-)?$")
SIZE_WITHIN = 24


@dataclass(frozen=True)
class Hit:
    """A find before guards: its place in the folded text and its rule."""

    start: int
    end: int
    rule: CompiledRule
    sentence: MemoSentence


def _sized(hit: Hit, reading: MemoReading, known: Signals, _begin: int, _end: int) -> bool:
    """A number with a unit sizes the softened noun itself: directly behind it ("a slight delay of three days") or inside the find."""
    for figure in known.counted(hit.sentence):
        place = _plain_place(reading, figure.start)
        if hit.start <= place < hit.end:
            return True
        gap = reading.plain[hit.end : place] if hit.end <= place <= hit.end + SIZE_WITHIN else None
        if gap is not None and _SIZED.fullmatch(gap) and figure.unit:
            return True
    return False


def _band(hit: Hit, reading: MemoReading, known: Signals, begin: int, end: int) -> bool:
    """The hedge has its likelihood and basis beside it, or its clause gives a figure or a date: an estimate, not a shrug."""
    if known.near(hit.sentence, "band") and known.near(hit.sentence, "basis", "confidence"):
        return True
    in_clause = [f for f in known.counted(hit.sentence) if begin <= _plain_place(reading, f.start) < end]
    if in_clause:
        return True
    moments = [m for m in reading.moments_in(hit.sentence) if m.kind in ("date", "quarter", "clock", "weekday", "deadline", "month")]
    return any(hit.end <= _plain_place(reading, m.start) < end for m in moments)


def _unknown(hit: Hit, reading: MemoReading, known: Signals, _begin: int, _end: int) -> bool:
    """An honest unknown: what is not known, who finds out, by when."""
    if not known.near(hit.sentence, "unknown"):
        return False
    at = known.places.get(hit.sentence.number, 0)
    around = known.body[at : at + 2]
    has_actor = any(reading.actors_in(s) or known.has(s, "owner", "own_self") for s in around)
    return has_actor and any(known.is_dated(s) for s in around)


def _request(hit: Hit, reading: MemoReading, _known: Signals, begin: int, _end: int) -> bool:
    """A polite request: "Could you approve by Friday?"."""
    sentence = reading.plain_of(hit.sentence)
    before = reading.plain[begin : hit.end]
    return bool(
        re.search(
            r"\b(?:could|would|can|may|might) (?:you|we|i)\b[^.]{0,80}\?|\b(?:could|would) you\b|\bpodria[ns]?(?:"
            r" usted(?:es)?)? (?:autoriz|aprob|confirm|ayud|decid|indic|apoy|firm|revis|envi)",
            sentence,
        )
    ) and bool(re.search(r"could|would|can|may|might|podria|pudiera", before))


def _moment(hit: Hit, reading: MemoReading, _known: Signals, begin: int, end: int) -> bool:
    """The clause gives a date or hour."""
    return any(begin <= _plain_place(reading, m.start) < end for m in _ahead(hit, reading))


def _owner_moment(hit: Hit, reading: MemoReading, known: Signals, begin: int, end: int) -> bool:
    """The sentence gives a date or hour, or a named owner and a result."""
    dated = any(begin <= _plain_place(reading, m.start) < end for m in _ahead(hit, reading))
    return dated or known.has(hit.sentence, "owner")


def _agent(hit: Hit, reading: MemoReading, known: Signals, begin: int, end: int) -> bool:
    """The clause names who did it."""
    return bool(_BY_AGENT.search(reading.plain[begin:end])) or known.has(hit.sentence, "own_self")


def _asked(_hit: Hit, _reading: MemoReading, known: Signals, _begin: int, _end: int) -> bool:
    """The memo asks for a decision, or nothing in it awaits one."""
    return bool(known.asks) or not (known.problems or known.any("topic", "exposure", "conditional"))


def _because_figure(hit: Hit, _reading: MemoReading, known: Signals, _begin: int, _end: int) -> bool:
    """The sentence gives its reason with a figure."""
    return known.has(hit.sentence, "because", "basis") and bool(known.counted(hit.sentence))


def _figured(hit: Hit, reading: MemoReading, known: Signals, begin: int, end: int) -> bool:
    """The clause counts something."""
    return any(begin <= _plain_place(reading, f.start) < end for f in known.counted(hit.sentence))


GUARDS: Mapping[str, Callable[[Hit, MemoReading, Signals, int, int], bool]] = {
    "sized": _sized,
    "band": _band,
    "unknown": _unknown,
    "request": _request,
    "moment": _moment,
    "owner_moment": _owner_moment,
    "agent": _agent,
    "asked": _asked,
    "because_figure": _because_figure,
    "figured": _figured,
}


def _ahead(hit: Hit, reading: MemoReading) -> list[Moment]:
    """The moments of a sentence that may be a deadline: not "last week", nor a bare month without "by" or "before"."""
    found = [m for m in reading.moments_in(hit.sentence) if m.kind != "past"]
    return [m for m in found if m.kind != "month" or _DUE.search(reading.plain[: _plain_place(reading, m.start)][-14:])]


def _plain_place(reading: MemoReading, place: int) -> int:
    """The place in the folded text of a place in the memo."""
    return bisect_left(reading.at, place)
