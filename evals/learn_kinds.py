"""Learns which words speak for which kind of memo: `python -m evals.learn_kinds` prints what files that were left out say, then writes
prompts/coaching/kind_weights.yaml. Knows no file's form.

A file is one writer's, and whole files are left out: that tells what to expect of the next writer. The kind by cues is one feature among
the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from app.catalog.files import prompts_dir
from app.chains.coach_memo import memo_of
from app.checks.memos.kinds import kind_by_rules, kind_features
from app.checks.memos.reading import read
from app.domain.coaching import MemoKind
from evals.learning import STEP, file_lines, likeliest, many_sided
from evals.learning_cases import MEMO_FILES, memo_texts

STRENGTH = 3.0
KEPT = 4000
LEAST = 3
HEAD = """\
# How much each feature of a memo speaks for its kind: learned by `python -m evals.learn_kinds`, do not edit. A weight is `step` times the
# number before it. g: runs of two to four letters inside a word ("_" its border); w: words and pairs ("~" joins), "^" before those of
# the subject and the first sentences; s: words a little apart; c: concepts of matter_words.yaml; q: signs, the kind by cues among them.
"""


class Labelled(NamedTuple):
    """A memo with the kind that its writer gave it and the one that cues tell."""

    file: str
    kind: MemoKind
    ruled: MemoKind
    features: dict[str, float]


def memos(files: Sequence[str] = MEMO_FILES) -> Iterator[Labelled]:
    """Every memo of the files, traps among them."""
    for file in files:
        for memo in memo_texts(file):
            kind = cast(MemoKind, memo.case["kind"])
            reading = read(memo_of(memo.text, memo.case["lang"], kind=kind))
            ruled = kind_by_rules(reading)
            yield Labelled(file, kind, ruled, kind_features(reading, ruled))


def learned(found: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """For each kind, how much a feature speaks for it."""
    return many_sided([m.features for m in found], [m.kind for m in found], strength=STRENGTH, kept=KEPT, least=LEAST)


def told(found: Sequence[Labelled]) -> Iterator[str]:
    """What files that were left out say: right by cues and by weights, by file and in all, and the commonest mistakes."""
    right: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for file in dict.fromkeys(m.file for m in found):
        weights = learned([m for m in found if m.file != file])
        part = [m for m in found if m.file == file]
        given = [likeliest(m.features, weights) for m in part]
        by_words, by_cues = sum(m.kind == g for m, g in zip(part, given, strict=True)), sum(m.kind == m.ruled for m in part)
        right += Counter(words=by_words, cues=by_cues)
        wrong.update((m.kind, g) for m, g in zip(part, given, strict=True) if m.kind != g)
        yield f"{file:24} {by_words} of {len(part)} by words and cues, {by_cues} by cues"
    yield f"{'all':24} {right['words']} of {len(found)} by words and cues, {right['cues']} by cues"
    yield "; ".join(f"{kind} for {given}: {times}" for (kind, given), times in wrong.most_common(4))


def main() -> None:
    """Prints what was left out and writes the weights."""
    found = list(memos())
    print("\n".join(told(found)))
    path = prompts_dir() / "coaching" / "kind_weights.yaml"
    lines = [
        HEAD.rstrip(),
        f"learned: '{len(found)} memos of {', '.join(MEMO_FILES)}'",
        f"step: {STEP}",
        *file_lines({}, "kinds", learned(found)),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
