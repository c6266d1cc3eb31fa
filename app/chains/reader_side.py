"""What the reader of a memo should acknowledge, ask and avoid, from the memo's own words; and the same for a reply of headquarters.

Pure: signs are found here, every text is data. Says nothing of a nationality and asks nobody to drop a style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.catalog.reader_words import AdviceRule, advice, categories_of, level_of
from app.checks.memos.reader_markers import reader_markers
from app.domain.coaching import DimensionLevel, Marker, ReaderAdvice, Span
from app.domain.memos import Memo, MemoReading, MemoSentence

LONGEST_QUOTE = 90
_THANKS = re.compile(r"\b(?:thank|thanks|grateful|appreciate|gracias|agradezco|agradecemos|le agradezco)\b")
_OFFER = re.compile(
    r"\b(?:i will|i'll|we will|we'll|i can|i decide|you have my|i approve|i call|on my side)\b"
    r"|\b(?:yo (?:hablo|llamo|decido|me encargo|autorizo)|de mi parte|de nuestro lado|autorizo|apruebo|[tl]e apoyo con|llamare|hablare)\b"
)


@dataclass(frozen=True)
class Reader:
    """A text seen from the reader's side: its markers and the advice."""

    markers: tuple[Marker, ...]
    advice: tuple[ReaderAdvice, ...]
    is_reply: bool


def reader_side(memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel]) -> tuple[ReaderAdvice, ...]:
    """What the reader of this memo should acknowledge, ask and avoid: at most eight, most with a span; empty for no body."""
    if not reading.body:
        return ()
    return _chosen(advice().rules, memo, reading, markers, levels)


def reply_side(memo: Memo, reading: MemoReading, markers: Sequence[Marker]) -> tuple[ReaderAdvice, ...]:
    """What a reply of headquarters should acknowledge, ask and avoid; `markers` are those of `reader_markers`. Empty for no body."""
    if not reading.body:
        return ()
    return _chosen(advice().reply, memo, reading, markers, ())


def for_reader(memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel]) -> Reader:
    """`--side reader`: a received memo, or headquarters' own draft reply, told apart by what it holds.

    A text is a reply when most of what is marked in it are words of headquarters, or when it reports no counted problem and thanks or
    offers something. Its markers are then those of `reader_markers`; else they are the ones given, with such words added.
    """
    found = reader_markers(reading)
    is_answer = not markers and any(_THANKS.search(reading.plain_of(s)) or _OFFER.search(reading.plain_of(s)) for s in reading.body)
    has_problem = _counted(reading, markers) is not None
    is_reply = (bool(found) and len(found) >= len(markers)) or (not has_problem and (bool(found) or is_answer))
    if is_reply:
        return Reader(found, reply_side(memo, reading, found), is_reply=True)
    return Reader((*markers, *_apart(found, markers)), reader_side(memo, reading, markers, levels), is_reply=False)


def _apart(found: Iterable[Marker], others: Sequence[Marker]) -> tuple[Marker, ...]:
    return tuple(m for m in found if all(m.end <= o.start or m.start >= o.end for o in others))


def _chosen(
    rules: Sequence[AdviceRule], memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel]
) -> tuple[ReaderAdvice, ...]:
    room = dict(advice().most)
    used: list[Span] = []
    found: list[ReaderAdvice] = []
    for rule in rules:
        if not room[rule.do]:
            continue
        if rule.when == "problem" and any(each.do == "acknowledge" for each in found):
            continue
        is_due, span = _due(rule, reading, markers, levels, used if rule.do != "avoid" else [])
        if not is_due:
            continue
        if span is not None:
            used.append(span)
        text = rule.text.in_lang(memo.lang)
        text = text.replace("{quote}", _short(span.text)) if span is not None else text
        found.append(ReaderAdvice(do=rule.do, text=text, span=span))
        room[rule.do] -= 1
    order = {"acknowledge": 0, "ask": 1, "avoid": 2}
    return tuple(sorted(found, key=lambda each: order[each.do]))


def _due(
    rule: AdviceRule, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel], used: Sequence[Span]
) -> tuple[bool, Span | None]:
    """Whether advice is due, and the words it speaks of; words that were spoken of already are passed over."""
    categories = categories_of(rule.when)
    if categories:
        for marker in markers:
            span = Span(start=marker.start, end=marker.end, text=marker.text)
            if marker.category in categories and span not in used:
                return True, span
        return False, None
    level = level_of(rule.when)
    if level:
        at = next((each.level for each in levels if each.code == level[0]), None)
        return at is not None and at < level[1], None
    if rule.when == "always":
        return True, None
    if rule.when == "no_ask":
        at = next((each.level for each in levels if each.code == "D6"), None)
        return (at is not None and at < 2) or (at is None and not levels and not reading.of("ask")), None
    if rule.when == "no_thanks":
        return not any(_THANKS.search(reading.plain_of(s)) for s in reading.body[:3]), None
    if rule.when == "no_date":
        return not any(m.kind in ("date", "clock", "weekday") for s in reading.body for m in reading.moments_in(s)), None
    if rule.when == "no_offer":
        return not any(_OFFER.search(reading.plain_of(s)) for s in reading.body), None
    found = _counted(reading, markers) if rule.when == "counted_problem" else _sign(rule.when, reading)
    return found is not None and found not in used, found


def _counted(reading: MemoReading, markers: Sequence[Marker]) -> Span | None:
    """The sentence with most figures that tells of a problem or stands beside one, softened ones passed over; None for none."""
    body = reading.body
    troubled = {n for n, s in enumerate(body) if _shows("problem", s, reading)}
    reach = 0 if reading.memo.kind == "periodic_report" else 2
    best, most = None, 0
    softened = {s.start for m in markers if (s := reading.sentence_at(m.start)) is not None}
    for n, sentence in enumerate(body):
        is_soft = sentence.start in softened or (n not in troubled and reading.has(sentence, "good_news", "status_green", "on_track"))
        is_near = any(k in troubled for k in range(n - reach, n + reach + 1))
        count = len([f for f in reading.figures_in(sentence) if any(c.isdigit() for c in f.text)])
        if not is_soft and is_near and count > most:
            best, most = sentence, count
    return _cut(best, reading) if best is not None else None


def _sign(name: str, reading: MemoReading) -> Span | None:
    """The words of the first sentence that shows a sign; None for none."""
    if name == "greeting":
        return reading.greeting if reading.greeting and len(reading.greeting.text.split()) > 3 else None
    if name == "waited":
        return next(iter(reading.of("waited")), None)
    for sentence in reading.body:
        if _shows(name, sentence, reading):
            return _cut(sentence, reading)
    return None


def _shows(name: str, sentence: MemoSentence, reading: MemoReading) -> bool:
    has = reading.has
    if name == "problem":
        return has(sentence, "event", "exposure") and not has(sentence, "no_event", "status_green")
    if name == "dated_notice":
        return has(sentence, "first_known") and any(m.kind in ("date", "clock") for m in reading.moments_in(sentence))
    if name == "honest_unknown":
        return has(sentence, "unknown") and any(m.kind in ("date", "clock", "weekday") for m in reading.moments_in(sentence))
    return has(sentence, {"own_part": "own_self", "disagreement": "disagree"}[name])


def _cut(sentence: MemoSentence, reading: MemoReading) -> Span:
    """A sentence as a span, its end marks left out."""
    text = reading.text[sentence.start : sentence.end]
    return reading.span(sentence.start, sentence.start + len(text.rstrip(" \t\r\n.!?;:")))


def _short(text: str) -> str:
    """Words on one line, cut at a word when they are long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + "…"
