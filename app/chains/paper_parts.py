"""A paper in its smallest readable parts: sentences with offsets, without what is quoted, ordered, or private. Reads no value.

What is left out is told: quoted messages, orders to whoever reads, sentences on somebody's private life or on somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.catalog.fairness import matches
from app.catalog.orders import orders_in
from app.catalog.paper_rules import paper_rules
from app.domain.lang import Lang
from app.domain.papers import Confidence, Doubt, Paper, PaperNotice, Paragraph, Quote
from app.domain.sentences import split

LONG_LINE = 60
"""A shorter line was broken on purpose; a longer one without a stop goes on in the next."""
_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[\s\-–—*•·▪◦>#|]*(?:\d{1,2}[.)]\s+)?")
_LABELLED = re.compile(r"[^:|\n]{2,48}[:|]")
_NEXT_LABEL = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÁÉÍÓÚÑ][^.:|;!?\n]{1,40}:\s)")
"""Where a sentence ends and "Deadline: …" begins: such short ones would be joined to their neighbours."""
_STOPS = (".", ":", ";", "!", "?", "|")


@dataclass(frozen=True)
class Part:
    """A sentence, line or row. `start` and `end` are offsets in the paper's text."""

    text: str
    start: int
    paragraph: Paragraph
    paper: Paper

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    def quote(self) -> Quote:
        """The part as a quote."""
        return Quote(text=self.text, file=self.paper.name, place=self.paragraph.place, start=self.start, end=self.end)


@dataclass(frozen=True)
class Said:
    """What one part says of one path: a value, or a doubt. `is_weak`: from a heading, counts only where nothing else speaks."""

    path: str
    part: Part
    value: Any = None
    doubt: Doubt | None = None
    confidence: Confidence = "sentence"
    is_weak: bool = False


@dataclass(frozen=True)
class Parts:
    """What may be read of a paper, and what was left out."""

    parts: tuple[Part, ...]
    notices: tuple[PaperNotice, ...]


def parts_of(paper: Paper, lang: Lang) -> Parts:
    """The readable parts of a paper in order; `lang` is the language of the notices."""
    rules = paper_rules()
    is_of_person = any(rules.of_a_person.search(p.text) for p in paper.paragraphs[:1])
    is_forwarded = paper.is_mail and any(p.is_heading and rules.forward_subject.search(p.text) for p in paper.paragraphs[:2])
    kept: list[Part] = []
    notices: list[PaperNotice] = []
    is_quoted, quoted, others = False, 0, 0
    for paragraph in paper.paragraphs:
        text, is_quoted, count = _unquoted(paragraph.text, is_quoted, is_forwarded)
        quoted += count
        is_other = is_of_person
        for first, last in _groups(text):
            group = text[first:last]
            if orders_in(group):
                notices.append(PaperNotice(kind="order", file=paper.name, place=paragraph.place, words=_short(group)))
                continue
            for part in _sentences(group, first, paragraph, paper):
                if ground := _private(part.text, lang):
                    notices.append(PaperNotice(kind="unlawful", file=paper.name, place=paragraph.place, words=ground))
                    is_other = is_other or bool(rules.others.search(part.text))
                    continue
                is_other = _is_of_other(part.text, is_other)
                if is_other or rules.past.search(part.text):
                    others += 1
                else:
                    kept.append(part)
    if quoted:
        notices.append(PaperNotice(kind="quoted", file=paper.name, count=quoted))
    if others:
        notices.append(PaperNotice(kind="other_person", file=paper.name, count=others))
    return Parts(tuple(kept), tuple(dict.fromkeys(notices)))


def _is_of_other(text: str, is_other: bool) -> bool:
    rules = paper_rules()
    if rules.others.search(text):
        return True
    return is_other and not rules.post.search(text)


def _unquoted(text: str, is_quoted: bool, is_forwarded: bool) -> tuple[str, bool, int]:
    """The text with quoted lines blanked (offsets stay), whether quoting goes on, and how many lines were blanked."""
    rules = paper_rules()
    lines = list(_LINE.finditer(text))
    blanked = 0
    made = text
    for at, line in enumerate(lines):
        said = line.group()
        if rules.forward.search(said):
            is_quoted, is_forwarded = False, True
        elif rules.reply.search(said) or (
            not is_forwarded
            and rules.reply_from.search(said)
            and any(rules.reply_sent.search(after.group()) for after in lines[at + 1 : at + 4])
        ):
            is_quoted = True
        if is_quoted or rules.quote_mark.search(said):
            blanked += 1
            made = made[: line.start()] + " " * len(said) + made[line.end() :]
    return made, is_quoted, blanked


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines that belong together: a line goes on where it was broken for want of room."""
    start: int | None = None
    before: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        if before is not None and start is not None and not _goes_on(before.group(), line.group()):
            yield start, before.end()
            start = None
        start = line.start() if start is None else start
        before = line
    if before is not None and start is not None:
        yield start, before.end()


def _goes_on(before: str, line: str) -> bool:
    said = line.strip()
    if _MARKS.match(line.lstrip()) and _MARKS.match(line.lstrip()).group().strip():  # type: ignore[union-attr]  # tested in the same line
        return False
    if said[:1].islower():
        return True
    ends = before.rstrip().endswith(_STOPS)
    return len(before.rstrip()) >= LONG_LINE and not ends and not _LABELLED.match(said)


def _sentences(group: str, first: int, paragraph: Paragraph, paper: Paper) -> Iterator[Part]:
    pieces = [0, *(m.end() for m in _NEXT_LABEL.finditer(group)), len(group)]
    spans = [(a + s, a + e) for a, b in pairwise(pieces) for s, e in split(group[a:b]) or ((0, b - a),)]
    for start, end in spans:
        lead = _MARKS.match(group, start, end)
        begin = lead.end() if lead else start
        text = group[begin:end].rstrip()
        if text:
            yield Part(text, paragraph.start + first + begin, paragraph, paper)


def _private(text: str, lang: Lang) -> str:
    """The ground on which a sentence is nobody's business; empty where there is none."""
    found = next((m.rule.ground.in_lang(lang) for m in matches(text) if m.rule.severity == "block"), "")
    return found or next((p.ground.in_lang(lang) for p in paper_rules().personal if p.words.search(text)), "")


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= 80 else f"{said[:79]}…"
