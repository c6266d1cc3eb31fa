"""The clause that a question quotes: the words round a place, as few as can be understood. Knows no gap and no question."""

from __future__ import annotations

import re

from app.domain.clauses import JOINT, OPENING, is_border, whole
from app.domain.coaching import Span
from app.domain.memos import MemoReading

MOST_WORDS = 14
_LEANING = re.compile(r"(?:del?|con|en|por|al?|para|of|with|in|for|to|from|by)\b", re.IGNORECASE)
"""What a clause cannot begin with and still be understood."""


def clause_round(reading: MemoReading, start: int, end: int) -> Span:
    """The clause round some words, of at most 14 words, always with those words in it; on one line."""
    text = reading.text
    sentence = reading.sentence_at(start)
    low, high = (sentence.start, sentence.end) if sentence else (start, end)
    left, right = start, end
    while left > low and not is_border(text, left - 1):
        left -= 1
    while right < high and not is_border(text, right):
        right += 1
    opening = OPENING.match(text, left, start)
    left = opening.end() if opening else left
    before = [m.end() for m in JOINT.finditer(text, left, start) if not _LEANING.match(text, m.end())]
    if len(text[left:right].split()) > MOST_WORDS and before:
        left = before[-1]
    joints = [m.start() for m in JOINT.finditer(text, end, right)]
    if len(text[left:right].split()) > MOST_WORDS and joints:
        right = joints[0]
    while len(text[left:right].split()) > MOST_WORDS and right > end and " " in text[end:right]:
        right = max(end, text.rfind(" ", end, right))
    while len(text[left:right].split()) > MOST_WORDS and left < start and " " in text[left:start]:
        left = text.find(" ", left, start) + 1
    words = whole(text[left:right].rstrip(), end - left, MOST_WORDS // 2)
    return Span(start=left, end=left + len(words), text=words)
