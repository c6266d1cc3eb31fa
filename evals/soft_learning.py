"""Memos as `learn_soft` learns from them: clauses, words, labels, and what a part of them teaches. Knows no file's form; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.chains.coach_memo import memo_of
from app.checks.memos.markers import find_markers
from app.checks.memos.reading import read
from app.checks.memos.soft_clauses import Clause, clauses
from app.checks.memos.soft_scores import joined_features, sentences, token_signs
from app.checks.memos.soft_tokens import token_features
from app.domain.coaching import Marker
from app.domain.lang import Lang
from app.domain.memos import MemoReading
from evals.learning import score, two_sided
from evals.learning_cases import MEMO_FILES, SENTENCE_FILES, memo_texts
from evals.learning_rows import Rows, learned_rows, rows_of
from evals.memos import spans_of

STRENGTH = 0.5
KEPT = 24_000
KEPT_OF_WORDS = 40_000
SIGN = 2.0
TRAP = 3.0
"""How much more a clause or word of a trap counts than another."""
PLACES = frozenset({"q:first", "q:last"})
Place = tuple[int, int]


@dataclass
class Labelled:
    """A memo's clauses, what was labelled, what the rules mark, and the scores that it got when its file was left out."""

    reading: MemoReading
    file: str
    is_direct: bool
    clauses: tuple[Clause, ...]
    wanted: tuple[Place, ...]
    categories: tuple[str, ...]
    ruled: tuple[Marker, ...]
    rows: list[list[int]] = field(default_factory=list)
    """For each clause the numbers of its words among the rows of all."""
    joined: list[dict[str, float]] = field(default_factory=list)

    @property
    def lang(self) -> Lang:
        """The memo's language."""
        return self.reading.memo.lang

    @property
    def is_sentence(self) -> bool:
        """True for a sentence by itself: it has no place in a memo, and no company."""
        return self.file in SENTENCE_FILES

    @property
    def is_trap(self) -> bool:
        """True for a memo in which nothing may be marked."""
        return self.file.endswith(" traps")

    @property
    def counts(self) -> float:
        """How much a clause or word of the memo counts."""
        return TRAP if self.is_trap else 1.0

    def features(self, clause: Clause) -> Mapping[str, float]:
        """What is learned from a clause: in a memo its place too."""
        return {k: v for k, v in clause.features.items() if k not in PLACES} if self.is_sentence else clause.features

    def label(self, clause: Clause) -> str:
        """The category of a label that the clause meets, empty for none."""
        place = (clause.span.start, clause.span.end)
        return next((c for w, c in zip(self.wanted, self.categories, strict=True) if meet(w, place)), "")

    def words_labelled(self) -> Iterator[bool]:
        """For each word of each clause whether it stands in a label."""
        at = self.reading.at
        for clause in self.clauses:
            for word in clause.words:
                place = (at[word.start], at[word.end - 1] + 1)
                yield any(meet(place, wanted) for wanted in self.wanted)


@dataclass(frozen=True)
class Weights:
    """What was learned of clauses and of words, each with where it starts from."""

    clauses: dict[str, float]
    clauses_bias: float
    tokens: dict[str, float]
    tokens_bias: float


class Learner:
    """All memos with the rows of their words."""

    def __init__(self, found: Sequence[Labelled]) -> None:
        """Sets the memos' `rows`."""
        self.found = found
        self._rows: Rows = rows_of(self._signs())
        self._is_so = [so for memo in found for so in memo.words_labelled()]

    def _signs(self) -> Iterator[tuple[str, ...]]:
        number = 0
        for memo in self.found:
            memo.rows = []
            for of_sentence in sentences(memo.clauses):
                words = [word for clause in of_sentence for word in clause.words]
                concepts = [named for clause in of_sentence for named in clause.concepts]
                yield from token_features(words, concepts, token_signs(of_sentence, memo.lang))
                for clause in of_sentence:
                    memo.rows.append(list(range(number, number + len(clause.words))))
                    number += len(clause.words)

    def weights(self, memos: Sequence[Labelled]) -> Weights:
        """What some memos teach."""
        features = [memo.features(c) for memo in memos for c in memo.clauses]
        is_vague = [bool(memo.label(c)) for memo in memos for c in memo.clauses]
        counts = [memo.counts for memo in memos for _ in memo.clauses]
        of_clauses = two_sided(features, is_vague, strength=STRENGTH, kept=KEPT, sign=SIGN, weight=counts)
        rows = [row for memo in memos for of_clause in memo.rows for row in of_clause]
        counted = [memo.counts for memo in memos for of_clause in memo.rows for _ in of_clause]
        return Weights(*of_clauses, *learned_rows(self._rows, rows, [self._is_so[row] for row in rows], counted, KEPT_OF_WORDS))

    def join(self, memos: Sequence[Labelled], weights: Weights) -> None:
        """Sets what both scores of the memos' clauses tell together."""
        flat = [row for memo in memos for of_clause in memo.rows for row in of_clause]
        told = iter(self._rows.scores(flat, weights.tokens, weights.tokens_bias))
        for memo in memos:
            whole = [score(c.features, weights.clauses, weights.clauses_bias) for c in memo.clauses]
            words = [[float(next(told)) for _ in of_clause] for of_clause in memo.rows]
            memo.joined = joined_features(memo.clauses, whole, words)


def memos(files: Sequence[str] = (*MEMO_FILES, *SENTENCE_FILES)) -> Iterator[Labelled]:
    """Every memo of the files, traps among them."""
    for file in files:
        for memo in memo_texts(file):
            reading = read(memo_of(memo.text, memo.case["lang"], kind=memo.case.get("kind"), audience=memo.case.get("audience")))
            wanted, categories = spans_of(memo.text, memo.labels), tuple(str(label["category"]) for label in memo.labels)
            name = f"{file} traps" if memo.version == "trap" else file
            yield Labelled(reading, name, not memo.labels, clauses(reading), wanted, categories, find_markers(reading))


def meet(a: Place, b: Place) -> bool:
    """True when two places share a character."""
    return a[0] < b[1] and b[0] < a[1]
