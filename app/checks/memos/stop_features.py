"""What the stop score sees in a stretch of a memo: letters, words, concepts, signs. Knows no weight and no verdict.

Letters and words are counted with a logarithm and divided by the length of their own block, so that a long stretch weighs as much as a
short one; a figure is one sign whatever its digits, so that no amount decides.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from app.catalog.matter_words import matter_words
from app.catalog.word_index import tokens
from app.domain.memos import MemoReading, MemoSentence

SHORTEST, LONGEST = 2, 4
"""Letters of a run inside a word, its borders counted."""
CONCEPT = 0.45
APART_BY = (2, 3)
"""How many words on the second of two words that are seen together may stand."""
APART = 0.5
"""What such pairs count beside words and neighbours."""
SIGN = 0.2
_SEEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[\"?!%:;]")
_DIGITS = re.compile(r"\d+")


def seen_words(plain: str) -> tuple[str, ...]:
    """The words and signs of folded text as the score reads them."""
    return tuple(_SEEN.findall(_DIGITS.sub("0", plain)))


@lru_cache(maxsize=8192)
def runs(word: str) -> tuple[str, ...]:
    """Every run of two to four letters in a word with its borders ("_"); one for a size longer than both."""
    padded = f"_{word}_"
    return tuple(padded[at : at + size] for size in range(SHORTEST, LONGEST + 1) for at in range(max(1, len(padded) - size + 1)))


@lru_cache(maxsize=8192)
def letters_of(word: str) -> tuple[str, ...]:
    """The features of a word's letters: its runs by name."""
    return tuple(f"g:{run}" for run in runs(word))


def pairs(words: Sequence[str]) -> list[str]:
    """The features of words: every one and every two neighbours, joined by a space."""
    return [f"w:{word}" for word in words] + [f"w:{first} {second}" for first, second in itertools.pairwise(words)]


def apart(words: Sequence[str]) -> list[str]:
    """The features of words a little apart: every two with one or two others between, joined by "_"."""
    return [f"s:{first}_{second}" for by in APART_BY for first, second in zip(words, words[by:], strict=False)]


def damped(counts: Mapping[str, int], length: float = 1.0) -> dict[str, float]:
    """Counts with a logarithm, as a vector of this length. Empty for nothing counted."""
    scaled = _scaled(counts, length)
    return {key: scaled[n] for key, n in counts.items()}


def weighed(counts: Mapping[str, int], weights: Mapping[str, float], length: float = 1.0) -> float:
    """What the features of `damped` add up to, each times its weight."""
    scaled = _scaled(counts, length)
    return sum([scaled[counts[key]] * weights[key] for key in counts if key in weights])


def _scaled(counts: Mapping[str, int], length: float) -> dict[int, float]:
    """What a feature that was counted so often is worth."""
    often = Counter(counts.values())
    sizes = {n: 1 + log(n) for n in often}
    scale = length / (sqrt(sum(sizes[n] ** 2 * times for n, times in often.items())) or 1.0)
    return {n: size * scale for n, size in sizes.items()}


@lru_cache(maxsize=1024)
def concepts_in(plain: str) -> frozenset[str]:
    """The concepts that a sentence names."""
    return frozenset(name for name, _, _ in matter_words().found(tokens(plain)))


@lru_cache(maxsize=256)
def _parts(plain: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The runs of letters, the words and pairs, and the pairs a little apart of a sentence; stretches overlap and ask twice."""
    seen = seen_words(plain)
    return tuple(itertools.chain.from_iterable(map(letters_of, seen))), tuple(pairs(seen)), tuple(apart(seen))


@dataclass(frozen=True)
class Counted:
    """What is seen in a stretch: runs of letters, words and pairs, pairs a little apart; the concepts and signs by feature."""

    letters: Counter[str]
    words: Counter[str]
    wide: Counter[str]
    single: Mapping[str, float]

    def features(self) -> dict[str, float]:
        """As a vector: `g:` letters, `w:` words and pairs, `s:` words a little apart, `c:` concepts, `q:` signs."""
        return {**damped(self.letters), **damped(self.words), **damped(self.wide, APART), **self.single}

    def weighed(self, weights: Mapping[str, float]) -> float:
        """What the vector's features add up to, each times its weight."""
        counted = weighed(self.letters, weights) + weighed(self.words, weights) + weighed(self.wide, weights, APART)
        return counted + sum(value * weights.get(name, 0.0) for name, value in self.single.items())


def features(reading: MemoReading, sentences: Sequence[MemoSentence]) -> dict[str, float]:
    """The features of a stretch as a vector."""
    return counted_in(reading, sentences).features()


def counted_in(reading: MemoReading, sentences: Sequence[MemoSentence]) -> Counted:
    """What is seen in a stretch."""
    letters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    wide: Counter[str] = Counter()
    named: set[str] = set()
    signs: set[str] = set()
    for sentence in sentences:
        plain = reading.plain_of(sentence)
        all_runs, near, far = _parts(plain)
        letters.update(all_runs)
        words.update(near)
        wide.update(far)
        named |= concepts_in(plain)
        if plain.rstrip().endswith("?"):
            signs.add("asks")
        if '"' in plain:
            signs.add("quoted")
    concepts = dict.fromkeys((f"c:{name}" for name in sorted(named)), CONCEPT)
    return Counted(letters, words, wide, {**concepts, **dict.fromkeys((f"q:{sign}" for sign in sorted(signs)), SIGN)})
