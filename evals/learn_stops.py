"""Learns how much each feature counts for a stop: `python -m evals.learn_stops` prints what folds that were left out say, then writes
prompts/coaching/stop_weights.yaml. Knows which case files may be learned from; never opens a held-out one.

A fold leaves out all texts on one situation, in both languages. Ordinary memos are learned from as texts that are no matter.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.chains.coach_memo import memo_of
from app.checks.memos.reading import read
from app.checks.memos.stop_features import features
from app.checks.memos.stop_score import stretches
from app.domain.lang import Lang
from evals.learning import STEP, file_lines, likeliest, many_sided, score, two_sided

CASES = Path(__file__).parent / "cases"
FILES = ("stops_learn.yaml", "stops_dev.yaml", "stops_heldout.yaml", "memos_dev.yaml", "memos_heldout.yaml", "memos_dev2.yaml")
"""What is learned from; `memos_heldout.yaml` was opened on 2026-11-22 and is a tuning file since."""
MEASURED = "stops_dev.yaml"
FOLDS = 5
STRENGTH = 0.4
KEPT = 20_000
TOPIC_LEAST = 3
TOPIC_KEPT = 2500
HEAD = """\
# How much each feature counts for a stop: learned by `python -m evals.learn_stops`, do not edit. A weight is `step` times the number
# before it. g: runs of two to four letters inside a word ("_" its border); w: words and pairs ("~" joins);
# c: concepts of matter_words.yaml; q: signs.
# topics: features that tell which matter it is; "" is where each starts from.
"""


class Text(NamedTuple):
    """One stretch to learn from, with the file and situation it comes from."""

    lang: Lang
    topic: str
    is_stop: bool
    file: str
    group: str
    features: dict[str, float]
    weight: float


def texts(files: Sequence[str] = FILES) -> Iterator[Text]:
    """Every text of the files that are there: matters and near misses whole, ordinary memos by stretch, minimal pairs lightly."""
    for file in files:
        if not (CASES / file).exists():
            continue
        cases: Mapping[str, list[Mapping[str, Any]]] = load(CASES / file)
        for part in ("stops", "near_misses"):
            for case in cases.get(part) or ():
                group = f"{file} {case['id'].rpartition('-')[2]}"
                yield from _made(case["text"], case["lang"], str(case["topic"]), part == "stops", file, group, 1.0)
        for family in cases.get("families") or ():
            for version in ("softened", "direct", "direct_nonnative"):
                yield from _made(family[version]["text"], family["lang"], "", False, "ordinary", f"{file} {family['id']}", 1.0)
    for pair in load(CASES / "minimal_pairs.yaml")["pairs"]:
        for side in ("a", "b"):
            yield from _made(pair[side], pair["lang"], "", False, "pairs", f"pair {pair['id']}", 0.3)


def _made(text: str, lang: Lang, topic: str, is_stop: bool, file: str, group: str, weight: float) -> Iterator[Text]:
    reading = read(memo_of(text, lang, kind="alert"))
    cut = tuple(stretches(reading)) if not topic else (tuple(s for s in reading.sentences if s.zone != "greeting"),)
    for stretch in cut:
        yield Text(lang, topic, is_stop, file, group, features(reading, stretch), weight)


def learned(found: Sequence[Text]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias."""
    weight = [t.weight for t in found]
    return two_sided([t.features for t in found], [t.is_stop for t in found], strength=STRENGTH, kept=KEPT, even=True, weight=weight)


def topics(found: Sequence[Text]) -> dict[str, dict[str, float]]:
    """For each matter, how much a feature speaks for it."""
    about = [t for t in found if t.topic]
    return many_sided([t.features for t in about], [t.topic for t in about], strength=1.0, kept=TOPIC_KEPT, least=TOPIC_LEAST)


def left_out(found: Sequence[Text]) -> list[tuple[Text, float, str]]:
    """Each text with its score and its matter by weights that never saw its situation."""
    fold = [zlib.crc32(t.group.encode()) % FOLDS for t in found]
    scored: list[tuple[Text, float, str]] = []
    for number in range(FOLDS):
        rest = [t for t, f in zip(found, fold, strict=True) if f != number]
        weights, bias = learned(rest)
        about = topics(rest)
        for text in (t for t, f in zip(found, fold, strict=True) if f == number):
            scored.append((text, score(text.features, weights, bias), likeliest(text.features, about)))
    return scored


def told(scored: Sequence[tuple[Text, float, str]], stop_from: float, show_from: float) -> Iterator[str]:
    """What the folds say, by file, language and matter."""

    def line(name: str, part: Sequence[tuple[Text, float, str]]) -> str:
        stops, others = [s for t, s, _ in part if t.is_stop], [s for t, s, _ in part if not t.is_stop]
        right = [t.topic == topic for t, _, topic in part if t.is_stop and t.topic]
        return (
            f"{name:24} stopped {_part(stops, stop_from)}, shown or stopped {_part(stops, show_from)} of {len(stops)}; "
            f"others stopped {_part(others, stop_from)}, shown or stopped {_part(others, show_from)} of {len(others)}"
            + (f"; matter told {sum(right) / len(right):.2f}" if right else "")
        )

    for file in dict.fromkeys(t.file for t, _, _ in scored):
        yield line(file, [x for x in scored if x[0].file == file])
    for lang in ("en", "es"):
        yield line(f"{MEASURED} {lang}", [x for x in scored if x[0].file == MEASURED and x[0].lang == lang])
    for topic in sorted({t.topic for t, _, _ in scored if t.topic}):
        yield line(f"{MEASURED} {topic}", [x for x in scored if x[0].file == MEASURED and x[0].topic == topic])


def _part(values: Sequence[float], least: float) -> str:
    return f"{sum(v > least for v in values) / len(values):.3f}" if values else "—"


def bounds(scored: Sequence[tuple[Text, float, str]], held: float, shown: float) -> tuple[float, float]:
    """The scores that such parts of the near misses measured stay below."""
    near = sorted(s for t, s, _ in scored if t.file == MEASURED and not t.is_stop)
    return near[min(len(near) - 1, int(len(near) * (1 - held)))], near[int(len(near) * (1 - shown))]


def main() -> None:
    """Prints the folds and writes the weights."""
    found = list(texts())
    scored = left_out(found)
    limits = bounds(scored, held=0.06, shown=0.16)
    print("\n".join(told(scored, *limits)))
    weights, bias = learned(found)
    counts = f"{sum(t.is_stop for t in found)} matters and {sum(not t.is_stop for t in found)} other stretches of {', '.join(FILES)}"
    path = prompts_dir() / "coaching" / "stop_weights.yaml"
    lines = [HEAD.rstrip(), f"learned: {counts!r}", f"step: {STEP}", f"bias: {bias:.4f}", f"stop_from: {limits[0]:.2f}"]
    lines += [f"show_from: {limits[1]:.2f}", *file_lines(weights, "topics", topics(found))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {len(weights)} weights from {counts}")


if __name__ == "__main__":
    main()
