"""What the examinations said, as kept with `--json > evals/runs/….json`: verdicts, plans, tried checks, the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypeVar

from app.domain.actor import Actor
from app.domain.base import Value
from app.errors import UnknownId
from app.services.examination_files import Told, read, text
from app.services.examinations import folder
from app.services.house import House

Outcome = Literal["pass", "regression", "inconclusive"]
K = TypeVar("K", bound=Told)


class Difference(Told):
    """From baseline to candidate, in shares of 1; the bounds are 95 % ones, `low` the one-sided."""

    mean: float
    low: float
    low_95: float
    high_95: float


class Change(Told):
    """One soft check in both runs."""

    baseline: float
    candidate: float
    difference: Difference
    q_worse: float


class SoftVerdict(Told):
    """What the gate said of one soft check."""

    check: str
    outcome: Outcome
    margin: float
    change: Change
    advice: str = ""


class HardFailure(Told):
    """A hard check that failed."""

    check: str
    case_id: str
    detail: str = ""
    was_failing: bool = False


class Compared(Told):
    """The comparison below a verdict."""

    baseline: str
    candidate: str
    cases: int
    clusters: int
    epochs: int
    same_outputs: int
    hard_failures: tuple[HardFailure, ...] = ()
    changed_parts: tuple[str, ...] = ()


class Verdict(Told):
    """The gate's answer for one suite."""

    suite: str
    outcome: Outcome
    soft: tuple[SoftVerdict, ...] = ()
    comparison: Compared
    is_identity: bool = False
    not_tested: str = ""


class Gate(Told):
    """The answer of `eval gate --json`; `integrity` says what could not be compared."""

    verdicts: tuple[Verdict, ...]
    integrity: tuple[str, ...] = ()


class PartMoved(Told):
    """One part put back to what it was, and what that did."""

    part: str
    comparison: dict[str, Any]


class Explained(Told):
    """The answer of `eval compare --attribute … --json`: the verdict with the prompt difference beside it."""

    verdict: Verdict
    attribution: tuple[PartMoved, ...]
    prompt_diff: str


class PlannedCheck(Told):
    """What a suite can tell of one check: the smallest fall that it finds."""

    check: str
    clusters: int
    detectable: float
    margin: float
    clusters_for_margin: int


class Plan(Told):
    """The plan of one suite."""

    suite: str
    cases: int
    clusters: int
    epochs: int
    calls: int
    cost_usd: float | None
    checks: tuple[PlannedCheck, ...]


class Plans(Told):
    """The answer of `eval plan --json`."""

    plans: tuple[Plan, ...]


class TriedRow(Told):
    """One kind of planted fault or benign edit in one language."""

    name: str
    lang: str
    check: str
    planted: int
    caught: int
    false_alarms: int


class Tried(Told):
    """The answer of `eval mutate --json`."""

    rows: tuple[TriedRow, ...]
    wrong: int


class Answers(Value):
    """The newest kept answer of each kind; None where none was kept. `has_report`: there is an HTML report."""

    is_installed: bool
    gate: Gate | None = None
    explained: Explained | None = None
    plans: Plans | None = None
    tried: Tried | None = None
    has_report: bool = False


def answers(house: House, actor: Actor) -> Answers:
    """The kept answers. Raises: NotPermitted."""
    base = folder(house, actor)
    if base is None:
        return Answers(is_installed=False)
    kept = sorted((base / "runs").glob("*.json"), key=lambda p: (p.stat().st_mtime, p.name), reverse=True)
    return Answers(
        is_installed=True,
        gate=_newest(kept, Gate),
        explained=_newest(kept, Explained),
        plans=_newest(kept, Plans),
        tried=_newest(kept, Tried),
        has_report=(base / "runs" / "report.html").is_file(),
    )


def _newest(kept: list[Path], kind: type[K]) -> K | None:
    return next((found for path in kept if (found := read(path, kind)) is not None), None)


def report(house: House, actor: Actor) -> bytes:
    """The HTML report. Raises: NotPermitted; UnknownId when there is none."""
    base = folder(house, actor)
    found = text(base / "runs" / "report.html") if base else ""
    if not found:
        raise UnknownId("id.exam_report")
    return found.encode()
