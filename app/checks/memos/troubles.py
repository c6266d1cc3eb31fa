"""Which sentences tell a trouble by their build, whatever its word: a figure against its plan, a likelihood, a harm with its size, a "not".

Reads the figures and cues of a reading. Knows the shape of such sentences in both languages; no list of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.coaching import Span
from app.domain.memos import MemoReading, MemoSentence

_NUMBER = r"(?:(?:usd|mxn|us\$|\$) ?)?\d[\d.,]*"
_UNIT = r"(?: ?%| (?:percent|per cent|por ciento))?"
_AGAINST = re.compile(
    rf"{_NUMBER}{_UNIT}(?: [a-z]+){{0,4}} \(?(?:against|versus|vs\.?|instead of|in place of|short of|below|under|contra"
    rf"|en (?:lugar|vez) de|(?:por )?debajo de|frente a|compromiso|commitment|meta|plan)\b((?: [a-z%'’-]+){{0,5}}) ({_NUMBER})"
)
"""A figure beside what it ought to be: "64% against 78%", "61,000 tons instead of 111,000", "8.7% contra el límite de 6.0%"."""
_LIMIT = re.compile(r"\b(?:limite?|ceiling|maxim(?:um|o)|cap|tope|threshold|umbral|tolerance|tolerancia)\b")
"""What a figure may come up to: "38 PPM against a limit of 50" is no trouble."""
_DOWN = re.compile(rf"\b(?:from|de) ({_NUMBER}){_UNIT} (?:to|a) ({_NUMBER})(?={_UNIT})")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
BESIDE = 50
"""Letters before "against a limit" in which the figure stands: "a vibration of 11.2 mm/s in compressor 2 against a limit of 7.1"."""
_COMPARED = frozenset(
    ("instead of", "in place of", "rather than", "and not", "y no", "versus", "vs", "vs.", "en lugar de", "en vez de", "frente a")
)
"""What weighs two choices, or only one figure against another."""
_SPARED = ("good_news", "recommend", "ask", "not_affected", "no_event", "action_done")
"""What makes of the same words an offer, a wish or a relief."""


def troubled(reading: MemoReading) -> frozenset[int]:
    """The numbers of the sentences of the body that tell a trouble by their build; empty for a memo that tells none so."""
    weighed = [span for span in reading.of("option") if " ".join(span.text.casefold().split()) not in _COMPARED]
    spared = _numbers(reading, *_SPARED) | _sentences(reading, weighed)
    likely, harmed = _numbers(reading, "band"), _numbers(reading, "harm", "undone")
    return frozenset(s.number for s in reading.body if s.zone == "body" and s.number not in spared and _is(reading, s, likely, harmed))


def _is(reading: MemoReading, sentence: MemoSentence, likely: frozenset[int], harmed: frozenset[int]) -> bool:
    figures = reading.figures_in(sentence)
    if sentence.number in likely and any(f.unit == "percent" for f in figures):
        return True
    if sentence.number in harmed and (figures or reading.moments_in(sentence)):
        return True
    said = reading.plain_of(sentence)
    return bool(figures) and (any(map(_is_missed, _AGAINST.finditer(said))) or any(_falls(m) for m in _DOWN.finditer(said)))


def _is_missed(found: re.Match[str]) -> bool:
    """True for a figure beside its plan; beside its limit only for one that is over it."""
    before = _DIGITS.findall(found.string[max(0, found.start(1) - BESIDE) : found.start(1)])
    return not _LIMIT.search(found[1]) or any(_number(said) > _number(found[2]) for said in before)


def _falls(found: re.Match[str]) -> bool:
    return _number(found[1]) > _number(found[2])


def _number(text: str) -> float:
    found = _DIGITS.search(text)
    return float(found.group().replace(",", "")) if found else 0.0


def _numbers(reading: MemoReading, *cues: str) -> frozenset[int]:
    return _sentences(reading, [span for name in cues for span in reading.of(name)])


def _sentences(reading: MemoReading, spans: Iterable[Span]) -> frozenset[int]:
    found = (reading.sentence_at(span.start) for span in spans)
    return frozenset(s.number for s in found if s is not None)
