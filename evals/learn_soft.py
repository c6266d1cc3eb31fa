"""Learns how vague a clause reads: `python -m evals.learn_soft` prints what files that were left out say, then writes
prompts/coaching/soft_weights.yaml and soft_token_weights.yaml. Knows no file's form.

A clause that shares a character with a labelled span is vague, and so is each such word; all others of the same memos are plain. A file is
one writer's, and whole files are left out: that tells what to expect of the next writer. What joins the scores of clauses and words is
learned from the scores that files got when they were left out. Rules were written on `memos.yaml`: only the other files tell how both
together do on new memos.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.catalog.coaching import category_texts
from app.catalog.files import prompts_dir
from app.checks.memos.soft_markers import chosen, opening_only
from app.domain.coaching import Marker
from app.domain.lang import LANGS
from evals.learning import STEP, file_lines, likeliest, many_sided, score, sized_lines
from evals.learning_rows import learned_joined
from evals.soft_learning import Labelled, Learner, Place, meet, memos

MARK_FROM = -0.1
CLEAR_TO: Mapping[str, float] = {
    "understater": -1.75,
    "euphemism": -1.25,
    "unquantified_hedge": -1.25,
    "hope_as_plan": -0.75,
    "agentless": -1.5,
    "vague_time": -0.75,
    "activity_for_outcome": -1.75,
    "face_saver": -0.25,
    "good_news_sandwich": -0.75,
    "no_decision": -1.5,
    "calque": -9.0,
}
"""Below it fewer than half of the finds of a category's rules are labelled, in files that were left out."""
CATEGORY_KEPT = 3000
PARTS = 6
"""Files are left out in so many parts."""
HEAD = """\
# How much each feature of a clause speaks for vague wording: learned by `python -m evals.learn_soft`, do not edit. A weight is `step` times
# the number before it. g: runs of two to four letters inside a word ("_" its border); w: words and pairs ("~" joins); q: signs;
# c: concepts of soft_words.*.yaml. joined: what the clause's score, the scores of its words (soft_token_weights.yaml) and those around it
# count together.
# categories: features that tell the category; "" is where each starts from.
"""
TOKENS_HEAD = """\
# How much each sign of a word in its sentence speaks for vague wording: learned by `python -m evals.learn_soft`, do not edit. A weight is
# `step` times the number before it. A number from -2 to 2 and a word: that word stands so many places further on (0: here); p, s, e: the
# word begins or ends so; L, R, l, r, G: two words beside or around it ("~" joins); c: a concept of soft_words.*.yaml, so many places
# further on; b, f: a concept here with the word behind or before it.
"""


def joined(found: Sequence[Labelled]) -> tuple[dict[str, float], float]:
    """What the scores count together; a sentence by itself is a short memo."""
    is_vague = [bool(memo.label(c)) for memo in found for c in memo.clauses]
    return learned_joined([each for memo in found for each in memo.joined], is_vague, [memo.counts for memo in found for _ in memo.clauses])


