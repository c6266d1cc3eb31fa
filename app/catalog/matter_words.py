"""The words of matters for counsel, prompts/coaching/matter_words.yaml, as one index walked once a text. Knows no memo, no verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.errors import BadData

FILE = "matter_words.yaml"
SHORTEST = 2
"""Letters of the shortest beginning that an entry may name."""
MOST_BETWEEN = 3
GAP = ".."
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


@dataclass(frozen=True)
class MatterWords:
    """Entries by their first word: `exact` by the word, `begins` by its beginning; each the concept and the words that follow."""

    names: tuple[str, ...]
    exact: Mapping[str, tuple[tuple[str, tuple[Form, ...]], ...]]
    begins: Mapping[str, tuple[tuple[str, tuple[Form, ...]], ...]]

    def found(self, words: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
        """Every concept that the words of a sentence name, with the first word and the one after the last."""
        for at, word in enumerate(words):
            text = word.text
            for concept, rest in self.exact.get(text, ()):
                if (end := _end(rest, words, at + 1)) is not None:
                    yield concept, at, end
            for size in range(SHORTEST, len(text) + 1):
                for concept, rest in self.begins.get(text[:size], ()):
                    if (end := _end(rest, words, at + 1)) is not None:
                        yield concept, at, end


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


@cache
def matter_words() -> MatterWords:
    """The index of every entry.

    Raises: BadData for an entry without a word or that begins with a gap.
    """
    raw = load(prompts_dir() / "coaching" / FILE)
    exact: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
    begins: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
    for concept, lists in raw.items():
        for entry in (e.strip() for each in lists for e in str(each).split(" / ")):
            forms = tuple(_form(word) for word in entry.split())
            if not forms or forms[0].is_gap or any(len(b) < SHORTEST for b in forms[0].begins):
                raise BadData("data.unknown_key", where=f"{FILE}: {concept}", name=entry)
            for word in forms[0].exact:
                exact.setdefault(word, []).append((concept, forms[1:]))
            for word in forms[0].begins:
                begins.setdefault(word, []).append((concept, forms[1:]))
    return MatterWords(tuple(raw), {k: tuple(v) for k, v in exact.items()}, {k: tuple(v) for k, v in begins.items()})


def _form(word: str) -> Form:
    if word == GAP:
        return Form(frozenset(), ())
    parts = word.split("/")
    return Form(frozenset(p for p in parts if not p.endswith("*")), tuple(p[:-1] for p in parts if p.endswith("*")))
