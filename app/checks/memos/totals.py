"""Whether a memo gives two totals for one thing, or parts whose sum only the reader can work out. Knows figures; no words but the cues'."""

from __future__ import annotations

from decimal import Decimal

from app.checks.memos.signals import Signals
from app.domain.coaching import Span
from app.domain.memos import MemoFigure, MemoSentence

NEAR = Decimal("0.35")
"""How far two amounts for one request may lie apart and still be meant as the same."""
FEWEST_PARTS = 2
PER = ("per_event", "per_unit")
BESIDE = 16
"""Letters between an amount and what it is paid for: "27 (mil dólares) por evento"."""


def two_totals(known: Signals) -> Span | None:
    """The second of two totals of one thing: a request and its stated total, a subject and its request, a stated sum and its parts."""
    totals = [(s, f) for s in known.sentences if known.has(s, "total") for f in _after_total(known, s)]
    for sentence, total in totals:
        parts = [f for f in known.counted(sentence) if f.start < total.start and f.unit == total.unit and not f.is_range]
        if len(parts) > 1 and _value(total) != sum(map(_value, parts)) and not known.has(sentence, "of_which"):
            return known.reading.span(total.start, total.end)
    asked = [
        (s, f)
        for s in known.sentences
        if s.zone == "subject" or known.has(s, "ask", "recommend")
        for f in known.counted(s)
        if f.unit == "money" and not f.is_range
    ]
    for _, total in totals:
        for _, amount in asked:
            if total.unit == "money" and total.start != amount.start and _differ(total, amount):
                return known.reading.span(total.start, total.end)
    subject = [f for s, f in asked if s.zone == "subject"]
    requested = [f for s, f in asked if known.has(s, "ask") and s.zone != "subject"]
    if len(subject) == 1 and len(requested) == 1 and _differ(subject[0], requested[0]):
        return known.reading.span(requested[0].start, requested[0].end)
    for index, (_, one) in enumerate(totals):
        for _, two in totals[index + 1 :]:
            if one.unit == two.unit and one.noun.split(" ")[0] == two.noun.split(" ")[0] and _differ(one, two):
                return known.reading.span(two.start, two.end)
    return None


def derived(known: Signals) -> Span | None:
    """Where the reader must subtract or multiply: a total with parts that leave a rest, or a cost per event beside a number of events."""
    for sentence in known.body:
        if known.has(sentence, "total") and (rest := _rest(known, sentence)):
            return rest
        money = next((f for f in known.counted(sentence) if f.unit == "money" and not f.is_range), None)
        if money and known.has(sentence, *PER) and known.near(sentence, "times"):
            there = (span for cue in PER for span in known.reading.cue_in(cue, sentence))
            each = [span.end for span in there if 0 <= span.start - money.end <= BESIDE]
            return known.reading.span(money.start, each[0] if each else money.end)
    return None


def _rest(known: Signals, sentence: MemoSentence) -> Span | None:
    """A count with two or more parts of the same noun or of none, that do not make it up: "4,200 harnesses: 1,150 here, 2,900 sold"."""
    there = (f for f in known.reading.figures if f.sentence == sentence.number)
    figures = [f for f in there if not (f.is_code or f.is_range or f.unit)]
    if not figures or not figures[0].noun:
        return None
    whole, parts = figures[0], [f for f in figures[1:] if f.noun in ("", figures[0].noun)]
    if len(parts) < FEWEST_PARTS or len(parts) < len(figures) - 1 or sum(map(_value, parts)) >= _value(whole):
        return None
    return known.reading.span(whole.start, figures[-1].end)


def _after_total(known: Signals, sentence: MemoSentence) -> list[MemoFigure]:
    """The first figure behind each word for a total."""
    found = []
    for span in known.reading.cue_in("total", sentence):
        after = [f for f in known.counted(sentence) if 0 <= f.start - span.end <= 12]
        found += after[:1]
    return found


def _value(figure: MemoFigure) -> Decimal:
    return max(figure.values, default=Decimal(0))


def _differ(one: MemoFigure, two: MemoFigure) -> bool:
    """Two amounts that no reading makes equal, near enough to be meant as one."""
    if one.values & two.values:
        return False
    low, high = sorted((_value(one), _value(two)))
    return bool(high) and (high - low) / high <= NEAR
