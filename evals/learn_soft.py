"""Learns how vague a clause reads: `python -m evals.learn_soft` prints what files that were left out say, then writes
prompts/coaching/soft_weights.yaml. Knows no file's form.

A clause that shares a character with a labelled span is vague; all others of the same memos are plain. A file is one writer's, and whole
files are left out: that tells what to expect of the next writer. Rules were written on
`memos_dev.yaml`: only the other files tell how both together do on new memos.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.catalog.coaching import category_texts
from app.catalog.files import prompts_dir
from app.chains.coach_memo import memo_of
from app.checks.memos.markers import find_markers
from app.checks.memos.reading import read
from app.checks.memos.soft_clauses import Clause, chosen, clauses, opening_only
from app.domain.coaching import Marker
from app.domain.lang import LANGS, Lang
from app.domain.memos import MemoReading
from evals.learning import STEP, file_lines, likeliest, many_sided, score, two_sided
from evals.learning_cases import MEMO_FILES, SENTENCE_FILES, memo_texts
from evals.memos import spans_of

STRENGTH = 0.5
KEPT = 24_000
SIGN = 2.0
COMPANY = 0.3
MARK_FROM = 0.8
CLEAR_TO = -1.2
TRAP = 3.0
"""How much more a clause of a trap counts than another."""
CATEGORY_KEPT = 3000
PLACES = frozenset({"q:first", "q:last"})
HEAD = """\
# How much each feature of a clause speaks for vague wording: learned by `python -m evals.learn_soft`, do not edit. A weight is `step` times
# the number before it. g: runs of two to four letters inside a word ("_" its border); w: words and pairs ("~" joins); q: signs.
# categories: features that tell the category; "" is where each starts from.
"""
Place = tuple[int, int]


class Labelled(NamedTuple):
    """A memo's clauses, what was labelled and what the rules mark."""

    reading: MemoReading
    file: str
    is_direct: bool
    clauses: tuple[Clause, ...]
    wanted: tuple[Place, ...]
    categories: tuple[str, ...]
    ruled: tuple[Marker, ...]

    @property
    def lang(self) -> Lang:
        """The memo's language."""
        return self.reading.memo.lang

    @property
    def is_sentence(self) -> bool:
        """True for a sentence by itself: it has no place in a memo, and no company."""
        return self.file in SENTENCE_FILES

    def features(self, clause: Clause) -> Mapping[str, float]:
        """What is learned from a clause: in a memo its place too."""
        return {k: v for k, v in clause.features.items() if k not in PLACES} if self.is_sentence else clause.features

    @property
    def is_trap(self) -> bool:
        """True for a memo in which nothing may be marked."""
        return self.file.endswith(" traps")

    def label(self, clause: Clause) -> str:
        """The category of a label that the clause meets, empty for none."""
        place = (clause.span.start, clause.span.end)
        return next((c for w, c in zip(self.wanted, self.categories, strict=True) if _meet(w, place)), "")


def memos(files: Sequence[str] = (*MEMO_FILES, *SENTENCE_FILES)) -> Iterator[Labelled]:
    """Every memo of the files, traps among them."""
    for file in files:
        for memo in memo_texts(file):
            reading = read(memo_of(memo.text, memo.case["lang"], kind=memo.case.get("kind"), audience=memo.case.get("audience")))
            wanted, categories = spans_of(memo.text, memo.labels), tuple(str(label["category"]) for label in memo.labels)
            name = f"{file} traps" if memo.version == "trap" else file
            yield Labelled(reading, name, not memo.labels, clauses(reading), wanted, categories, find_markers(reading))


def learned(found: Sequence[Labelled]) -> tuple[dict[str, float], float, float]:
    """Weights, bias, and the mean score of a memo's clauses."""
    features = [memo.features(c) for memo in found for c in memo.clauses]
    is_vague = [bool(memo.label(c)) for memo in found for c in memo.clauses]
    weight = [TRAP if memo.is_trap else 1.0 for memo in found for _ in memo.clauses]
    weights, bias = two_sided(features, is_vague, strength=STRENGTH, kept=KEPT, sign=SIGN, weight=weight)
    whole = [memo for memo in found if not memo.is_sentence]
    return weights, bias, sum(_mean(_scores(memo, weights, bias)) for memo in whole) / len(whole)


