"""Splits a passage into sentences of 3 to 80 words, English and Spanish, with their offsets. Knows punctuation; knows no file.

Between two sentences lie white space and the marks that begin a line (a bullet, the `>` of a quoted e-mail); nothing else is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from app.domain.abbreviations import INITIAL, MAY_END, MONTHS, NEVER_END, NUMBERED, STARTERS

Span = tuple[int, int]
"""Start and end in code points, end exclusive."""
FEWEST_WORDS = 3
MOST_WORDS = 80
MOST_CHARACTERS = 2000
"""A sentence of 80 words has some 500; what is longer holds no words, and is cut."""

_TOKENS = re.compile(r"[^\s。！？]+")
_LETTER = re.compile(r"[^\W_]")
_LINE = re.compile(r"[^\n]*\n?")
_QUOTED = re.compile(r"(?<![ \t])[ \t]*+(?:>[ \t]?)++")
_BULLET = re.compile(r"[ \t]*[•·▪◦‣●○■□➢✓*+–—-][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)|\d{1,3}(?:\.\d{1,3})*\.|[ivxIVX]{1,5}\.)[ \t]+(?=\S)")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[)\]\"'”’»*_]*+(?=\s)|[。！？]++[」』”’]*+")
_TOKEN = re.compile(r"[^\s(\[\"“«¿¡/|—–-]*\Z")
LABEL = re.compile(r"\s*[^\W\d_][^.:;!?\n]{1,30}: ?\S")
"""What an item begins with that says its name: "Cost: 99.2% of budget." Of two in a row each stands alone."""
_OPENING = "\"'“‘«([¿¡—–-*_"
FULL_LINE = 0.75
"""A line that breaks before this part of the longest line, though the next word would have fitted, was broken on purpose."""
LOOKED_BACK = 40
"""Characters before a full stop in which an abbreviation is looked for."""
_SOFT_ENDS = (";:", ",", "–—")


def split(text: str) -> tuple[Span, ...]:
    """The sentences in reading order; none for a text without a word. Fewer than three words stand alone only if there are no others."""
    words = list(_words(text))
    if not words:
        return ()
    starts = [start for start, _ in words]
    pieces = [span for segment in _segments(text) for span in _joined(list(_sentences(text, segment)), starts)]
    return tuple(part for piece in _joined(pieces, starts) for part in _cut(text, piece, words, starts))


def cleaned(text: str, span: Span) -> str:
    """A sentence on one line, without the marks of quoted e-mail at the starts of its lines."""
    lines = text[span[0] : span[1]].split("\n")
    kept = [lines[0], *(_QUOTED.sub("", line, count=1) if line.lstrip(" \t").startswith(">") else line for line in lines[1:])]
    return " ".join(" ".join(kept).split())


def _words(text: str) -> Iterator[Span]:
    """What stands between white space and holds a letter or figure; a mark of quoting before it is no part of it."""
    for token in _TOKENS.finditer(text):
        start, end = token.span()
        if text[start].isalnum():
            yield start, end
        elif _LETTER.search(text, start, end):
            yield end - len(token.group().lstrip(">")), end


def _segments(text: str) -> Iterator[Span]:
    """Stretches that no sentence crosses: paragraphs, list items, quoted parts, lines that were broken on purpose."""
    lines = [match.span() for match in _LINE.finditer(text) if match.group()]
    widest = max(len(text[start:end].rstrip()) for start, end in lines)
    begin, depth, before = -1, 0, ""
    for start, end in lines:
        line = text[start:end]
        quoted = _QUOTED.match(line)
        offset = quoted.end() if quoted else 0
        own_depth = line[:offset].count(">")
        content = line[offset:]
        if not content.strip():
            if begin >= 0:
                yield begin, start
            begin, before = -1, ""
            continue
        bullet = _BULLET.match(content)
        is_new = bullet or _NUMBER.match(content) or own_depth != depth or _breaks(before, content, widest)
        if begin >= 0 and is_new:
            yield begin, start
            begin = -1
        if begin < 0:
            begin = start + offset + (bullet.end() if bullet else 0)
        depth, before = own_depth, content
    if begin >= 0:
        yield begin, len(text)


def _breaks(before: str, line: str, widest: int) -> bool:
    """True between two items with a name, and when a line ends before the next one's first word would have needed it to, and the next one
    begins like a sentence."""
    said, following = before.rstrip(), line.lstrip()
    if LABEL.match(said) and LABEL.match(following):
        return True
    if not said or said[-1] in ",;" or following[:1].islower():
        return False
    return len(said) + 1 + len(following.split(maxsplit=1)[0]) <= FULL_LINE * widest


def _sentences(text: str, segment: Span) -> Iterator[Span]:
    start, end = segment
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _is_end(text, begin, stop, end):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right


def _is_end(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the sentence ends at this full stop, question mark or the like."""
    if stop.group()[0] in "。！？":
        return True
    following = text[stop.end() : min(end, stop.end() + 200)].lstrip(" \t\n\r>")
    if not following:
        return True
    if following[0].islower():
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    found = _TOKEN.search(text, max(begin, stop.start() - LOOKED_BACK), stop.start())
    token = found.group() if found else ""
    before = text[begin : stop.start() - len(token)] if stop.start() - begin < LOOKED_BACK else "…"
    return not _is_abbreviation(token, following, is_first=not before.strip())


