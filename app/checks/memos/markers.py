"""Finds markers in a memo: exact span, category, why, what headquarters hears, a wording with slots. Knows guards; the words are data."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from app.catalog.coaching import CompiledRule, fill, marker_rules
from app.checks.memos.signals import Signals, signals
from app.domain.coaching import Marker, Span
from app.domain.memo_text import whole_end
from app.domain.memos import MemoReading, MemoSentence, Moment

_TURN = re.compile(
    r"[;:()]| - |, (?:but|and|so|although|though|while|yet|which|or|pero|y|aunque|mientras|por lo que|asi que|sino|o|que)\b"
    r"|\b(?:but|although|pero|aunque)\b"
)
_BY_AGENT = re.compile(
    r"\bby (?:the|our|my|[a-z]+ [a-z]+ (?:team|manager)|me|us)\b|\bpor (?:parte de|decision de|el area|el equipo|instruccion)\b"
)
_SIZED = re.compile(r"\s*+(?:[a-z]++ )?(?:of|de|:|\(|at|by|en|to|a)?\s*+(?:about |around |some |unos |unas |aprox\w* |usd |us\$|\$|mxn )?$")
_DUE = re.compile(r"\b(?:by|before|until|antes de|para|a mas tardar en|a fines de) (?:the end of |mid-)?$")
EDGE = 2
SIZE_WITHIN = 24

NAMED = frozenset({"euphemism", "vague_time"})
"""Categories whose words are also names of programmes and products."""


@dataclass(frozen=True)
class Hit:
    """A find before guards: its place in the folded text and its rule."""

    start: int
    end: int
    rule: CompiledRule
    sentence: MemoSentence


def find_markers(reading: MemoReading) -> tuple[Marker, ...]:
    """Every marker that no guard clears, in reading order, none overlapping: the longest wins, then the graver, then the earlier rule."""
    known = signals(reading)
    hits = [h for rule in marker_rules(reading.memo.lang) for h in _hits(rule, reading) if not _is_cleared(h, reading, known)]
    hits.sort(key=lambda h: (h.start - h.end, -h.rule.rule.sev))
    kept: list[Hit] = []
    # In reading order, none overlapping: only its neighbours can overlap a new one.
    for hit in hits:
        at = bisect_right(kept, hit.start, key=lambda k: k.start)
        hit = _before(hit, kept[at], reading.plain) if at < len(kept) else hit
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or kept[at].start >= hit.end):
            kept.insert(at, hit)
    return tuple(_marker(h, reading) for h in kept)


def _before(hit: Hit, longer: Hit, plain: str) -> Hit:
    """A find that runs into a longer one, as far as it: "we are working on it" before "and hope that it is solved"."""
    said = plain[hit.start : longer.start].rstrip(" ,;") if hit.start < longer.start < hit.end else ""
    said = said.removesuffix(" y").removesuffix(" and").rstrip(" ,;")
    is_enough = said.count(" ") > 1 and 2 * len(said) >= hit.end - hit.start
    return replace(hit, end=hit.start + len(said)) if is_enough else hit


def _hits(rule: CompiledRule, reading: MemoReading) -> list[Hit]:
    found = []
    for match in rule.find.finditer(reading.plain):
        start, end = match.span()
        while start < end and reading.plain[start] in " ,;:.":
            start += 1
        end = whole_end(reading.plain, start, end)
        at = bisect_right(reading.sentences, start, key=lambda s: s.plain_start) - 1
        sentence = reading.sentences[max(at, 0)]
        if at < 0 or end <= start or end > sentence.plain_end or sentence.zone == "greeting":
            continue
        if rule.rule.subject is not None and rule.rule.subject != (sentence.zone == "subject"):
            continue
        found.append(Hit(start, end, rule, sentence))
    return found


def _is_cleared(hit: Hit, reading: MemoReading, known: Signals) -> bool:
    """The guards in their order: quoted, courtesy, sense, and those of the rule."""
    span = reading.found(hit.start, hit.end)
    if any(q.start <= span.start and span.end <= q.end for q in reading.quotes):
        return True
    if any(c.start < span.end and span.start < c.end for c in reading.courtesies):
        return True
    if _is_name(hit, span, reading):
        return True
    begin, end = _clause(reading.plain, hit)
    clause, sentence = reading.plain[begin:end], reading.plain_of(hit.sentence)
    rule = hit.rule
    if (rule.unless and rule.unless.search(clause)) or (rule.unless_sentence and rule.unless_sentence.search(sentence)):
        return True
    if rule.needs and not rule.needs.search(sentence):
        return True
    if rule.rule.needs_near and not known.near(hit.sentence, *rule.rule.needs_near):
        return True
    if rule.rule.needs_memo and not known.any(*rule.rule.needs_memo):
        return True
    if rule.rule.unless_memo and known.any(*rule.rule.unless_memo):
        return True
    if rule.rule.edge and not _is_at_edge(hit, known):
        return True
    return any(_GUARDS[name](hit, reading, known, begin, end) for name in rule.clear)


def _is_name(hit: Hit, span: Span, reading: MemoReading) -> bool:
    """True inside a name: a capital within a sentence ("the Challenge programme"), or a compound of its own ("Soon-to-Expire")."""
    if re.match(r"-[^\W\d_]", reading.text[span.end :]):
        return True
    last = span.text.split()[-1]
    is_first = reading.text[hit.sentence.start : span.end].strip() == last or span.end - len(last) <= hit.sentence.start
    in_heading = hit.sentence.zone == "subject" or not any(c.islower() for c in reading.text[hit.sentence.start : hit.sentence.end])
    return hit.rule.rule.category in NAMED and last[0].isupper() and not is_first and not in_heading


def _is_at_edge(hit: Hit, known: Signals) -> bool:
    """True in the first two and the last two sentences of the body, for a sentence that reports no problem."""
    body = [s for s in known.body if s.zone == "body"]
    return hit.sentence in (*body[:EDGE], *body[-EDGE:]) and hit.sentence not in known.problems


def _clause(plain: str, hit: Hit) -> tuple[int, int]:
    """The clause of the hit inside its sentence, as a span of the folded text."""
    first, last = hit.sentence.plain_start, hit.sentence.plain_end
    turns = [m.span() for m in _TURN.finditer(plain, first, last)]
    begin = max((b for _, b in turns if b <= hit.start), default=first)
    end = min((a for a, _ in turns if a >= hit.end), default=last)
    return begin, end


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


_GUARDS = {
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


def _marker(hit: Hit, reading: MemoReading) -> Marker:
    span = reading.found(hit.start, hit.end)
    params = {"hit": span.text, "category": hit.rule.texts.name}
    suggestion = fill(hit.rule.suggestion, **params)
    if span.text[:1].isupper() and suggestion[:1].islower():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    return Marker(
        start=span.start,
        end=span.end,
        text=span.text,
        category=hit.rule.rule.category,
        why=fill(hit.rule.why, **params),
        hq_hears=fill(hit.rule.hears, **params),
        suggestion=suggestion,
    )
