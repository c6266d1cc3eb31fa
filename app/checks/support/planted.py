"""Words that reach a draft by an order in its material and by no other way. Knows texts and vocabularies; knows no document.

An order seldom says in so many words what shall be printed: it asks for a name, a figure or an address that stands beside it, or in a code.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from app.catalog.orders import Order, orders_in
from app.checks.names_known import common_words, house_words, known_words
from app.domain.letters import unaccented

SHORTEST = 4
"""Letters of a word, or digits of a figure, by which it can be told."""
LEAD_IN = 5
"""Words of a sentence before the order that still belongs to it."""
WORDLESS = frozenset({"language", "drop_section", "silence"})
"""Orders to write otherwise or to leave something out: the words beside them are not what they want said."""
STEM, FEWEST_STEMS, MOSTLY = 5, 3, 0.75
MOST = 20_000
"""Characters of one text that are looked at around orders."""
_WORD = re.compile(r"[^\W\d_]{4,}\d{0,6}|\d[\d.,]{1,14}\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,300}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"[^.!?\n]{1,600}(?:[.!?](?=\S)[^.!?\n]{1,600}){0,20}[.!?]?")
_CODE = re.compile(r"\b[A-Za-z0-9+/]{16,400}={0,2}")
_HEX = re.compile(r"\b(?:[0-9A-Fa-f]{2}){8,200}\b")
_SPACED = re.compile(r"(?:\b\w ){4,60}\w\b")


def told_words(text: str) -> frozenset[str]:
    """Names, figures and parts of addresses of a text: those that our own texts and the library's sentences do not use."""
    found = set()
    addresses = [m.span() for m in _ADDRESS.finditer(text)]
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].islower() and not any(start <= match.start() < end for start, end in addresses):
            continue
        if word[0].isdigit():
            digits = re.sub(r"\D", "", word)
            if len(digits) >= SHORTEST - 1:
                found.add(digits)
        elif (folded := unaccented(word)) not in _ordinary():
            found.add(folded)
    return frozenset(found)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(unaccented(w) for w in common_words()) | house_words() | known_words()


class Planted(NamedTuple):
    """What orders brought into texts: rare words that stand nowhere else there, and their passages, each with its order."""

    words: Mapping[str, Order]
    passages: tuple[tuple[frozenset[str], Order], ...]

    def repeats(self, text: str) -> Order | None:
        """The order whose passage the text says over again, with most of its own words; None when there is none."""
        own = _stems(text)
        if len(own) < FEWEST_STEMS:
            return None
        return next((order for stems, order in self.passages if len(own & stems) >= max(FEWEST_STEMS, MOSTLY * len(own))), None)


def planted(texts: Iterable[str]) -> Planted:
    """The rare words that stand beside an order in these texts, or in its code, and nowhere else in them; each with its order."""
    texts = tuple(text[:MOST] for text in texts)
    by_word: dict[str, Order] = {}
    plain: set[str] = set()
    passages = []
    for text in texts:
        beside: list[tuple[int, int]] = []
        for order, start, end in _places(text):
            beside.append((start, end))
            passages.append((_stems(text[start:end]), order))
            for word in _said_in(text[start:end]):
                by_word.setdefault(word, order)
        plain |= told_words(_without(text, beside))
    return Planted({word: order for word, order in by_word.items() if word not in plain}, tuple(passages))


def _stems(text: str) -> frozenset[str]:
    return frozenset(unaccented(w)[:STEM] for w in _LETTERS.findall(text))


def _places(text: str) -> Iterator[tuple[Order, int, int]]:
    """Each order with its sentence, the one after it on its line, and a few words that lead to it."""
    spans = [m.span() for m in _SENTENCE.finditer(text)]
    for order in orders_in(text):
        if order.technique.id in WORDLESS:
            continue
        at = text.find(order.raw)
        while at >= 0:
            yield order, *_around(text, spans, at, at + len(order.raw))
            at = text.find(order.raw, at + max(1, len(order.raw)))


def _around(text: str, spans: list[tuple[int, int]], at: int, until: int) -> tuple[int, int]:
    touched = [i for i, (start, end) in enumerate(spans) if start < until and end > at]
    if not touched:
        return at, until
    first, last = touched[0], touched[-1]
    if last + 1 < len(spans) and "\n\n" not in text[spans[last][1] : spans[last + 1][0]]:
        last += 1
    before = text[spans[first - 1][0] : spans[first - 1][1]] if first else ""
    if before and len(before.split()) <= LEAD_IN and "\n" not in text[spans[first - 1][1] : spans[first][0]]:
        first -= 1
    return spans[first][0], spans[last][1]


def _said_in(passage: str) -> frozenset[str]:
    return frozenset(w for reading in (passage, *_decoded(passage)) for w in told_words(reading))


def _decoded(passage: str) -> Iterator[str]:
    """What the passage says in the codes that such orders use: base64, hexadecimal, rot13, backwards, letter by letter."""
    for code in _CODE.findall(passage):
        try:
            yield base64.b64decode(code + "=" * (-len(code) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    for code in _HEX.findall(passage):
        try:
            yield bytes.fromhex(code).decode("utf-8")
        except (UnicodeDecodeError, ValueError):
            continue
    yield codecs.decode(passage, "rot13")
    yield passage[::-1]
    for spelled in _SPACED.findall(passage):
        yield spelled.replace(" ", "")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start] if start > at else "")
        at = max(at, end)
    return "\n".join((*kept, text[at:]))
