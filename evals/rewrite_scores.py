"""What a rewrite is scored on: it holds to its memo and is in its language (hard); it says more directly and is graded no lower (soft).

A rewrite can only take away and move: it adds no fact, so its level rises little, and may not fall. Calls no coach.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from app.catalog.language import detect
from app.domain.rewrites import without_slots
from evals.brief_scores import Mark
from evals.outputs import Output
from evals.values import Case

DIRECT = "direct"
SLACK = 0.05
"""So much of an overall level is rounding."""
WORDS_OF_A_LANGUAGE = 12
_WORD = re.compile(r"\w+")


def rewrite_marks(case: Case, output: Output) -> Iterator[Mark]:
    """Every mark of a rewrite; where none was offered, only that."""
    made = output.data["rewrite"]
    yield Mark("offered", float(made is not None), False, "no rewrite was offered")
    if made is None:
        return
    faults = output.data["faults"]
    yield Mark("rewrite_holds", float(not faults), True, "; ".join(faults[:3]))
    into = case.input.get("into", case.lang)
    # A rewrite in the other language quotes the memo: only its frame is in that language.
    seen = detect(without_slots(made["text"], case.input["text"]), min_words=WORDS_OF_A_LANGUAGE) if into == case.lang else None
    right = made["lang"] == into and seen in (None, into)
    yield Mark("rewrite_language", float(right), True, f"{made['lang']}, seen {seen}, wanted {into}")
    if into == case.lang:
        yield from _beside(case, output)


def _beside(case: Case, output: Output) -> Iterator[Mark]:
    before, after = output.data["before"], output.data["after"]
    if before["overall"] is not None and after["overall"] is not None:
        kept = after["overall"] >= before["overall"] - SLACK
        yield Mark("not_graded_lower", float(kept), False, f"{before['overall']} → {after['overall']}")
    if DIRECT in case.tags:
        one, other = (_WORD.findall(t.casefold()) for t in (case.input["text"], output.data["rewrite"]["text"]))
        alike = difflib.SequenceMatcher(a=one, b=other, autojunk=False).ratio()
        yield Mark("direct_kept", alike, False, f"{alike:.2f} of the words stand")
    elif before["markers"]:
        left = len(after["markers"]) / len(before["markers"])
        yield Mark("markers_gone", max(0.0, 1 - left), False, f"{len(before['markers'])} → {len(after['markers'])} markers")
