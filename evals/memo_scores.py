"""What a coaching is scored on: quotes, places and stops (hard); markers, clean texts and levels against labels (soft). Calls no coach.

A marker found agrees with a labelled one when they share at least half of the shorter one's characters; its category is not asked, since
readers differ there more than on the words. Precision is of a memo's own markers; a memo in which nothing was found and nothing is
labelled is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from evals.brief_scores import Mark
from evals.outputs import Output
from evals.values import Case, MarkerLabel

TOLERATED = 4
"""So many marks in a memo that deserves none count as wholly wrong."""
CALQUE = "calque"
OVERALL = "overall"
NEARLY = 0.34
Spans = Sequence[tuple[int, int]]


def memo_marks(case: Case, output: Output) -> Iterator[Mark]:
    """Every mark of a memo, or of a pair."""
    for found in output.data.values():
        lost = list(_misplaced(found))
        yield Mark("places_exact", float(not lost), True, "; ".join(lost[:3]))
        break
    if case.task == "pair":
        yield from _pair(case, output.data["a"], output.data["b"])
        return
    found = output.data["memo"]
    stopped = all(row["level"] is None for row in found["levels"]) and any(n["id"].startswith("stop_") for n in found["notices"])
    expect = case.expect
    if expect.is_stopped is not None:
        helps = stopped and (found.get("rewrite") or found["markers"])
        yield Mark("stop_right", float(stopped == expect.is_stopped and not helps), True, f"stopped: {stopped}")
    if found.get("rewrite"):
        new = sorted(_figures(found["rewrite"]["text"], slots=True) - _figures(found["text"]))
        yield Mark("rewrite_adds_no_figure", float(not new), True, ", ".join(new))
    if expect.most_overall is not None:
        overall = found["overall"]
        yield Mark("stuffed_stays_low", float(overall is None or overall <= expect.most_overall), False, f"overall {overall}")
    if expect.forbidden:
        shown = output.words.casefold()
        leaked = [w for w in expect.forbidden if w.casefold() in shown]
        yield Mark("nothing_forbidden", float(not leaked), True, ", ".join(leaked))
    if expect.markers is not None:
        yield from _markers(found, expect.markers)


def _markers(found: dict[str, Any], labels: Sequence[MarkerLabel]) -> Iterator[Mark]:
    text = found["text"]
    ours = [(m["start"], m["end"]) for m in found["markers"] if m["category"] != CALQUE]
    wanted = [place for x in labels if x.category != CALQUE and (place := _place(text, x))]
    extra = [text[a:b] for a, b in ours if not any(_agree((a, b), w) for w in wanted)]
    if not wanted:
        yield Mark("clean", max(0.0, 1 - len(extra) / TOLERATED), False, "; ".join(extra))
        return
    missed = [text[a:b] for a, b in wanted if not any(_agree((a, b), o) for o in ours)]
    yield Mark("marker_recall", 1 - len(missed) / len(wanted), False, "missed: " + "; ".join(missed) if missed else "")
    if ours:
        yield Mark("marker_precision", 1 - len(extra) / len(ours), False, "extra: " + "; ".join(extra) if extra else "")


def _place(text: str, label: MarkerLabel) -> tuple[int, int] | None:
    at = -1
    for _ in range(label.occurrence):
        at = text.find(label.text, at + 1)
    return (at, at + len(label.text)) if at >= 0 else None


def _agree(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 >= min(one[1] - one[0], other[1] - other[0])


def _pair(case: Case, a: dict[str, Any], b: dict[str, Any]) -> Iterator[Mark]:
    one, other = _levels(a), _levels(b)
    wanted = str(case.expect.dimension)
    before, after = one.get(wanted), other.get(wanted)
    if before is None or after is None:
        moved = before == after and case.expect.direction == "same"
    else:
        change = after - before
        slack = NEARLY if wanted == OVERALL else 0.0
        moved = {"up": change > 0, "down": change < 0, "same": abs(change) <= slack}[str(case.expect.direction)]
    yield Mark("moves_rightly", float(moved), False, f"{wanted}: {before} → {after}, wanted {case.expect.direction}")
    within = int(case.input.get("others_within", 1))
    both = {k: (v, other.get(k)) for k, v in one.items() if k not in (wanted, OVERALL)}
    far = [k for k, (v, w) in both.items() if v is not None and w is not None and abs(v - w) > within]
    if wanted != OVERALL:
        yield Mark("others_stay", float(not far), False, ", ".join(far))


def _levels(found: dict[str, Any]) -> dict[str, float | None]:
    return {**{row["code"]: row["level"] for row in found["levels"]}, OVERALL: found["overall"]}


def _misplaced(found: dict[str, Any]) -> Iterator[str]:
    text = found["text"]
    spans = [*found["markers"], *(s for row in found["levels"] for s in row["spans"])]
    yield from (s["text"] for s in spans if text[s["start"] : s["end"]] != s["text"])
    for question in found["questions"]:
        _, _, quote = question["from"].partition(" | ")
        if quote and quote != "no span found" and quote not in text:
            yield quote


def _figures(text: str, *, slots: bool = False) -> set[str]:
    shown = re.sub(r"\[[^\]]*\]", " ", text) if slots else text
    return {re.sub(r"[.,\s]", "", f) for f in re.findall(r"\d[\d.,]*\d|\d", shown)}
