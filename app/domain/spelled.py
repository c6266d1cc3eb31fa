"""Numbers written in words, English and Spanish, from zero to the millions. Knows no digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
    " veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_HUNDREDS = "dos tres cuatro quin seis sete ocho nove".split()
_SMALL: dict[str, int] = {
    **{w: n for n, w in enumerate(_EN)},
    **{w: n for n, w in enumerate(_ES)},
    **{w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},
    **{w: n * 10 for n, w in enumerate("treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), 3)},
    **{f"{w}{'' if w == 'quin' else 'c'}ient{o}s": n * 100 for n, w in enumerate(_HUNDREDS, 2) for o in "oa"},
    "cien": 100, "ciento": 100, "un": 1, "una": 1, "veintiún": 21, "veintiun": 21, "veintiuna": 21, "dieciseis": 16, "veintidos": 22,
    "veintitres": 23, "veintiseis": 26,
}  # fmt: skip
_TIMES: dict[str, int] = {
    "hundred": 100, "thousand": 1000, "mil": 1000, "million": 10**6, "millón": 10**6, "millon": 10**6, "millones": 10**6,
    "dozen": 12, "docena": 12, "docenas": 12,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_JOIN = frozenset({"and", "y"})
_ARTICLES = frozenset({"one", "un", "una", "uno"})
_BARE = "mil"
"""The one word that is a number without another before it ("mil pesos")."""
_ENGLISH = re.compile(r"\b(?:the|of|and|is|to|for|in|with|who|that|by|on)\b", re.IGNORECASE)
_SPANISH = re.compile(r"\b(?:de|la|el|los|las|en|y|que|por|con|del|se|para|su)\b", re.IGNORECASE)
_ALSO_ENGLISH = "once"
_ONE_TIME = frozenset({"a", "per", "each", "every", "more"})
"""What follows the English "once": "once a year" is no eleven, "de once a doce" is."""
"""Eleven in Spanish, a single time in English."""
_MAY_START = frozenset({*_SMALL, _ALSO_ENGLISH, _BARE, "a"})
_GAPS = (" ", "-", "\u00a0")

_Word = tuple[int, int, str]


def spelled_numbers(text: str) -> Iterator[tuple[int, int, Decimal, bool]]:
    """Spans and values of numbers in words, and whether it is a lone article ("one", "un", "una"); the "ciento" of "por ciento" is none."""
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    index = 0
    while index < len(words):
        if words[index][2] not in _MAY_START or not _starts(words, index, text):
            index += 1
            continue
        stop = _run_end(words, index, text)
        run = [w for _, _, w in words[index:stop] if w not in _JOIN]
        yield words[index][0], words[stop - 1][1], Decimal(_value(run)), len(run) == 1 and run[0] in _ARTICLES
        index = stop


def _starts(words: list[_Word], index: int, text: str) -> bool:
    start, end, word = words[index]
    before = words[index - 1][2] if index else ""
    if word == "ciento" and before == "por":
        return False
    if word == _ALSO_ENGLISH and _is_one_time([w for _, _, w in words[index + 1 : index + 3]]):
        return False
    if word == _ALSO_ENGLISH:
        return len(_SPANISH.findall(text)) >= len(_ENGLISH.findall(text))
    if word == _BARE:
        return not re.search(r"\d[\s-]*$", text[max(0, start - 3) : start])
    if word == "a":
        return index + 1 < len(words) and words[index + 1][2] in _TIMES and text[end : words[index + 1][0]] in _GAPS
    return word in _SMALL


def _is_one_time(after: list[str]) -> bool:
    return bool(after) and after[0] in _ONE_TIME and not (len(after) > 1 and after[1] in _SMALL)


def _run_end(words: list[_Word], index: int, text: str) -> int:
    stop = index + 1
    while stop < len(words):
        between = text[words[stop - 1][1] : words[stop][0]]
        word = words[stop][2]
        if between not in _GAPS:
            break
        if word in _TIMES or (word in _SMALL and _joins(words[stop - 1][2], word, between)):
            stop += 1
        elif word in _JOIN and stop + 1 < len(words) and words[stop + 1][2] in _SMALL and _tens(words[stop - 1][2]):
            stop += 2
        else:
            break
    return stop


def _tens(word: str) -> bool:
    return _SMALL.get(word, 0) >= 20 or word in _TIMES


def _joins(before: str, word: str, between: str) -> bool:
    if before in _TIMES:
        return True
    first, second = _SMALL.get(before, 0), _SMALL[word]
    return (second < 10 <= first < 100 and first % 10 == 0 and (between == "-" or word in _EN)) or first >= 100 > second


def _value(run: list[str]) -> int:
    total = part = 0
    for word in run:
        if word == "a":
            part = 1
        elif word in _SMALL:
            part += _SMALL[word]
        elif _TIMES[word] <= 100:
            part = max(part, 1) * _TIMES[word]
        elif _TIMES[word] == 1000:
            total, part = total + max(part, 1) * 1000, 0
        else:
            total, part = max(total + part, 1) * _TIMES[word], 0
    return total + part
