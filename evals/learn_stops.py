"""Learns how much each feature counts for a stop: `python -m evals.learn_stops` prints what files that were left out say, then writes
prompts/coaching/stop_weights.yaml. Knows no file's form.

A file is one writer's: what others are to expect is told by leaving out whole files, not situations. Matters are told from near misses by
texts about matters alone; ordinary memos teach only what is about no matter at all (`ORDINARY`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.catalog.files import prompts_dir
from app.catalog.stop_weights import ORDINARY
from app.chains.coach_memo import memo_of
from app.checks.memos.reading import read
from app.checks.memos.stop_features import features
from app.checks.memos.stop_score import stretches
from app.domain.lang import Lang
from app.domain.memos import MemoReading, MemoSentence
from evals.learning import STEP, blended, file_lines, many_sided, score, two_sided
from evals.learning_cases import MEMO_FILES, STOP_FILES, cases_of, memo_texts

FILES = (*STOP_FILES, *MEMO_FILES)
MOST_OF_A_FILE = 70
"""Ordinary memos of one writer that are enough. All writers are needed: learned from fifteen of them, who write soberly, one ordinary memo
in fourteen of the others was stopped, most of them told in a homely tone."""
MEASURED = (
    *("stops_heldout.yaml", "stops_heldout3.yaml", "stops_heldout4.yaml", "stops_heldout5.yaml"),
    *("stops_heldout6.yaml", "stops_heldout7.yaml", "stops_heldout8.yaml", "stops_heldout12.yaml"),
    "stops_heldout13.yaml",
)
"""Files whose texts were written apart from rules and concepts, to be opened once: bounds are set by these, each counting alike. With each
a ninth of the files of ordinary memos is left out. Files of twins that share setting and nouns are only learned from: such near misses
are no part of what comes."""
PAIRS = "minimal_pairs.yaml"
SHORT_WORDS, SHORT_LEAST = 36, 20
"""How many words a short piece of an ordinary memo has at most before its last sentence, and at least."""
MODELS = ((2.0, 0.0), (3.0, 0.3))
"""Strength and smoothing. Two that see the same features are blended: together they tell files that were left out better than either."""
KEPT = 24_000
TOPIC_STRENGTH = 3.0
TOPIC_LEAST = 4
TOPIC_KEPT = 5000
ABOUT_FROM, ABOUT_COUNTS = 0.5, 0.5
"""How much likelier than an ordinary memo a matter must be for nothing to be taken from its score, and how much is taken for what it lacks.
Ordinary memos are most of what comes."""
FALSE_COUNTS = (1, 1 / 3)
"""How bad it is to stop a near miss, and to show one to counsel, beside missing a matter."""
ORDINARY_COUNTS = 5
"""How much worse it is with an ordinary stretch: who is stopped for nothing will not come back."""
HEAD = """\
# How much each feature counts for a stop: learned by `python -m evals.learn_stops`, do not edit. A weight is `step` times the number
# before it. g: runs of two to four letters inside a word ("_" its border); w: words and pairs ("~" joins); s: words a little apart;
# c: concepts of matter_words.yaml; q: signs.
# topics: features that tell which matter it is, "none" for an ordinary memo; "" is where each starts from.
"""


class Text(NamedTuple):
    """One stretch to learn from, with the file that it comes from."""

    lang: Lang
    topic: str
    is_stop: bool
    file: str
    features: dict[str, float]


def texts(files: Sequence[str] = FILES) -> Iterator[Text]:
    """Every text of the files: matters and near misses whole, ordinary memos by stretch."""
    for file in files:
        cases = cases_of(file)
        for part in ("stops", "near_misses"):
            for case in cases.get(part) or ():
                yield from _made(case["text"], case["lang"], str(case["topic"]), part == "stops", file)
        memos = [memo for memo in memo_texts(file) if memo.version != "trap"]
        for memo in memos[:: 1 + len(memos) // MOST_OF_A_FILE]:
            yield from _made(memo.text, memo.case["lang"], ORDINARY, False, file)
    for pair in cases_of(PAIRS)["pairs"]:
        for side in ("a", "b"):
            yield from _made(pair[side], pair["lang"], ORDINARY, False, PAIRS)


def _made(text: str, lang: Lang, topic: str, is_stop: bool, file: str) -> Iterator[Text]:
    reading = read(memo_of(text, lang, kind="alert"))
    cut = (*stretches(reading), *_short(reading)) if topic == ORDINARY else (tuple(s for s in reading.sentences if s.zone != "greeting"),)
    for stretch in cut:
        yield Text(lang, topic, is_stop, file, features(reading, stretch))


def _short(reading: MemoReading) -> Iterator[tuple[MemoSentence, ...]]:
    """A few sentences in a row of a longer ordinary memo, from a place that hangs on its length: matters are mostly short, and a short
    memo is no matter for that."""
    told = [s for s in reading.sentences if s.zone != "greeting"]
    words = [len(s.text.split()) for s in told]
    if sum(words) < 2 * SHORT_WORDS:
        return
    begin = sum(words) % (len(told) - 1)
    end = begin + 1
    while end < len(told) and sum(words[begin:end]) < SHORT_WORDS:
        end += 1
    if sum(words[begin:end]) >= SHORT_LEAST:
        yield tuple(told[begin:end])


def learned(found: Sequence[Text]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias: matters told from near misses, ordinary memos left aside."""
    about = [t for t in found if t.topic != ORDINARY]
    found_in, is_so = [t.features for t in about], [t.is_stop for t in about]
    parts = [two_sided(found_in, is_so, strength=strength, kept=2 * KEPT, even=True, smooth=smooth) for strength, smooth in MODELS]
    return blended(parts, found_in, kept=KEPT)