def categories(found: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """For each category, how much a feature speaks for it."""
    known = category_texts("en")
    pairs = [(c.features, memo.label(c)) for memo in found for c in memo.clauses if memo.label(c) in known]
    return many_sided([f for f, _ in pairs], [label for _, label in pairs], strength=3.0, kept=CATEGORY_KEPT, least=1)


def _scores(memo: Labelled, weights: Mapping[str, float], bias: float) -> list[float]:
    return [score(c.features, weights, bias) for c in memo.clauses]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def marked(
    memo: Labelled, weights: Mapping[str, float], bias: float, usual: float, about: Mapping[str, Mapping[str, float]]
) -> list[Place]:
    """What rules and weights together mark in a memo."""
    own = _scores(memo, weights, bias)
    shift = COMPANY * (_mean(own) - usual)
    kept, added = chosen(memo.reading, memo.clauses, [s + shift for s in own], memo.ruled, MARK_FROM, CLEAR_TO)
    soft = (Marker(**c.span.model_dump(), category=likeliest(c.features, about), why="", hq_hears="", suggestion="") for c in added)
    return [(m.start, m.end) for m in opening_only((*kept, *soft))]


def told(found: Sequence[Labelled]) -> Iterator[str]:
    """What files that were left out say, by file and language; a file's traps are left out with it."""
    own = [memo.file.removesuffix(" traps") for memo in found]
    given: dict[int, list[Place]] = {}
    right = total = 0
    for file in dict.fromkeys(f for m, f in zip(found, own, strict=True) if not m.is_sentence):
        rest = [m for m, f in zip(found, own, strict=True) if f != file]
        weights, bias, usual = learned(rest)
        about = categories(rest)
        for at, memo in enumerate(found):
            if own[at] == file:
                given[at] = marked(memo, weights, bias, usual, about)
                pairs = [(memo.label(c), likeliest(c.features, about)) for c in memo.clauses if memo.label(c)]
                right, total = right + sum(a == b for a, b in pairs), total + len(pairs)
    for file in dict.fromkeys(m.file for m in found if not m.is_sentence):
        for lang in LANGS:
            part = [(m, given[i]) for i, m in enumerate(found) if m.file == file and m.lang == lang]
            if not part:
                continue
            justified = sum(any(_meet(g, w) for w in m.wanted) for m, places in part for g in places)
            count = sum(len(places) for _, places in part)
            hit = sum(any(_meet(g, w) for g in places) for m, places in part for w in m.wanted)
            wanted = sum(len(m.wanted) for m, _ in part)
            direct = [(m, places) for m, places in part if m.is_direct]
            extra = sum(not any(_meet(g, w) for w in m.wanted) for m, places in direct for g in places) / len(direct)
            rates = f"precision {justified / max(1, count):.3f}, recall {hit / max(1, wanted):.3f}" if wanted else f"{count} markers"
            yield f"{file} {lang}: {rates}, unjustified in a direct memo {extra:.2f}"
    yield f"category of a vague clause told: {right / total:.2f}"


def _meet(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def main() -> None:
    """Prints what was left out and writes the weights."""
    found = list(memos())
    print("\n".join(told(found)))
    weights, bias, usual = learned(found)
    whole = sum(not m.is_sentence for m in found)
    counts = f"{sum(len(m.clauses) for m in found)} clauses of {whole} memos and {len(found) - whole} sentences"
    lines = [HEAD.rstrip(), f"learned: {counts!r}", f"step: {STEP}", f"bias: {bias:.4f}", f"usual: {usual:.4f}", f"company: {COMPANY}"]
    lines += [f"mark_from: {MARK_FROM}", f"clear_to: {CLEAR_TO}", *file_lines(weights, "categories", categories(found))]
    path = prompts_dir() / "coaching" / "soft_weights.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {len(weights)} weights from {counts}")


if __name__ == "__main__":
    main()
