"""Is a judge to be believed? Its agreement with people by language, its canaries and probes; until all hold it is advisory.

A judge gates only with at least 100 settled labels, a kappa whose lower bound is at least 0.6 in each language, every canary caught,
and grades that do not follow position or length.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from app.domain.base import Value
from app.llm.ports import Chat
from evals.agreement import Agreement, by_language
from evals.judging import JUDGES, Grade, Item, Rubric, grade, read_rubric
from evals.labels import ENOUGH, Canary, Labelled, between_raters, read_labels

LEAST_KAPPA = 0.6
LANGS = ("en", "es")
PADDING = {
    "en": " This is said here once more in the same sense, so that nothing more is said by it.",
    "es": " Aquí se dice una vez más en el mismo sentido, de modo que con ello no se dice nada más.",
}
TELLING = ("empty", "swapped", "negated", "citation-shuffled", "softened")
STILL = "non-native"
Ask = Callable[[Item, bool], Grade]
"""Grades an item; True shows the levels best first."""


class CanaryResult(Value):
    """One canary: the level before and after, and whether that is as it must be."""

    canary: str
    change: str
    before: int | None
    after: int | None
    holds: bool


class Calibration(Value):
    """What is known of a judge."""

    rubric: str
    prompt_sha: str
    model: str
    labels: int
    unscored: int
    status: Literal["advisory", "gates"]
    why: str
    judge_against_people: dict[str, Agreement] = {}
    between_raters: dict[str, Agreement] = {}
    canaries: tuple[CanaryResult, ...] = ()
    position_same: float | None = None
    length_same: float | None = None


def calibrate(name: str, chat: Chat | None, model: str, folder: Path = JUDGES, *, most: int | None = None) -> Calibration:
    """The calibration of a rubric; without a chat, of its labels alone. Raises: EvalFault; EndpointDown."""
    rubric, labels = read_rubric(name, folder), read_labels(name, folder)
    settled = [i for i in labels.items if i.level is not None][:most]
    people = between_raters(labels)
    known = {"rubric": name, "prompt_sha": rubric.sha, "labels": len(settled), "between_raters": people}
    if chat is None:
        why = f"no grader was asked; {len(settled)} team labels of {ENOUGH} needed"
        return Calibration.model_validate({**known, "model": "", "unscored": 0, "status": "advisory", "why": why})

    def ask(item: Item, is_reversed: bool) -> Grade:
        return grade(chat, rubric, item, reversed_anchors=is_reversed)

    grades = [(i, ask(i.item, False)) for i in settled]
    pairs = [(i.lang, i.level, g.level) for i, g in grades if i.level is not None and g.level is not None]
    found = dict(by_language(pairs))
    canaries = tuple(r for c in labels.canaries for r in canary_results(c, ask))
    position, length = probes([i for i, _ in grades], [g for _, g in grades], ask)
    lacking = _lacking(settled, found, canaries, position, length, unscored=len(grades) - len(pairs))
    return Calibration.model_validate(
        {
            **known,
            "model": model,
            "unscored": len(grades) - len(pairs),
            "status": "advisory" if lacking else "gates",
            "why": "; ".join(lacking) or "calibrated",
            "judge_against_people": found,
            "canaries": canaries,
            "position_same": position,
            "length_same": length,
        }
    )


def canary_results(canary: Canary, ask: Ask) -> tuple[CanaryResult, ...]:
    """The six changes of one good item. An unscored grade counts as caught for the telling five, and as failed for the last."""
    good = Item(id=canary.id, lang=canary.lang, text=canary.text, evidence=canary.evidence)
    before = ask(good, False).level
    changed = {
        "empty": good.model_copy(update={"text": ""}),
        "swapped": good.model_copy(update={"text": canary.swapped}),
        "negated": good.model_copy(update={"text": canary.negated}),
        "citation-shuffled": good.model_copy(update={"evidence": canary.shuffled_evidence}),
        "softened": good.model_copy(update={"text": canary.softened}),
        STILL: good.model_copy(update={"text": canary.nonnative}),
    }
    results = []
    for name, item in changed.items():
        after = ask(item, False).level
        if before is None:
            holds = False
        elif name == STILL:
            holds = after == before
        else:
            holds = after is None or after < before
        results.append(CanaryResult(canary=canary.id, change=name, before=before, after=after, holds=holds))
    return tuple(results)


def probes(items: list[Labelled], grades: list[Grade], ask: Ask, *, most: int = 12) -> tuple[float | None, float | None]:
    """The shares of items whose grade stays when the levels stand the other way round, and when the item says itself twice."""
    position: list[bool] = []
    length: list[bool] = []
    for item, first in list(zip(items, grades, strict=True))[:most]:
        if first.level is None:
            continue
        position.append(ask(item.item, True).level == first.level)
        longer = item.item.model_copy(update={"text": item.text + PADDING[item.lang]})
        after = ask(longer, False).level
        length.append(after is not None and after <= first.level)
    return (sum(position) / len(position), sum(length) / len(length)) if position else (None, None)


def _lacking(
    settled: list[Labelled],
    found: dict[str, Agreement],
    canaries: tuple[CanaryResult, ...],
    position: float | None,
    length: float | None,
    *,
    unscored: int,
) -> list[str]:
    lacking = []
    if len(settled) < ENOUGH:
        lacking.append(f"{len(settled)} labels of {ENOUGH}")
    for lang in LANGS:
        low = found[lang].low if lang in found else None
        if low is None or low < LEAST_KAPPA:
            lacking.append(f"kappa in {lang} is at least {'unknown' if low is None else f'{low:.2f}'}, not {LEAST_KAPPA}")
    missed = [f"{c.change} ({c.canary})" for c in canaries if not c.holds]
    if missed or not canaries:
        lacking.append(f"canaries: {', '.join(missed) or 'none written'}")
    for name, share in (("position", position), ("length", length)):
        if share is None or share < 0.9:
            lacking.append(f"the {name} probe holds in {'no' if share is None else f'{share:.0%}'} items")
    if unscored * 20 > len(settled):
        lacking.append(f"{unscored} answers could not be used")
    return lacking


def write_calibration(found: Calibration, folder: Path = JUDGES) -> Path:
    """Writes calibration.json beside the rubric."""
    path = folder / found.rubric / "calibration.json"
    path.write_text(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def gates(name: str, folder: Path = JUDGES) -> bool:
    """True when the kept calibration of a rubric is of its prompt as it stands, and lets it gate."""
    path = folder / name / "calibration.json"
    if not path.exists():
        return False
    found = Calibration.model_validate_json(path.read_bytes())
    rubric: Rubric = read_rubric(name, folder)
    return found.status == "gates" and found.prompt_sha == rubric.sha
