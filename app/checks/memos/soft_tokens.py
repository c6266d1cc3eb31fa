"""What a word of a memo looks like among its neighbours, and how vague the words read by learned weights. Knows no clause, no verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from app.catalog.soft_weights import soft_weights
from app.catalog.word_index import Token

AROUND = (-2, -1, 0, 1, 2)
"""Words by their place beside the one that is looked at."""
AFFIXES = (3, 4, 5)
"""Letters of the beginnings and ends of a word that are seen besides."""
SHORT_END = 2
EDGE = 2
"""How many empty places stand before and after a sentence."""
PAIRS = "LRlr"
"""Two neighbours of which the second is looked at, the first is; both before it, both behind it."""
_NEITHER = (0.0,) * len(PAIRS)
_NOTHING: frozenset[str] = frozenset()
_BEFORE, _AFTER = ("<<", "<s"), ("s>", ">>")
_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[\"?!%:;,.()]")
_DIGITS = re.compile(r"\d+")


def tokens_in(plain: str, start: int) -> tuple[Token, ...]:
    """The words and marks of folded text that begins at `start`; a figure is one sign whatever its digits."""
    return tuple(Token(start + m.start(), start + m.end(), _DIGITS.sub("0", m.group())) for m in _TOKEN.finditer(plain))


def token_features(words: Sequence[Token], concepts: Sequence[frozenset[str]], signs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """For each word of a sentence the names of its features, each there once; `concepts` are what each means, `signs` hold for all."""
    texts = [*_BEFORE, *(word.text for word in words), *_AFTER]
    named = [_NOTHING, _NOTHING, *concepts, _NOTHING, _NOTHING]
    for at in range(EDGE, len(texts) - EDGE):
        names = [name for by in AROUND for name in _alone(texts[at + by], by)]
        names += [f"c{by}{concept}" for by in AROUND for concept in named[at + by]]
        names += _joint(texts, at)
        names += _beside(named[at], texts, at)
        yield (*names, *signs)


def token_scores(words: Sequence[Token], concepts: Sequence[frozenset[str]], signs: Sequence[str]) -> list[float]:
    """How vague each word reads where it stands: the sum of the weights of its features, and where they start from. Empty for no word."""
    known = soft_weights().tokens
    weigh = known.weights.get
    texts = [*_BEFORE, *(word.text for word in words), *_AFTER]
    named = [_NOTHING, _NOTHING, *concepts, _NOTHING, _NOTHING]
    alone = [_weights_alone(text) for text in texts]
    meaning = [_weights_meant(each) for each in named]
    start = known.bias + sum(weigh(sign, 0.0) for sign in signs)
    found = []
    two = [_two().get(f"{left} {right}", _NEITHER) for left, right in pairwise(texts)]
    for at in range(EDGE, len(texts) - EDGE):
        score = start + two[at - 1][0] + two[at][1] + two[at - 2][2] + two[at + 1][3]
        score += weigh(f"G{texts[at - 1]} {texts[at + 1]}", 0.0)
        for name in _beside(named[at], texts, at):
            score += weigh(name, 0.0)
        for place, by in enumerate(AROUND):
            score += alone[at + by][place] + meaning[at + by][place]
        found.append(score)
    return found


@cache
def _two() -> Mapping[str, tuple[float, ...]]:
    """What two neighbours weigh by where they stand: the second is looked at, the first is, both are before it, both behind it."""
    found: dict[str, list[float]] = {}
    for name, weight in soft_weights().tokens.weights.items():
        if (place := PAIRS.find(name[0])) >= 0:
            found.setdefault(name[1:], [0.0] * len(PAIRS))[place] = weight
    return {words: tuple(weights) for words, weights in found.items()}


def _alone(word: str, by: int) -> tuple[str, ...]:
    """The features of a word at a place; of the one that is looked at its beginnings and ends too."""
    if by:
        return (f"{by}{word}",)
    ends = [f"p{word[:size]}" for size in AFFIXES if len(word) > size] + [f"s{word[-size:]}" for size in AFFIXES if len(word) > size]
    return (f"0{word}", *ends, f"e{word[-SHORT_END:]}")


def _joint(texts: Sequence[str], at: int) -> tuple[str, ...]:
    """Two words together: those that meet here, those on either side, and the two around."""
    far, left, here, right, beyond = texts[at - 2 : at + 3]
    return f"L{left} {here}", f"R{here} {right}", f"l{far} {left}", f"r{right} {beyond}", f"G{left} {right}"


def _beside(concepts: frozenset[str], texts: Sequence[str], at: int) -> list[str]:
    """What is meant here, beside the words on either side."""
    left, right = texts[at - 1], texts[at + 1]
    return [f"{side}{concept} {word}" for concept in concepts for side, word in (("b", left), ("f", right))]


@lru_cache(maxsize=8192)
def _weights_alone(word: str) -> tuple[float, ...]:
    weigh = soft_weights().tokens.weights.get
    return tuple(sum(weigh(name, 0.0) for name in _alone(word, by)) for by in AROUND)


@lru_cache(maxsize=8192)
def _weights_meant(concepts: frozenset[str]) -> tuple[float, ...]:
    weigh = soft_weights().tokens.weights.get
    return tuple(sum(weigh(f"c{by}{concept}", 0.0) for concept in concepts) for by in AROUND)