def categories(found: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """For each category, how much a feature speaks for it."""
    known = category_texts("en")
    pairs = [(c.features, memo.label(c)) for memo in found for c in memo.clauses if memo.label(c) in known]
    return many_sided([f for f, _ in pairs], [label for _, label in pairs], strength=3.0, kept=CATEGORY_KEPT, least=1)


def marked(memo: Labelled, weights: Mapping[str, float], bias: float, about: Mapping[str, Mapping[str, float]]) -> list[Place]:
    """What rules and weights together mark in a memo."""
    scores = [score(each, weights, bias) for each in memo.joined]
    kept, added = chosen(memo.reading, memo.clauses, scores, memo.ruled, MARK_FROM, CLEAR_TO)
    soft = (Marker(**c.span.model_dump(), category=likeliest(c.features, about), why="", hq_hears="", suggestion="") for c in added)
    return [(m.start, m.end) for m in opening_only((*kept, *soft))]


def parts_of(found: Sequence[Labelled]) -> list[tuple[list[Labelled], list[Labelled]]]:
    """Each part of the files with all others; a file's traps are left out with it."""
    files = list(dict.fromkeys(_own(memo) for memo in found))
    parts = [set(files[at::PARTS]) for at in range(PARTS)]
    return [([m for m in found if _own(m) in part], [m for m in found if _own(m) not in part]) for part in parts if part]


def told(learner: Learner) -> Iterator[str]:
    """What files that were left out say, by file and language. Sets what the memos' scores tell together when left out."""
    found = learner.found
    parts = parts_of(found)
    for part, rest in parts:
        learner.join(part, learner.weights(rest))
    given: dict[int, list[Place]] = {}
    right = total = 0
    for part, rest in parts:
        weights, bias = joined(rest)
        about = categories(rest)
        given |= {id(memo): marked(memo, weights, bias, about) for memo in part}
        pairs = [(memo.label(c), likeliest(c.features, about)) for memo in part for c in memo.clauses if memo.label(c)]
        right, total = right + sum(a == b for a, b in pairs), total + len(pairs)
    for file in dict.fromkeys(m.file for m in found if not m.is_sentence):
        for lang in LANGS:
            if own := [(m, given[id(m)]) for m in found if m.file == file and m.lang == lang]:
                yield f"{file} {lang}: {_rates(own)}"
    yield f"all: {_rates([(m, given[id(m)]) for m in found if not m.is_sentence])}"
    yield f"category of a vague clause told: {right / max(1, total):.2f}"


def _rates(part: Sequence[tuple[Labelled, Sequence[Place]]]) -> str:
    justified = sum(any(meet(g, w) for w in m.wanted) for m, places in part for g in places)
    count = sum(len(places) for _, places in part)
    hit = sum(any(meet(g, w) for g in places) for m, places in part for w in m.wanted)
    wanted = sum(len(m.wanted) for m, _ in part)
    direct = [(m, places) for m, places in part if m.is_direct]
    extra = sum(not any(meet(g, w) for w in m.wanted) for m, places in direct for g in places) / max(1, len(direct))
    rates = f"precision {justified / max(1, count):.3f}, recall {hit / max(1, wanted):.3f}" if wanted else f"{count} markers"
    return f"{rates}, unjustified in a direct memo {extra:.2f}"


def _own(memo: Labelled) -> str:
    return memo.file.removesuffix(" traps")


def main() -> None:
    """Prints what was left out and writes the weights."""
    learner = Learner(list(memos()))
    print("\n".join(told(learner)))
    found = learner.found
    together, joined_bias = joined(found)
    weights = learner.weights(found)
    whole = sum(not m.is_sentence for m in found)
    counts = f"{sum(len(m.clauses) for m in found)} clauses of {whole} memos and {len(found) - whole} sentences"
    lines = [HEAD.rstrip(), f"learned: {counts!r}", f"step: {STEP}", f"bias: {weights.clauses_bias:.4f}", f"mark_from: {MARK_FROM}"]
    lines += ["clear_to:", *(f"  {name}: {score}" for name, score in CLEAR_TO.items())]
    lines += [f"joined_bias: {joined_bias:.4f}", "joined:", *(f"  {n}: {w:.4f}" for n, w in together.items())]
    _write("soft_weights.yaml", [*lines, *file_lines(weights.clauses, "categories", categories(found))])
    lines = [TOKENS_HEAD.rstrip(), f"learned: {counts!r}", f"step: {STEP}", f"bias: {weights.tokens_bias:.4f}", "t:"]
    _write("soft_token_weights.yaml", [*lines, *sized_lines(weights.tokens, "  ")])
    print(f"{len(weights.clauses)} weights of clauses, {len(weights.tokens)} of words, from {counts}")


def _write(name: str, lines: Sequence[str]) -> None:
    path: Path = prompts_dir() / "coaching" / name
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
