"""Reads a memo: zones, sentences, figures, moments, actors, and the cues of the lists it is given. Pure; the lists are the catalog's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.anchored import Anchored
from app.domain.coaching import Span
from app.domain.memo_actors import find_actors
from app.domain.memo_figures import find_figures, find_moments
from app.domain.memo_heard import Usual, heard
from app.domain.memo_sentences import read_sentences
from app.domain.memo_zones import parts
from app.domain.memos import Memo, MemoReading

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def read_memo(memo: Memo, cues: Mapping[str, Anchored], cased_cues: Mapping[str, Anchored], words: Usual | None = None) -> MemoReading:
    """The reading of a memo. Cues see folded text in its usual words, one sentence a line; `cased_cues` see it with its capitals."""
    text = memo.text
    zones = parts(text)
    read = read_sentences(text, zones)
    moments = find_moments(read.plain, read.at, text, read.items)
    subject = next((p for p in zones if p.zone == "subject"), None)
    greeting = next((p for p in zones if p.zone == "greeting"), None)
    found: dict[str, tuple[Span, ...]] = {}
    said = heard(read.plain, read.cased, read.at, words or Usual())
    for source, patterns in ((said.plain, cues), (said.cased, cased_cues)):
        for name, pattern in patterns.items():
            spans = tuple(_whole(text, _span(text, said.at, *m.span())) for m in pattern.finds(source) if m.end() > m.start())
            found[name] = tuple(sorted((*found.get(name, ()), *spans), key=lambda s: s.start))
    in_scope = [s for s in read.items if s.zone in ("subject", "body", "closing")]
    return MemoReading(
        memo=memo,
        parts=zones,
        subject=_part(text, subject.start, subject.end) if subject else None,
        greeting=_part(text, greeting.start, greeting.end) if greeting else None,
        paragraphs=tuple(_part(text, p.start, p.end) for p in zones if p.zone == "body"),
        sentences=read.items,
        plain=read.plain,
        cased=read.cased,
        at=read.at,
        figures=find_figures(read.plain, read.at, text, read.items, moments),
        moments=moments,
        actors=find_actors(read.plain, read.cased, read.at, text, read.items),
        quotes=read.quotes,
        courtesies=read.courtesies,
        words=sum(len(WORD.findall(s.text)) for s in in_scope if s.zone != "subject"),
        cues=found,
    )


def _part(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _whole(text: str, span: Span) -> Span:
    """The span with the whole of its first and last word: heard otherwise, it may begin or end inside one."""
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return span if (start, end) == (span.start, span.end) else Span(start=start, end=end, text=text[start:end])


def _span(text: str, at: tuple[int, ...], start: int, end: int) -> Span:
    first, last = at[start], at[end - 1] + 1
    while last < len(text) and "\u0300" <= text[last] <= "\u036f":
        last += 1
    return Span(start=first, end=last, text=text[first:last])
