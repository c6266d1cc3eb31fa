"""Word lists by concept, files of prompts/coaching/, as one index that is walked once a text. Knows no concept, no memo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.errors import BadData

SHORTEST = 2
"""Letters of the shortest beginning that an entry may name."""
MOST_BETWEEN = 3
GAP = ".."
MOST_KNOWN = 20_000
"""Different words that an index keeps in mind."""
_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


@dataclass(frozen=True)
class Token:
    """A word of folded text with its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Form:
    """One word of an entry: the words that fit as they stand, and the beginnings that fit. Neither for a gap."""

    exact: frozenset[str]
    begins: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """True when a folded word is one of the form's."""
        return word in self.exact or (bool(self.begins) and word.startswith(self.begins))

    @property
    def is_gap(self) -> bool:
        """True for up to three words of any kind."""
        return not self.exact and not self.begins


Entry = tuple[str, tuple[Form, ...]]
"""A concept, and the words of an entry after the first."""


@dataclass(frozen=True)
class Begun:
    """The entries that begin with one word: those of that word alone, those by the word that must follow, and all others."""

    whole: tuple[str, ...]
    by_second: Mapping[str, Sequence[Entry]]
    others: tuple[Entry, ...]


class WordIndex:
    """Entries by their first word: `exact` by the word, `begins` by its beginning. What a word may begin is worked out once."""

    def __init__(self, names: Sequence[str], exact: Mapping[str, Sequence[Entry]], begins: Mapping[str, Sequence[Entry]]) -> None:
        """`names` are the concepts in the file's order."""
        self.names = tuple(names)
        self._exact, self._begins = exact, begins
        self._known: dict[str, Begun] = {}

    def found(self, words: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
        """Every concept that the words of a sentence name, with the first word and the one after the last."""
        following = [*(word.text for word in words[1:]), ""]
        for at, word in enumerate(words):
            begun = self._from(word.text)
            for concept in begun.whole:
                yield concept, at, at + 1
            for concept, rest in begun.by_second.get(following[at], ()):
                if (end := _end(rest, words, at + 2)) is not None:
                    yield concept, at, end
            for concept, rest in begun.others:
                if (end := _end(rest, words, at + 1)) is not None:
                    yield concept, at, end

    def _from(self, word: str) -> Begun:
        """The entries that a word may begin."""
        if (known := self._known.get(word)) is None:
            begun = (entry for size in range(SHORTEST, len(word) + 1) for entry in self._begins.get(word[:size], ()))
            known = _sorted((*self._exact.get(word, ()), *begun))
            if len(self._known) < MOST_KNOWN:
                self._known[word] = known
        return known


def _sorted(entries: Iterable[Entry]) -> Begun:
    """The entries of one first word by what must follow it."""
    whole: list[str] = []
    by_second: dict[str, list[Entry]] = {}
    others: list[Entry] = []
    for concept, rest in entries:
        if not rest:
            whole.append(concept)
        elif rest[0].exact and not rest[0].begins:
            for second in rest[0].exact:
                by_second.setdefault(second, []).append((concept, rest[1:]))
        else:
            others.append((concept, rest))
    return Begun(tuple(whole), by_second, tuple(others))


def tokens(plain: str) -> tuple[Token, ...]:
    """The words and figures of folded text; what a hyphen or an apostrophe joins is one word."""
    return tuple(Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(plain))


def _end(rest: tuple[Form, ...], words: Sequence[Token], at: int) -> int | None:
    """Where the remaining words of an entry end, None where they do not stand."""
    if not rest:
        return at
    if rest[0].is_gap:
        ends = (_end(rest[1:], words, at + skip) for skip in range(MOST_BETWEEN + 1))
        return next((e for e in ends if e is not None), None)
    if at < len(words) and rest[0].fits(words[at].text):
        return _end(rest[1:], words, at + 1)
    return None


def read_index(file: str) -> WordIndex:
    """The index of every entry of a file: `concept: [entry / entry …]`. An entry is words: `word` as it stands, `stem*` for its beginnings,
    `one/other` for either, `..` for up to three words between.

    Raises: BadData for an entry without a word or that begins with a gap.
    """
    raw = load(prompts_dir() / "coaching" / file)
    exact: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
    begins: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
    for concept, lists in raw.items():
        for entry in (e.strip() for each in lists for e in str(each).split(" / ")):
            forms = tuple(_form(word) for word in entry.split())
            if not forms or forms[0].is_gap or any(len(b) < SHORTEST for b in forms[0].begins):
                raise BadData("data.unknown_key", where=f"{file}: {concept}", name=entry)
            for word in forms[0].exact:
                exact.setdefault(word, []).append((concept, forms[1:]))
            for word in forms[0].begins:
                begins.setdefault(word, []).append((concept, forms[1:]))
    return WordIndex(tuple(raw), exact, begins)


@lru_cache(maxsize=MOST_KNOWN)
def _form(word: str) -> Form:
    if word == GAP:
        return Form(frozenset(), ())
    parts = word.split("/")
    return Form(frozenset(p for p in parts if not p.endswith("*")), tuple(p[:-1] for p in parts if p.endswith("*")))
