"""A memo and its rewrite as a check compares them: sentences with their stems, quotes and slots set aside. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.catalog.rewrite_words import concept_hits
from app.domain.coaching import Rewrite
from app.domain.composed import composed
from app.domain.lang import Lang
from app.domain.rewrites import slots_in, without_slots
from app.domain.sentences import split
from app.domain.stems import STOP_WORDS, ordered_stems, stem, stems, words

_QUOTED = re.compile(r"[«“\"]([^«»“”\"\n]{3,})[»”\"]")
_NEUTRAL = frozenset(stem(w) for w in "units unit pieces piece piezas pieza unidades unidad usd mxn eur dollars dolares pesos".split())
"""Nouns that fit any count: which thing was counted is told by the other words."""
_HEADER = re.compile(r"^[^\S\n]*(?:to|from|date|cc|bcc|para|de|fecha|ccp|c\.c\.p\.?)[^\S\n]*:.*$", re.IGNORECASE | re.MULTILINE)


_SUBJECT = re.compile(r"^[^\S\n]*(?:subject|asunto|re)[^\S\n]*:.*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text with its place and what it speaks of."""

    start: int
    end: int
    text: str
    stems: frozenset[str]

    def about(self, start: int, end: int, *, before: int, after: int) -> tuple[str, ...]:
        """The stems of so many content words before and after a place inside this sentence."""
        content = [(a, b, stem(w)) for a, b, w in words(self.text) if w not in STOP_WORDS and len(w) > 1]
        left = [s for _, b, s in content if b <= start][-before:] if before else []
        right = [s for a, _, s in content if a >= end][:after]
        return (*left, *right)


@dataclass(frozen=True)
class Told:
    """A text in one language, cut into sentences."""

    text: str
    lang: Lang

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        return tuple(Sentence(a, b, self.text[a:b], stems(self.text[a:b])) for a, b in split(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the whole speaks of."""
        return stems(self.text)

    def said(self, concept: str) -> Iterator[tuple[Sentence, int, int]]:
        """Where a concept stands, with its sentence; places lie inside the sentence."""
        for sentence in self.sentences:
            for start, end in concept_hits(sentence.text, concept, self.lang):
                yield sentence, start, end


@dataclass(frozen=True)
class Compared:
    """Both texts with composed accents. `new` has slots and verbatim quotes blanked; `kept` holds all that the reader is still told."""

    memo: Told
    rewrite: Rewrite

    @cached_property
    def spoken(self) -> Told:
        """The rewrite without its slots."""
        return Told(without_slots(composed(self.rewrite.text), self.memo.text), self.rewrite.lang)

    @cached_property
    def new(self) -> Told:
        """The rewrite without slots and without what it quotes from the memo word for word."""
        text = _QUOTED.sub(lambda m: " " * len(m.group()) if m.group(1).strip() in self.memo.text else m.group(), self.spoken.text)
        return Told(text, self.rewrite.lang)

    @cached_property
    def kept(self) -> Told:
        """Everything that is still said or owned up to: text, slots, and the list of what was left out."""
        return Told("\n\n".join((composed(self.rewrite.text), *(composed(d) for d in self.rewrite.dropped))), self.rewrite.lang)

    @cached_property
    def worded(self) -> str:
        """What the rewrite itself words: without header lines and subject, which may be names and the memo's own."""
        return _HEADER.sub("", _SUBJECT.sub("", self.new.text))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions of the slots as they stand in the text."""
        return tuple(s.question for s in slots_in(composed(self.rewrite.text), self.memo.text))

    @property
    def is_same_lang(self) -> bool:
        """True when memo and rewrite are in one language, so that words can be compared."""
        return self.memo.lang == self.rewrite.lang

    @cached_property
    def body(self) -> Told:
        """The memo without its header lines: what a rewrite may not lose."""
        return Told(_HEADER.sub(lambda m: " " * len(m.group()), self.memo.text), self.memo.lang)


def compared(memo: str, lang: Lang, rewrite: Rewrite) -> Compared:
    """A memo beside its rewrite."""
    return Compared(Told(composed(memo), lang), rewrite)


def shared(a: frozenset[str] | tuple[str, ...], b: frozenset[str]) -> int:
    """How many different stems two stretches share."""
    return len(set(a) & b)


def window(text: str, start: int, end: int, stops: tuple[tuple[int, int], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Up to three stems on either side of a figure, as far as the next figure or mark of punctuation."""
    left_stop = max((b for _, b in stops if b <= start), default=0)
    right_stop = min((a for a, _ in stops if a >= end), default=len(text))
    left = re.split(r"[.;:!?\n()]|\s{6,}", text[left_stop:start])[-1]
    right = re.split(r"[;:!?\n()]|[.,](?=\s)|\s{6,}", text[end:right_stop])[0]
    before, after = (tuple(s for s in ordered_stems(side) if s not in _NEUTRAL) for side in (left, right))
    return before[-3:], after[:3]
