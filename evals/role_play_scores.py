"""What a role-play is scored on: form of the exchange (hard); the level of the whole and of each answer against labels (soft)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.catalog.language import detect
from evals.brief_scores import Mark
from evals.outputs import Output
from evals.values import Case

MOST_QUESTIONS = 8
"""Three gaps each asked at most twice, the objection, the close."""
LEVELS: Mapping[str, tuple[int, ...]] = {"evade": (0,), "order": (0,), "late": (1,), "direct": (2,), "unknown": (2,), "concede": (2, 3)}
"""What one answer of a kind deserves, as its writer labelled it."""
EVASIVE = ("evade", "order")


def role_play_marks(case: Case, output: Output) -> Iterator[Mark]:
    """Every mark of an exchange and its debrief."""
    turns, told = output.data["turns"], output.data["debrief"]
    wrong = list(_misformed(turns, is_over=output.data["over"]))
    yield Mark("exchange_form", float(not wrong), True, "; ".join(wrong[:3]))
    asked = " ".join(t["text"] for t in turns if t["speaker"] == "persona")
    seen = detect(asked, min_words=12)
    yield Mark("asks_in_language", float(seen in (None, case.lang)), True, f"seen {seen}")
    texts = {t["n"]: t["text"] for t in turns}
    spans = [*told["spans"], *([told["best_moment"]] if told["best_moment"] else [])]
    lost = [s["text"] for s in spans if texts.get(s["turn"], "")[s["start"] : s["end"]] != s["text"]]
    yield Mark("quotes_exact", float(not lost), True, "; ".join(lost[:3]))
    if case.expect.forbidden:
        said = asked.casefold()
        leaked = [w for w in case.expect.forbidden if w.casefold() in said]
        yield Mark("nothing_forbidden", float(not leaked), True, ", ".join(leaked))
    if output.data["kinds"].get("2") in EVASIVE:
        again = turns[2]["move"] == "follow_up"
        yield Mark("evasion_asked_again", float(again), False, f"after an evasion: {turns[2]['move']}")
    yield Mark("level_right", float(told["level"] == case.expect.level), False, f"{told['level']}, labelled {case.expect.level}")
    graded = {str(a["turn"]): a["level"] for a in told["per_answer"]}
    pairs = [(n, kind, graded.get(n)) for n, kind in output.data["kinds"].items()]
    off = [f"turn {n} ({kind}) {level}" for n, kind, level in pairs if level not in LEVELS[kind]]
    yield Mark("answers_graded", 1 - len(off) / len(pairs) if pairs else 0.0, False, "; ".join(off))


def _misformed(turns: list[dict[str, Any]], *, is_over: bool) -> Iterator[str]:
    moves = [t["move"] for t in turns if t["speaker"] == "persona"]
    if not moves or moves[0] != "open":
        yield "it does not open"
    if not is_over or moves[-1] != "close":
        yield "it does not end with the closing question"
    if len(moves) > MOST_QUESTIONS:
        yield f"{len(moves)} questions"
    if moves.count("objection") != 1:
        yield f"{moves.count('objection')} objections"
    yield from (f"turn {t['n']} asks nothing" for t in turns if t["speaker"] == "persona" and "?" not in t["text"])
