"""The verdict over a comparison: pass, regression, inconclusive, by the rule of docs/evals.md. Reads margins; runs nothing.

(0) the same words everywhere pass at once, unless a hard check fails; (1) integrity is `compare`'s; (2) any failed hard check fails;
(3) a soft check passes when its one-sided 95 % lower bound is at or above −margin, fails when Benjamini and Hochberg's q < .05 and it
fell, and is undecided between.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from app.domain.base import Value
from evals.compare import Comparison, SoftChange
from evals.faults import EvalFault
from evals.power import more_clusters
from evals.stats import exact_upper

MARGINS = Path(__file__).resolve().parent / "gate.toml"
Outcome = Literal["pass", "regression", "inconclusive"]
EXIT: Mapping[Outcome, int] = {"pass": 0, "regression": 1, "inconclusive": 3}
Q = 0.05
DEFAULT_MARGIN = 0.05
MOST_EPOCHS = 20


class SoftVerdict(Value):
    """One soft check: what decided, and what would decide where nothing did."""

    check: str
    outcome: Outcome
    margin: float
    change: SoftChange
    advice: str = ""


class HardVerdict(Value):
    """One hard check over all outputs: 0 failures in n still allow a rate of `upper`."""

    check: str
    failures: int
    trials: int
    upper: float


class Verdict(Value):
    """The gate's answer for one suite."""

    suite: str
    outcome: Outcome
    why: str
    soft: tuple[SoftVerdict, ...]
    hard: tuple[HardVerdict, ...]
    comparison: Comparison
    is_identity: bool
    not_tested: str = ""

    @property
    def code(self) -> int:
        """The exit code."""
        return EXIT[self.outcome]


def read_margins(path: Path = MARGINS) -> dict[str, Any]:
    """Margins by suite and check. Raises: EvalFault for a file that is no TOML or a margin outside 0–1."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as bad:
        raise EvalFault(f"{path.name}: {bad}") from None
    for suite, table in found.items():
        for name, value in table.items():
            if suite != "hard" and not (isinstance(value, (int, float)) and 0 < value < 1):
                raise EvalFault(f"{path.name}: [{suite}] {name} = {value}: a margin lies between 0 and 1, such as 0.05")
    return found


def margin_of(margins: Mapping[str, Any], suite: str, check: str) -> float:
    """The margin of a check: its own, else its suite's, else the default."""
    own = margins.get(suite, {})
    return float(own.get(check, own.get("margin", margins.get("default", {}).get("margin", DEFAULT_MARGIN))))


def judge(found: Comparison, margins: Mapping[str, Any], *, cost_per_case_usd: float = 0.0, not_tested: str = "") -> Verdict:
    """The verdict over a comparison."""
    failures: dict[str, int] = {}
    for failure in found.hard_failures:
        failures[failure.check] = failures.get(failure.check, 0) + 1
    hard = tuple(
        HardVerdict(check=c, failures=failures.get(c, 0), trials=n, upper=exact_upper(failures.get(c, 0), n))
        for c, n in found.hard_trials.items()
    )
    soft = tuple(_soft(c, margin_of(margins, found.suite, c.check), found, cost_per_case_usd) for c in found.soft)
    outcome, why = _decide(found, soft)
    return Verdict(
        suite=found.suite,
        outcome=outcome,
        why=why,
        soft=soft,
        hard=hard,
        comparison=found,
        is_identity=found.is_identical,
        not_tested=not_tested,
    )


def _decide(found: Comparison, soft: tuple[SoftVerdict, ...]) -> tuple[Outcome, str]:
    if found.hard_failures:
        first = found.hard_failures[0]
        known = sum(f.was_failing for f in found.hard_failures)
        told = f" ({known} of them fail in the baseline too)" if known else ""
        return (
            "regression",
            f"{len(found.hard_failures)} failures of hard checks{told}; first: {first.check} in {first.case_id}: {first.detail}",
        )
    if found.is_identical:
        return "pass", f"all {found.same_outputs} outputs are the same, word for word"
    if fallen := [s for s in soft if s.outcome == "regression"]:
        worst = min(fallen, key=lambda s: s.change.difference.mean)
        told = f"{worst.check} fell by {-worst.change.difference.mean * 100:.1f} points (q = {worst.change.q_worse:.3f})"
        return "regression", told + (f", and {len(fallen) - 1} more" if len(fallen) > 1 else "")
    if open_ones := [s for s in soft if s.outcome == "inconclusive"]:
        one = open_ones[0]
        return "inconclusive", f"{one.check} is undecided at a margin of {one.margin * 100:.0f} points; {one.advice}"
    return "pass", f"no soft check can have fallen by more than its margin (95 % sure), {len(soft)} checks"


def _soft(change: SoftChange, margin: float, found: Comparison, cost_per_case_usd: float) -> SoftVerdict:
    difference = change.difference
    if difference.mean < 0 and change.q_worse < Q:
        return SoftVerdict(check=change.check, outcome="regression", margin=margin, change=change)
    if difference.low >= -margin or found.is_identical:
        return SoftVerdict(check=change.check, outcome="pass", margin=margin, change=change)
    return SoftVerdict(
        check=change.check,
        outcome="inconclusive",
        margin=margin,
        change=change,
        advice=_advice(change, margin, found, cost_per_case_usd),
    )


def _advice(change: SoftChange, margin: float, found: Comparison, cost_per_case_usd: float) -> str:
    """How many more clusters, or epochs, would decide it and at what cost, were the difference what it now seems."""
    more = more_clusters(change.difference, margin)
    if more is None:
        return "it seems to have fallen by more than the margin: more cases would more likely show a regression than a pass"
    per_cluster = max(1.0, found.cases / max(1, found.clusters))
    cases = math.ceil(more * per_cluster)
    said = f"about {more} more clusters ({cases} cases, {_usd(cases * found.epochs * cost_per_case_usd)}) would decide it"
    factor = 1 + more / max(1, found.clusters)
    if found.epochs > 1 and factor * found.epochs <= MOST_EPOCHS:
        epochs = math.ceil(found.epochs * factor)
        cost = _usd((epochs - found.epochs) * found.cases * cost_per_case_usd)
        said += f"; where the noise lies between epochs, {epochs} epochs instead of {found.epochs} ({cost})"
    return said


def _usd(amount: float) -> str:
    return f"USD {amount:,.2f}" if amount else "no cost"
