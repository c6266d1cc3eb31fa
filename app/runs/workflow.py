"""The workflow as DBOS knows it: one configured instance whose ports are set before launch, and steps that are stored when done.

Imported only when runs are executed, since the import of dbos is slow. Raise STEPS_VERSION when the order of steps changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from functools import cache
from typing import Any

from dbos import DBOS, DBOSConfiguredInstance, StepReservation

from app.chains.model_steps import AT_ONCE, Done, StepResult, Task, as_plain, in_turn
from app.runs.carry_out import carry_out
from app.runs.ports import RunPorts

MOST_RECOVERIES = 10_000
"""A run that keeps being killed is no fault of the run."""


@DBOS.dbos_class()
class Drafting(DBOSConfiguredInstance):
    """The one instance that carries runs out."""

    ports: RunPorts

    @DBOS.workflow(name="draft_document", max_recovery_attempts=MOST_RECOVERIES)
    def draft_document(self, run_id: str) -> None:
        """Drafts what the run asks for."""
        carry_out(self.ports, run_id, perform_durably)


@cache
def drafting() -> Drafting:
    """The instance of this process, under a name that every process gives it."""
    return Drafting("puente")


def perform_durably(tasks: Sequence[Task]) -> tuple[StepResult, ...]:
    """Performs steps, each as soon as those before it are done and stored when it is; one that is stored already is read instead.

    The ids are drawn here, one after the other, so that a recovered run gives each step the id it had, in whatever order they end
    and whether or not each is due.
    """
    if not tasks:
        return ()
    places = [(DBOS.reserve_step(), copy_context()) for _ in tasks]
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(tasks)), thread_name_prefix="puente-step") as pool:
        return in_turn(tasks, lambda at, done: _performed(tasks[at], done, *places[at]), pool)


def _performed(task: Task, done: Done, reservation: StepReservation, context: Context) -> StepResult:
    """The step in a copy of the workflow's context, so that DBOS knows in another thread whose step it is."""

    def step() -> dict[str, Any]:
        return as_plain(task.work(done))

    return StepResult.model_validate(context.run(lambda: reservation.run({"name": task.name}, step)))
