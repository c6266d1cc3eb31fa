"""The coaching of a memo by rules: stop first, then markers, levels, rewrite, questions, the reader's side. Pure; no model, no file."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from app.catalog.coaching import StopRule, rubric, stop_rules, tell
from app.chains.question_memo import questions
from app.chains.reader_side import for_reader, reader_side
from app.chains.rewrite_memo import rewrite_memo, rewrite_notices
from app.checks.memos.blockers import blockers
from app.checks.memos.charter import charter_limits, charter_notices
from app.checks.memos.kinds import kind_of
from app.checks.memos.levels import levels, overall
from app.checks.memos.markers import finds
from app.checks.memos.notices import next_steps, notices
from app.checks.memos.reading import is_too_short, read
from app.checks.memos.soft_markers import with_soft_clauses
from app.checks.memos.stops import Stop, judged
from app.domain.charters import Charter
from app.domain.coaching import Audience, Coaching, DimensionLevel, MemoKind, Notice, Side, Span
from app.domain.lang import Lang
from app.domain.memos import Memo, MemoReading

URGENT = "urgent_first"
LONGEST_QUOTE = 240
MOST_FACTS = 12
MOST_REWRITTEN = 1200
"""Words above which no rewrite is offered: more than two pages are to be cut first, and the notice `too_long` says so."""


def memo_of(text: str, lang: Lang, *, kind: MemoKind | None = None, audience: Audience | None = None, scenario: str | None = None) -> Memo:
    """The memo with its kind, detected by rules where it is not given."""
    memo = Memo(text=text, lang=lang, kind=kind or "alert", audience=audience, scenario=scenario)
    return memo if kind else memo.model_copy(update={"kind": kind_of(read(memo))})


def coach(memo: Memo, *, rewrite_lang: Lang | None = None, charter: Charter | None = None, side: Side = "writer") -> Coaching:
    """The coaching by rules. A stopped memo has no level, rewrite or suggestion; a memo of three words has no level and a notice."""
    reading = read(memo)
    found_by = judged(reading)
    if found_by.stop:
        return _stopped(memo, reading, found_by.stop)
    shown = _shown(memo, reading, found_by.show)
    if is_too_short(reading):
        return _result(memo, levels(reading, (), ()), notices=(*notices(reading, ()), *shown))
    limits = charter_limits(charter, reading)
    markers, inside = finds(reading)
    found = blockers(reading, limits)
    graded = levels(reading, markers, found)
    seen = for_reader(memo, reading, markers, graded) if side == "reader" else None
    marked = with_soft_clauses(reading, markers)
    is_short = reading.words <= MOST_REWRITTEN
    learned = frozenset(m.start for m in marked.words) - {m.start for m in markers}
    to, doubled = rewrite_lang or memo.lang, next((b.end for b in found if b.id == "CONTRADICTION"), None)
    said_anew = rewrite_memo(memo, reading, marked.words, graded, to, learned=learned, inside=inside, doubled=doubled) if is_short else None
    anew = rewrite_notices(memo, said_anew, marked.words)
    if seen and seen.is_reply:
        nulls = tuple(each.model_copy(update={"level": None, "reason": tell(memo.lang, "reason.reply"), "spans": ()}) for each in graded)
        told = (Notice(id="is_reply", message=tell(memo.lang, "notice.is_reply")),)
        return _result(memo, nulls, notices=(*told, *shown)).model_copy(update={"markers": seen.markers, "reader_side": seen.advice})
    return Coaching(
        text=memo.text,
        lang=memo.lang,
        kind=memo.kind,
        scenario=memo.scenario,
        audience=memo.audience,
        writer="guided",
        overall=overall(graded, found),
        blockers=found,
        notices=_told(notices(reading, found, limits), shown, charter_notices(charter, reading), anew),
        levels=graded,
        markers=seen.markers if seen else marked.shown,
        rewrite=said_anew,
        next_steps=next_steps(reading, graded, found),
        questions=questions(memo, reading, markers, graded, memo.audience),
        reader_side=seen.advice if seen else reader_side(memo, reading, markers, graded),
    )


def stopped_for(base: Coaching, matter: str, span: Span | None) -> Coaching:
    """The coaching of a memo that somebody else found to be a matter for counsel; `matter` is the id of a stop.

    `span` holds the words that decided it; None where they were not found in the memo, which stops it all the same, without a quote.
    """
    memo = _memo_again(base)
    stopped = _stopped(memo, read(memo), Stop(_rule(matter), span or Span(start=0, end=0, text="")))
    return stopped if span else stopped.model_copy(update={"notices": tuple(n for n in stopped.notices if n.id != "stop_quote")})


def shown_for(base: Coaching, matter: str, span: Span) -> tuple[Notice, ...]:
    """The notice to show this memo to counsel before it is sent, raised by the words at `span`."""
    memo = _memo_again(base)
    return _shown(memo, read(memo), Stop(_rule(matter), span))


def _memo_again(base: Coaching) -> Memo:
    return Memo(text=base.text, lang=base.lang, kind=base.kind, audience=base.audience, scenario=base.scenario)


def _rule(matter: str) -> StopRule:
    return next(ready.rule for ready in stop_rules() if ready.rule.id == matter)


def _told(first: tuple[Notice, ...], shown: tuple[Notice, ...], *rest: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notices in order of urgency: what is urgent, then counsel, then all else."""
    urgent = tuple(n for n in first if n.id == URGENT)
    return (*urgent, *shown, *(n for n in first if n.id != URGENT), *(n for each in rest for n in each))


