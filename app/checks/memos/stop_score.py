"""How much a memo reads like a matter for counsel, where, and by which words. Knows the learned weights; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalog.stop_weights import ORDINARY, stop_weights
from app.checks.memos.stop_features import CONCEPT, concepts_in, counted_in, runs, seen_words
from app.domain.memos import MemoReading, MemoSentence

WHOLE = 250
"""Words up to which a memo is scored as one. What is told in 160 words is hardly seen by parts."""
WINDOW = 150
"""Words of a stretch of a longer memo: ordinary business around a matter hides it from the whole."""
FEWEST = 12
"""A memo of fewer words is not scored: too little to weigh."""
APART = 0.1
"""What a stretch must score more than a whole: among several, one is high by chance."""
MOST_TERMS = 5
LEAST_TERM = 2
NEARLY = 0.8
"""Two matters whose words weigh alike within this are both named."""


@dataclass(frozen=True)
class Scored:
    """The highest score of any stretch (less where there are several). What it is about is worked out when it is asked."""

    score: float
    reading: MemoReading
    stretch: tuple[MemoSentence, ...]
    seen: Mapping[str, float]

    @property
    def topics(self) -> tuple[str, ...]:
        """The likeliest matters: one, or two in doubt."""
        return topics_of(self.seen)

    @property
    def sentence(self) -> MemoSentence:
        """The sentence that adds most to the score."""
        return self._most[0]

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of it that weigh most."""
        words = {word: value for word, value in self._most[1].items() if value > 0 and len(word) > LEAST_TERM}
        return tuple(sorted(words, key=lambda word: -words[word])[:MOST_TERMS])

    @cached_property
    def _most(self) -> tuple[MemoSentence, dict[str, float]]:
        return max(((s, _added(self.reading, s)) for s in self.stretch), key=lambda part: sum(part[1].values()))


def stretches(reading: MemoReading) -> Iterator[tuple[MemoSentence, ...]]:
    """The memo whole up to `WHOLE` words; of one longer than `WINDOW` stretches of sentences that overlap by half. Empty for none."""
    counted = [(s, len(seen_words(reading.plain_of(s)))) for s in reading.sentences if s.zone != "greeting"]
    total, at = sum(words for _, words in counted), 0
    if counted and total <= WHOLE:
        yield tuple(s for s, _ in counted)
    if total <= WINDOW:
        return
    while at < len(counted):
        begun, end, words = at, at, 0
        while end < len(counted) and (end == at or words + counted[end][1] <= WINDOW):
            words += counted[end][1]
            end += 1
        if end == len(counted):
            # The last stretch reaches back, so that it is no shorter than the others.
            while at > 0 and words + counted[at - 1][1] <= WINDOW:
                at -= 1
                words += counted[at][1]
        yield tuple(s for s, _ in counted[at:end])
        if end == len(counted):
            return
        half = 0
        while at < end - 1 and half < words // 2:
            half += counted[at][1]
            at += 1
        at = max(at, begun + 1)  # a sentence longer than a stretch is one by itself


def scored(reading: MemoReading) -> Scored | None:
    """The score of a memo, None where it has too few words. A stretch scores the less, the more it reads like an ordinary memo."""
    if reading.words < FEWEST:
        return None
    known = stop_weights()
    cut = tuple(stretches(reading))
    longest = sum(s.zone != "greeting" for s in reading.sentences)
    seen = [counted_in(reading, stretch) for stretch in cut]
    sums = [known.bias + each.weighed(known.weights) for each in seen]
    sums = [score - (APART if len(stretch) < longest else 0.0) for score, stretch in zip(sums, cut, strict=True)]
    best: tuple[float, int] | None = None
    for at in sorted(range(len(cut)), key=lambda i: -sums[i]):
        if best is not None and sums[at] <= best[0]:
            break  # what is taken off can only be more
        score = sums[at]
        if score > known.show_from:  # below it nothing is said of a memo anyway
            score -= known.about_counts * max(0.0, known.about_from - _margin(seen[at].features()))
        if best is None or score > best[0]:
            best = (score, at)
    if best is None:
        return None
    return Scored(best[0], reading, cut[best[1]], seen[best[1]].features())


def topics_of(seen: Mapping[str, float]) -> tuple[str, ...]:
    """The stop id that the features of a stretch speak for most, and the next where it is nearly as likely."""
    told = stop_weights().topics.scores(seen)
    first, second = sorted(told.keys() - {ORDINARY}, key=lambda topic: -told[topic])[:2]
    return (first, second) if told[first] - told[second] < NEARLY else (first,)


def _margin(seen: Mapping[str, float]) -> float:
    """How much likelier the likeliest matter is than an ordinary memo."""
    told = stop_weights().topics.scores(seen)
    return max(told[topic] for topic in told if topic != ORDINARY) - told[ORDINARY]


def _added(reading: MemoReading, sentence: MemoSentence) -> dict[str, float]:
    """What each word of a sentence adds by its letters, itself, its neighbour and the sentence's concepts; signs add nothing."""
    weigh = stop_weights().weights.get
    plain = reading.plain_of(sentence)
    seen = seen_words(plain)
    found: dict[str, float] = {}
    shared = sum(CONCEPT * weigh(f"c:{name}", 0.0) for name in concepts_in(plain)) / max(1, len(seen))
    for at, word in enumerate(seen):
        if not word[0].isalpha():
            continue
        letters = sum(weigh(f"g:{run}", 0.0) for run in runs(word)) / 30
        near = [f"{seen[at - 1]} {word}"] if at else []
        near += [f"{word} {seen[at + 1]}"] if at + 1 < len(seen) else []
        found[word] = letters + (weigh(f"w:{word}", 0.0) + sum(weigh(f"w:{n}", 0.0) for n in near) / 2) / 12 + shared
    return found
