"""Durable runs: what was asked, how far it is, what came of it. Knows no workflow and no step by name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from pydantic import AwareDatetime, JsonValue
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.actor import UserRole
from app.domain.base import Value
from app.domain.runs import Asked, Estimate, RunState, Wanted
from app.storage.faults import reading_row
from app.storage.rows import changed, to_json
from app.storage.run_tables import RUN_STEPS, RUNS

UNFINISHED = ("queued", "running")


class Run(Value):
    """One run. `result` names documents as [id, version]; `failure` is an error as plain JSON; `day` is the today it counts from."""

    id: str
    owner_id: str
    roles: frozenset[UserRole] = frozenset()
    mandate_id: str
    asked: Asked
    asked_sha: str
    day: date
    state: RunState = "queued"
    wanted: Wanted = ""
    attempt: int = 1
    steps_version: str
    estimate: Estimate
    result: tuple[tuple[str, int], ...] = ()
    failure: dict[str, JsonValue] | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime

    @property
    def is_finished(self) -> bool:
        """True when nobody works on it any more."""
        return self.state not in UNFINISHED


class RunStep(Value):
    """A step that is done: `outcome` is ok or the plain reason why the model gave nothing; `draft` is what can be read already."""

    step: str
    outcome: str
    draft: dict[str, JsonValue] | None = None
    created_at: AwareDatetime


class Runs:
    """One owner's runs at a time; what names no owner is for the process that executes runs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, run: Run) -> None:
        """Keeps a new run; an id that is taken ends the transaction with `store.conflict`."""
        self._session.execute(
            insert(RUNS).values(
                **run.model_dump(include={"id", "owner_id", "mandate_id", "asked_sha", "day", "state", "wanted", "attempt"}),
                **run.model_dump(include={"steps_version", "created_at", "updated_at"}),
                roles=to_json(sorted(run.roles)),
                asked_json=run.asked.model_dump_json(),
                estimate_json=run.estimate.model_dump_json(),
                result_json=to_json(run.result),
                failure_json=None if run.failure is None else to_json(run.failure),
            )
        )

    def get(self, run_id: str, *, owner_id: str) -> Run | None:
        """The run, or None when this owner has none of that id."""
        return self._one(select(RUNS).where(RUNS.c.id == run_id, RUNS.c.owner_id == owner_id))

    def every(self, *, owner_id: str) -> tuple[Run, ...]:
        """The owner's runs, newest first."""
        wanted = select(RUNS).where(RUNS.c.owner_id == owner_id).order_by(RUNS.c.created_at.desc(), RUNS.c.id)
        return tuple(_run(row) for row in self._session.execute(wanted))

    def unfinished(self, asked_sha: str, *, owner_id: str) -> Run | None:
        """The owner's oldest run that asks for just this and is not finished, or None."""
        mine = (RUNS.c.owner_id == owner_id) & (RUNS.c.asked_sha == asked_sha) & RUNS.c.state.in_(UNFINISHED) & (RUNS.c.wanted == "")
        return self._one(select(RUNS).where(mine).order_by(RUNS.c.created_at).limit(1))

    def want(self, run_id: str, wanted: Wanted, *, owner_id: str, at: AwareDatetime) -> bool:
        """Notes what its owner wants of a run; False when this owner has none of that id."""
        mine = (RUNS.c.id == run_id) & (RUNS.c.owner_id == owner_id)
        return changed(self._session, update(RUNS).where(mine).values(wanted=wanted, updated_at=at)) == 1

    def steps(self, run_id: str, *, owner_id: str) -> tuple[RunStep, ...]:
        """The steps done, in the order of their end."""
        mine = (RUN_STEPS.c.run_id == run_id) & (RUN_STEPS.c.owner_id == owner_id)
        found = self._session.execute(select(RUN_STEPS).where(mine).order_by(RUN_STEPS.c.created_at, RUN_STEPS.c.step))
        return tuple(_step(row) for row in found)

    def mark(self, run_id: str, *, owner_id: str) -> tuple[str, int] | None:
        """A run's state and how many of its steps are done, or None when this owner has none of that id."""
        mine = (RUN_STEPS.c.run_id == RUNS.c.id) & (RUN_STEPS.c.owner_id == RUNS.c.owner_id)
        done = select(func.count()).select_from(RUN_STEPS).where(mine).scalar_subquery()
        row = self._session.execute(select(RUNS.c.state, done).where(RUNS.c.id == run_id, RUNS.c.owner_id == owner_id)).first()
        return None if row is None else (str(row[0]), int(row[1]))

    def to_attend(self) -> tuple[Run, ...]:
        """Every run that waits for an executor: queued, or with something wanted of it; oldest first."""
        waiting = (RUNS.c.state == "queued") | (RUNS.c.wanted != "")
        return tuple(_run(row) for row in self._session.execute(select(RUNS).where(waiting).order_by(RUNS.c.created_at, RUNS.c.id)))

    def running(self) -> tuple[Run, ...]:
        """Every run that an executor has taken, alive or dead."""
        return tuple(_run(row) for row in self._session.execute(select(RUNS).where(RUNS.c.state == "running")))

    def for_executor(self, run_id: str) -> Run | None:
        """The run, whoever owns it; None when it was erased meanwhile."""
        return self._one(select(RUNS).where(RUNS.c.id == run_id))

    def move(self, run: Run, state: RunState, *, at: AwareDatetime, **also: Any) -> bool:
        """Sets a run's state, and `attempt`, `result` or `failure` with it; False when it was erased meanwhile."""
        values: dict[str, Any] = {"state": state, "wanted": "", "updated_at": at}
        if "attempt" in also:
            values["attempt"] = also["attempt"]
        if "steps_version" in also:
            values["steps_version"] = also["steps_version"]
        if "result" in also:
            values["result_json"] = to_json(also["result"])
        if "failure" in also:
            values["failure_json"] = None if also["failure"] is None else to_json(also["failure"])
        if state == "done":
            self._session.execute(update(RUN_STEPS).where(RUN_STEPS.c.run_id == run.id).values(draft_json=None))
        return changed(self._session, update(RUNS).where(RUNS.c.id == run.id).values(**values)) == 1

    def did(self, run: Run, step: RunStep) -> None:
        """Notes a step that is done; one done again is noted anew."""
        values = {"outcome": step.outcome, "draft_json": None if step.draft is None else to_json(step.draft), "created_at": step.created_at}
        mine = (RUN_STEPS.c.run_id == run.id) & (RUN_STEPS.c.step == step.step)
        if not changed(self._session, update(RUN_STEPS).where(mine).values(**values)):
            self._session.execute(insert(RUN_STEPS).values(run_id=run.id, step=step.step, owner_id=run.owner_id, **values))

    def _one(self, wanted: Any) -> Run | None:
        row = self._session.execute(wanted).first()
        return _run(row) if row else None


def _run(row: Row[Any]) -> Run:
    with reading_row("runs", row.id):
        return Run(
            id=row.id,
            owner_id=row.owner_id,
            roles=frozenset(json.loads(row.roles)),
            mandate_id=row.mandate_id,
            asked=Asked.model_validate_json(row.asked_json),
            asked_sha=row.asked_sha,
            day=row.day,
            state=row.state,
            wanted=row.wanted,
            attempt=row.attempt,
            steps_version=row.steps_version,
            estimate=Estimate.model_validate_json(row.estimate_json),
            result=tuple((str(i), int(v)) for i, v in json.loads(row.result_json)),
            failure=json.loads(row.failure_json) if row.failure_json else None,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


def _step(row: Row[Any]) -> RunStep:
    with reading_row("run_steps", row.run_id):
        draft = json.loads(row.draft_json) if row.draft_json else None
        return RunStep(step=row.step, outcome=row.outcome, draft=draft, created_at=row.created_at)