def _shown(memo: Memo, reading: MemoReading, found: Stop | None) -> tuple[Notice, ...]:
    """The notice to show a memo to counsel before it is sent, with the sentence that raised the doubt; none without one."""
    if found is None:
        return ()
    name, quote = found.name(memo.lang), _quote(found)
    return (Notice(id="show_counsel", message=tell(memo.lang, "stop.show", name=name, quote=quote)),)


def _quote(found: Stop) -> str:
    """The words that were found, on one line and not too long."""
    return shorten(" ".join(found.span.text.split()), LONGEST_QUOTE, placeholder=" […]")


def _stopped(memo: Memo, reading: MemoReading, stop: Stop) -> Coaching:
    """The route, the protective steps and a neutral fact list; nothing that helps to word it."""
    lang = memo.lang
    rule = stop.rule
    reason = tell(lang, "reason.stopped")
    nulls = tuple(DimensionLevel(dimension=d.id, code=d.code, level=None, reason=reason) for d in rubric().values())
    people = [a.text for a in reading.actors if a.kind == "person"]
    facts = [*(m.text for m in reading.moments), *(f.text for f in reading.figures if f.counts), *people]
    found = "; ".join(_once(facts)[:MOST_FACTS]) or tell(lang, "stop.no_facts")
    told = (
        Notice(id=f"stop_{rule.id}", message=tell(lang, "stop.route", name=stop.name(lang), route=rule.route.in_lang(lang))),
        Notice(id="stop_quote", message=tell(lang, "stop.quote", quote=_quote(stop))),
        Notice(id="stop_steps", message=tell(lang, "stop.steps", steps=rule.steps.in_lang(lang))),
        Notice(id="stop_facts", message=tell(lang, "stop.facts", facts=rule.facts.in_lang(lang), found=found)),
        Notice(id="discoverable", message=tell(lang, "notice.discoverable")),
        Notice(id="not_stored", message=tell(lang, "stop.not_stored")),
    )
    return _result(memo, nulls, notices=told)


def _result(memo: Memo, found: tuple[DimensionLevel, ...], *, notices: tuple[Notice, ...]) -> Coaching:
    """A coaching without levels."""
    return Coaching(
        text=memo.text,
        lang=memo.lang,
        kind=memo.kind,
        scenario=memo.scenario,
        audience=memo.audience,
        writer="guided",
        overall=None,
        notices=notices,
        levels=found,
    )


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(t.split()) for t in texts))