def topics(found: Sequence[Text]) -> dict[str, dict[str, float]]:
    """For each matter, and for ordinary memos, how much a feature speaks for it."""
    return many_sided([t.features for t in found], [t.topic for t in found], strength=TOPIC_STRENGTH, kept=TOPIC_KEPT, least=TOPIC_LEAST)


class Told(NamedTuple):
    """A text with its score, its likeliest matter and how much likelier that is than an ordinary one, by weights blind to its file."""

    text: Text
    score: float
    topic: str
    margin: float

    def passes(self, bound: float) -> bool:
        """True above the bound, with what its margin lacks taken from the score."""
        return self.score - ABOUT_COUNTS * max(0.0, ABOUT_FROM - self.margin) > bound


def left_out(found: Sequence[Text]) -> list[Told]:
    """The texts of the files measured, and of the ordinary memos left out with each, by weights that were learned without either."""
    given: list[Told] = []
    for file in MEASURED:
        out = (file, *memos_beside(file))
        rest = [t for t in found if t.file not in out]
        weights, bias = learned(rest)
        about = topics(rest)
        for text in (t for t in found if t.file in out):
            told = {name: score(text.features, each, each[""]) for name, each in about.items()}
            best = max((name for name in told if name != ORDINARY), key=lambda name: told[name])
            given.append(Told(text, score(text.features, weights, bias), best, told[best] - told[ORDINARY]))
    return given


def memos_beside(file: str) -> tuple[str, ...]:
    """The files of ordinary memos that are left out with one of those measured."""
    return MEMO_FILES[MEASURED.index(file) :: len(MEASURED)]


def told(given: Sequence[Told], stop_from: float, show_from: float) -> Iterator[str]:
    """What files that were left out say: by file, and for those that bounds are set by also by language and matter."""

    def line(name: str, part: Sequence[Told]) -> str:
        stops, others = [x for x in part if x.text.is_stop], [x for x in part if not x.text.is_stop]
        right = [x.text.topic == x.topic for x in stops]
        return (
            f"{name:24} stopped {_part(stops, stop_from)}, shown or stopped {_part(stops, show_from)} of {len(stops)}; "
            f"others stopped {_part(others, stop_from)}, shown or stopped {_part(others, show_from)} of {len(others)}"
            + (f"; matter told {sum(right) / len(right):.2f}" if right else "")
        )

    for file in dict.fromkeys(x.text.file for x in given):
        for is_about, kind in ((True, ""), (False, " ordinary")):
            if part := [x for x in given if x.text.file == file and (x.text.topic != ORDINARY) == is_about]:
                yield line(file + kind, part)
    about = [x for x in given if x.text.topic != ORDINARY and x.text.file in MEASURED]
    for lang in ("en", "es"):
        yield line(lang, [x for x in about if x.text.lang == lang])
    for topic in sorted({x.text.topic for x in about}):
        yield line(topic, [x for x in about if x.text.topic == topic])


def _part(part: Sequence[Told], bound: float) -> str:
    return f"{_share(part, bound):.3f}" if part else "—"


def _share(part: Sequence[Told], bound: float) -> float:
    return sum(x.passes(bound) for x in part) / len(part)


def bounds(given: Sequence[Told]) -> tuple[float, float]:
    """From which score on to stop and to show to counsel: where misses and false finds cost least over the files measured."""
    parts = [
        (
            [x for x in given if x.text.file == file and x.text.is_stop],
            [x for x in given if x.text.file == file and not x.text.is_stop],
            [x for x in given if x.text.file in memos_beside(file)],
        )
        for file in MEASURED
    ]

    def cost(bound: float, counts: float) -> float:
        return sum(
            1 - _share(stops, bound) + counts * (_share(near, bound) + ORDINARY_COUNTS * _share(ordinary, bound))
            for stops, near, ordinary in parts
        )

    tried = [step / 20 for step in range(-60, 41)]
    # Costs are smoothed over neighbours: the lowest of many near one another is low by chance.
    best = [min(tried[3:-3], key=lambda at: sum(cost(at + step / 20, counts) for step in range(-3, 4))) for counts in FALSE_COUNTS]
    return best[0], best[1]


def main() -> None:
    """Prints what was left out and writes the weights."""
    found = list(texts())
    given = left_out(found)
    limits = bounds(given)
    print("\n".join(told(given, *limits)))
    weights, bias = learned(found)
    counts = f"{sum(t.is_stop for t in found)} matters and {sum(not t.is_stop for t in found)} other stretches of {', '.join(FILES)}"
    path = prompts_dir() / "coaching" / "stop_weights.yaml"
    lines = [HEAD.rstrip(), f"learned: {counts!r}", f"step: {STEP}", f"bias: {bias:.4f}", f"stop_from: {limits[0]:.2f}"]
    lines += [
        f"show_from: {limits[1]:.2f}",
        f"about_from: {ABOUT_FROM}",
        f"about_counts: {ABOUT_COUNTS}",
        *file_lines(weights, "topics", topics(found)),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {len(weights)} weights from {counts}")


if __name__ == "__main__":
    main()