def _is_abbreviation(token: str, following: str, *, is_first: bool) -> bool:
    """True when the full stop after this token belongs to it and ends nothing."""
    low = token.lower()
    first = re.match(r"[^\W\d_]+", following.lstrip(_OPENING))
    starts_anew = following[0] in "¿¡" or (first is not None and first.group().lower() in STARTERS)
    if low in NEVER_END:
        return True
    if low in NUMBERED and not (len(token) == 1 and token.isupper()):  # “P.” is an initial, “p.” a page
        return following[0].isdigit()
    if is_first and (low.isdigit() or INITIAL.fullmatch(token)):
        return True  # the number of a list item or clause
    if low in MONTHS:
        return not (starts_anew or following.lstrip(_OPENING)[:1].isupper())
    if low in MAY_END or INITIAL.fullmatch(token):
        return not starts_anew
    return False


def _joined(pieces: list[Span], starts: list[int]) -> Iterator[Span]:
    """Pieces of fewer than three words go with the next one, the last such with the one before: "38 PPM. GREEN"; first within a stretch,
    then across."""
    held: Span | None = None
    waiting: Span | None = None
    for piece in pieces:
        current = piece if waiting is None else (waiting[0], piece[1])
        waiting = None
        if _count(starts, current) < FEWEST_WORDS:
            waiting = current
            continue
        if held:
            yield held
        held = current
    if waiting:
        held = (held[0], waiting[1]) if held else waiting
    if held:
        yield held


def _count(starts: list[int], span: Span) -> int:
    """Words that begin inside. A cut never parts a word from its first letter, so that each counts once."""
    return bisect_left(starts, span[1]) - bisect_left(starts, span[0])


def _cut(text: str, piece: Span, words: list[Span], starts: list[int]) -> Iterator[Span]:
    """A piece of more than 80 words in parts of like length, best where a clause ends."""
    first, last = bisect_left(starts, piece[0]), bisect_left(starts, piece[1])
    begin = piece[0]
    while last - first > MOST_WORDS:
        left = last - first
        parts = -(-left // MOST_WORDS)
        fewest = max(left - MOST_WORDS * (parts - 1), left // parts // 2, FEWEST_WORDS)
        at = first + _best(text, words[first : first + MOST_WORDS], fewest, min(MOST_WORDS, left - FEWEST_WORDS * (parts - 1)))
        yield from _short(text, begin, starts[at])
        begin, first = starts[at], at
    yield from _short(text, begin, piece[1])


def _best(text: str, words: list[Span], fewest: int, most: int) -> int:
    """How many words the first part gets: up to the last semicolon, else the last comma, else as many as it may hold."""
    for marks in _SOFT_ENDS:
        for count in range(most, fewest - 1, -1):
            if text[words[count - 1][1] - 1] in marks:
                return count
    return most


def _short(text: str, start: int, end: int) -> Iterator[Span]:
    """A part in pieces of at most MOST_CHARACTERS, at white space where there is any."""
    for left, right in _trimmed(text, start, end):
        begin = left
        while right - begin > MOST_CHARACTERS:
            space = max(text.rfind(" ", begin, begin + MOST_CHARACTERS), text.rfind("\n", begin, begin + MOST_CHARACTERS))
            stop = space if space > begin else begin + MOST_CHARACTERS
            yield from _trimmed(text, begin, stop)
            begin = stop
        yield from _trimmed(text, begin, right)
