"""D3 size, likelihood, confidence; D4 evidence; D12 local fact to consequence, by the decision rules. Knows signals; no words."""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.memos.graded import Graded
from app.checks.memos.signals import Signals, spans_of
from app.domain.coaching import Marker, Span
from app.domain.memos import MemoFigure, MemoSentence


def size(known: Signals) -> Graded:
    """D3: the figure of the risk, its range, horizon, likelihood, basis, confidence. A bare percentage earns nothing."""
    sized = [s for s in _at_risk(known) if _sizes(known, s)]
    based = [s for s in known.all("band") if known.near(s, "basis", "source")]
    ranged = [s for s in sized if _has_range(known, s) and _has_horizon(known, s)] if based else []
    if ranged:
        confident = [s for s in known.all("confidence") if s not in based or not known.has(s, "likelihood")]
        if confident and known.any("worst", "change_mind"):
            return Graded("D3", 3, spans_of([*ranged[:1], *confident[:1]], known, "band", "confidence"))
        return Graded("D3", 2, spans_of(ranged, known, "band"))
    if sized and based and known.any("confidence") and known.any("worst"):
        return Graded("D3", 2, spans_of([*sized[:1], *based[:1]], known, "event", "band"))
    if sized:
        return Graded("D3", 1, spans_of(sized, known, "event"))
    if based:
        return Graded("D3", 1, spans_of(based, known, "band"), "no_size")
    bare = known.all("band")
    if bare:
        return Graded("D3", 0, spans_of(bare, known, "band"), "bare_percent")
    return Graded("D3", 0, spans_of(known.problems or known.all("topic"), known, "event", "topic"))


def _at_risk(known: Signals) -> list[MemoSentence]:
    """The sentences that may size the risk: problems, conditionals and their neighbours, never pure good news."""
    problems = {s.number for s in known.problems}
    return [
        s
        for s in known.body
        if (s.number in problems or known.has(s, "conditional", "consequence", "exposure") or known.near(s, "event", "conditional"))
        and (not known.has(s, "good_news") or s.number in problems)
    ]


def _sizes(known: Signals, sentence: MemoSentence) -> bool:
    """True when a figure of the sentence is more than a likelihood."""
    return any(not _is_likelihood(known, sentence, f) for f in known.counted(sentence))


def _is_likelihood(known: Signals, sentence: MemoSentence, figure: MemoFigure) -> bool:
    if figure.unit != "percent":
        return False
    return any(abs(span.start - figure.start) < 40 for span in known.reading.cue_in("band", sentence))


def _has_range(known: Signals, sentence: MemoSentence) -> bool:
    figures = [f for f in known.counted(sentence) if not _is_likelihood(known, sentence, f)]
    return any(f.is_range for f in figures) or (bool(figures) and known.has(sentence, "bound"))


def _has_horizon(known: Signals, sentence: MemoSentence) -> bool:
    return known.is_dated(sentence) or known.has(sentence, "horizon") or known.near(sentence, "horizon")


def evidence(known: Signals) -> Graded:
    """D4: sources with dates, opinion told from fact, what is not known and who finds out."""
    sourced = [s for s in known.all("source", "basis") if known.is_dated(s) or known.near(s, "source_dated")]
    opinions = known.all("opinion")
    labelled = known.all("opinion_label")
    open_points = [s for s in known.all("unknown") if _is_followed(known, s)]
    if sourced and (not opinions or labelled):
        if open_points:
            return Graded("D4", 3, spans_of([*sourced[:1], *open_points[:1]], known, "source", "unknown"))
        return Graded("D4", 2, spans_of([*sourced[:1], *labelled[:1]], known, "source", "opinion_label"))
    facts = [s for s in known.body if known.counted(s) or known.is_dated(s)]
    if sourced or labelled or open_points or facts:
        mixed = [s for s in opinions if s in facts] or list(opinions)
        variant = "" if opinions else "no_source"
        return Graded("D4", 1, spans_of([*(sourced or facts)[:1], *mixed[:1]], known, "opinion", "source"), variant)
    return Graded("D4", 0, spans_of(opinions or known.body[:1], known, "opinion"))


def _is_followed(known: Signals, sentence: MemoSentence) -> bool:
    """True when who finds out and by when stand with an unknown, or right after it."""
    at = known.places.get(sentence.number, 0)
    around = known.body[at : at + 2]
    has_actor = any(known.reading.actors_in(s) or known.has(s, "owner", "own_self") for s in around)
    return has_actor and any(known.is_dated(s) for s in around)


def consequence(known: Signals, markers: Sequence[Marker]) -> Graded:
    """D12: the open exposure in headquarters' money, volume or dates; a limit and an indicator beside it."""
    open_ones = [
        s
        for s in known.body
        if known.has(s, "conditional", "rate", "consequence", "worst")
        and (s in known.problems or known.near(s, "event", "exposure", "consequence", "worst"))
        and _has_hq_unit(known, s)
        and not known.has(s, "containment")
        and not _is_over(known, s)
    ]
    if open_ones:
        limit, watch = known.all("appetite"), known.all("indicator")
        if limit and watch:
            return Graded("D12", 3, spans_of([*open_ones[:1], *limit[:1]], known, "rate", "appetite"))
        return Graded("D12", 2, spans_of(open_ones, known, "rate", "conditional"))
    priced = [s for s in _at_risk(known) if any(f.unit == "money" for f in known.counted(s))]
    vague = [m for m in markers if m.category in ("understater", "euphemism", "unquantified_hedge", "hope_as_plan")]
    adjectives = sorted(known.all("adjective", "consequence", "hq_term"), key=lambda s: known.has(s, "good_news"))
    if priced or vague or adjectives:
        spans = spans_of([*priced, *adjectives], known, "adjective", "consequence") or tuple(
            Span(start=m.start, end=m.end, text=m.text) for m in vague[:1]
        )
        return Graded("D12", 1, spans, "" if priced else "adjective")
    return Graded("D12", 0, spans_of(known.problems or known.body[:1], known, "event"))


def _is_over(known: Signals, sentence: MemoSentence) -> bool:
    """True for what was paid or lost already: in the past, without what may come, and at no rate but so much an event."""
    goes_on = known.has(sentence, "conditional", "worst") or (known.has(sentence, "rate") and not known.has(sentence, "per_event"))
    return known.has(sentence, "past") and not goes_on


def _has_hq_unit(known: Signals, sentence: MemoSentence) -> bool:
    """Money, a term of headquarters with a figure, or a count of something at a rate: "2.1% monthly" is the site's own."""
    figures = [f for f in known.counted(sentence) if not _is_likelihood(known, sentence, f)]
    if any(f.unit == "money" for f in figures):
        return True
    if known.has(sentence, "hq_term", "objective"):
        return bool(figures)
    return known.has(sentence, "rate") and any(f.unit != "percent" for f in figures)
