"""The text of a memo as the cues hear it: calques, regional words and misspellings in their usual form, each letter still at its place.

What a level rests on must not hang on who learned which language where. Only what the cue lists are matched against is changed; quotes,
markers and rewrites keep the writer's words. Pure; the words are the catalog's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[a-zñ]{5,}")
_IN_SENTENCE = re.compile(r"[a-zñ,;] $")
LONG = 9
"""From so many letters on, one letter too many, too few, wrong or swapped is a misspelling."""


@dataclass(frozen=True)
class Form:
    """A pattern that begins at a word with what it becomes. `heads`: how its finds begin; it is looked for only where one of them stands.

    Empty: anywhere.
    """

    pattern: re.Pattern[str]
    becomes: str
    heads: tuple[str, ...] = ()

    def finds(self, text: str) -> Iterator[re.Match[str]]:
        """What `finditer` of the pattern finds, in the same order."""
        if not self.heads:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for at in sorted({place for head in self.heads if head in text for place in _starts(head, text)}):
            if at >= end and (found := self.pattern.match(text, at)):
                yield found
                end = max(found.end(), at + 1)


@dataclass(frozen=True)
class Usual:
    """How words are heard: patterns with what they become, and the words that are told by their sound or but for one letter."""

    forms: tuple[Form, ...] = ()
    spelled: Mapping[str, str] | None = None
    long_words: Mapping[tuple[str, int], tuple[str, ...]] | None = None
    known: frozenset[str] = frozenset()
    """Words that are right as they stand."""
    shortest: int = 6
    """Letters of the shortest word that is told by its sound: English, which is spelled less as it sounds, needs more."""


@dataclass(frozen=True)
class Heard:
    """Folded text, the same with capitals, and the place of each letter in the memo (as in `Sentences`)."""

    plain: str
    cased: str
    at: tuple[int, ...]


def _starts(head: str, text: str) -> Iterator[int]:
    """Where some letters stand in a text."""
    at = text.find(head)
    while at >= 0:
        yield at
        at = text.find(head, at + 1)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A word as it sounds in careless spelling: doubled letters once, no h, one sign for b and v, s, c and z, i and y, g and j."""
    said = re.sub(r"ie|ei", "i", word.replace("ll", "y").replace("qu", "k"))
    said = re.sub(r"c(?=[eiy])|z", "s", said).replace("c", "k").replace("h", "").replace("v", "b")
    said = re.sub(r"g(?=[ei])", "j", said).replace("y", "i")
    return re.sub(r"(.)\1+", r"\1", said)


def usual(forms: Sequence[Form], words: Sequence[str], said: Sequence[str] = (), other: Sequence[str] = (), shortest: int = 6) -> Usual:
    """The forms with an index of the words by sound, and of the long ones among `words` by first letter and length.

    `said`: words told by their sound only. `other`: words that sound or look like one of these and are no misspelling of it.
    """
    spelled: dict[str, str] = {}
    long_words: dict[tuple[str, int], tuple[str, ...]] = {}
    for word in (*words, *said):
        spelled.setdefault(sound(word), word)
    for word in words:
        if len(word) >= LONG:
            for length in (len(word) - 1, len(word), len(word) + 1):
                key = (word[0], length)
                long_words[key] = (*long_words.get(key, ()), word)
    return Usual(tuple(forms), spelled, long_words, frozenset((*words, *said, *other)), shortest)


def heard(plain: str, cased: str, at: tuple[int, ...], words: Usual) -> Heard:
    """The text in its usual words. A replaced word's first letter stands at the old one's first place, its last at the old one's last."""
    changes = [
        (m.start(), m.end(), w)
        for m in _WORD.finditer(plain)
        if (w := _respelled(m.group(), words)) and not _is_name(plain, cased, m.start())
    ]
    text = _with(Heard(plain, cased, at), changes)
    for form in words.forms:
        if found := list(form.finds(text.plain)):
            text = _with(text, [(m.start(), m.end(), m.expand(form.becomes)) for m in found])
    return text


def _is_name(plain: str, cased: str, at: int) -> bool:
    """True for a capital within a sentence."""
    return cased[at].isupper() and bool(_IN_SENTENCE.search(plain[max(0, at - 2) : at]))


def _respelled(word: str, words: Usual) -> str | None:
    if word in words.known or len(word) < words.shortest:
        return None
    by_sound = (words.spelled or {}).get(sound(word))
    if by_sound is not None:
        return by_sound
    near = (words.long_words or {}).get((word[0], len(word)), ())
    return next((other for other in near if _one_off(word, other)), None)


def _one_off(a: str, b: str) -> bool:
    """True for words that differ by one letter, or by two neighbours swapped; an ending alone is inflection, no misspelling."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    if start >= min(len(a), len(b)) - 1:
        return False
    x, y = a[start:], b[start:]
    return x[1:] == y[1:] or x[1:] == y or x == y[1:] or (x[:2] == y[1::-1] and x[2:] == y[2:])


def _with(text: Heard, changes: Sequence[tuple[int, int, str]]) -> Heard:
    if not changes:
        return text
    plain: list[str] = []
    cased: list[str] = []
    at: list[int] = []
    done = 0
    for start, end, form in changes:
        plain += [text.plain[done:start], form]
        cased += [text.cased[done:start], form[:1].upper() + form[1:] if text.cased[start].isupper() else form]
        at += text.at[done:start]
        at += [text.at[min(start + i, end - 1)] for i in range(len(form))]
        if form:
            at[-1] = text.at[end - 1]
        done = end
    plain.append(text.plain[done:])
    cased.append(text.cased[done:])
    at += text.at[done:]
    return Heard("".join(plain), "".join(cased), tuple(at))
