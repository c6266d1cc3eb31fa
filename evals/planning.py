"""The plan of a suite from its cases, its baseline and the runs that are here. Counts requests by building them; asks no model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from evals.cost import cost_of_tokens
from evals.faults import EvalFault
from evals.gate import read_margins
from evals.orders import RunOrder
from evals.plan import Plan, planned_checks
from evals.run_files import BASELINES, Kept, read_manifest, read_run
from evals.suites import read_suite
from evals.values import Case

SECTION_TOKENS, COACH_TOKENS, TURN_TOKENS = 6_000, 5_000, 2_000
SECTIONS, COACH_CALLS, TURN_CALLS = 15, 4, 6
"""Requests of a brief, of a coached memo and of a role-play, and about how many tokens one takes with its answer."""


def plan_suite(order: RunOrder, name: str, runs: Path) -> Plan:
    """The plan of one suite. Raises: EvalFault when the suite does not hold."""
    cases = read_suite(order.suite)
    margins = read_margins()
    mine = {**margins.get("default", {}), **margins.get(order.suite, {})}
    baseline = _baseline(order.suite, name)
    calls, tokens = _calls(cases) if order.writer in ("standin", "recorded", "live") else (0, 0)
    return Plan(
        suite=order.suite,
        cases=len(cases),
        clusters=len({c.cluster for c in cases}),
        epochs=order.epochs,
        calls=calls * order.epochs,
        tokens=tokens * order.epochs,
        cost_usd=cost_of_tokens(tokens * order.epochs) if order.writer in ("live", "recorded") else 0.0,
        checks=planned_checks(cases, baseline, _last_pair(order.suite, runs), mine, order.epochs),
    )


def _baseline(suite: str, name: str) -> Kept | None:
    try:
        return read_run(BASELINES / suite / name)
    except EvalFault:
        return None


def _last_pair(suite: str, runs: Path) -> tuple[Kept, Kept] | None:
    found: list[Kept] = []
    for path in sorted((runs / suite).glob("*/manifest.json"), reverse=True)[:6]:
        if read_manifest(path).is_complete:
            kept = read_run(path.parent)
            if not found or [r.output_sha for r in kept.rows] != [r.output_sha for r in found[0].rows]:
                found.append(kept)
        if len(found) == 2:
            return found[1], found[0]
    return None


def _calls(cases: tuple[Case, ...]) -> tuple[int, int]:
    of_task = Counter(c.task for c in cases)
    sections = SECTIONS * of_task["brief"]
    coached = COACH_CALLS * (of_task["memo"] + 2 * of_task["pair"] + of_task["rewrite"])
    turns = TURN_CALLS * of_task["role_play"]
    return sections + coached + turns, sections * SECTION_TOKENS + coached * COACH_TOKENS + turns * TURN_TOKENS
