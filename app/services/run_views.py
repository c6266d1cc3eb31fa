"""A run as its owner sees it: state, steps, costs so far, and what it failed of. Reads within a transaction; changes nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import AwareDatetime, JsonValue

from app import errors
from app.domain.base import ValueWithNulls
from app.domain.runs import Estimate, RunState
from app.errors import PuenteError, UnknownId
from app.storage.runs import Run
from app.storage.unit_of_work import UnitOfWork


class StepLine(ValueWithNulls):
    """One step that is done, with what can be read of it already while the document is not there."""

    NULLS: ClassVar[tuple[str, ...]] = ("draft",)

    lang: str
    step: str
    outcome: str
    draft: dict[str, JsonValue] | None = None


class RunView(ValueWithNulls):
    """A run as its owner sees it. `steps_total` counts the steps before revisions; costs are those so far."""

    NULLS: ClassVar[tuple[str, ...]] = ("cost_usd", "failure")

    id: str
    state: RunState
    mandate_id: str
    kind: str
    langs: tuple[str, ...]
    writer: Literal["auto", "model"]
    created_at: AwareDatetime
    updated_at: AwareDatetime
    attempt: int
    estimate: Estimate
    steps_done: int
    steps_total: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost_usd: Decimal | None
    documents: tuple[str, ...]
    failure: dict[str, JsonValue] | None
    steps: tuple[StepLine, ...] = ()

    @property
    def is_finished(self) -> bool:
        """True when nobody works on it any more."""
        return self.state in ("done", "failed", "cancelled")


def failure(run: RunView) -> PuenteError:
    """What a run failed of, as the error that it met."""
    if run.failure is None:
        return UnknownId("runs.cancelled", where=run.id)
    kind = getattr(errors, str(run.failure["kind"]), PuenteError)
    params = run.failure.get("params")
    made = kind(str(run.failure["key"]), where=str(run.failure.get("where", "")), **(params if isinstance(params, dict) else {}))
    return made if isinstance(made, PuenteError) else PuenteError("runs.broke_off", where=run.id)


def view_of(work: UnitOfWork, run: Run) -> RunView:
    """A run with its steps and what it cost so far."""
    calls = [s.call for s in work.model_calls.of_run(run.id, owner_id=run.owner_id)]
    steps = work.runs.steps(run.id, owner_id=run.owner_id)
    costs = [c.cost_usd for c in calls]
    lines = [StepLine(lang=s.step.partition(":")[0], step=s.step.partition(":")[2], outcome=s.outcome, draft=s.draft) for s in steps]
    return RunView(
        id=run.id,
        state=run.state,
        mandate_id=run.mandate_id,
        kind=run.asked.kind,
        langs=run.asked.langs,
        writer=run.asked.choice,
        created_at=run.created_at,
        updated_at=run.updated_at,
        attempt=run.attempt,
        estimate=run.estimate,
        steps_done=len(steps),
        steps_total=max(run.estimate.calls, len(steps)),
        calls=len(calls),
        prompt_tokens=sum(c.prompt_tokens or 0 for c in calls),
        completion_tokens=sum(c.completion_tokens or 0 for c in calls),
        cost_usd=None if not costs or None in costs else sum((c for c in costs if c is not None), Decimal(0)),
        documents=tuple(f"{i}.{v}" for i, v in run.result),
        failure=run.failure,
        steps=tuple(lines),
    )
