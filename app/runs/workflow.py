"""The workflow as DBOS knows it: one configured instance whose ports are set before launch, and steps that are stored when done.

Imported only when runs are executed, since the import of dbos is slow. Raise STEPS_VERSION when the order of steps changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from typing import Any

from dbos import DBOS, DBOSConfiguredInstance, StepReservation

from app.chains.model_steps import AT_ONCE, StepResult, Task, as_plain
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
    """Performs steps side by side, each stored when it is done; one that is stored already is read instead.

    The ids are drawn here, one after the other, so that a recovered run gives each step the id it had.
    """
    if not tasks:
        return ()
    reserved = [DBOS.reserve_step() for _ in tasks]
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(tasks)), thread_name_prefix="puente-step") as pool:
        futures = [pool.submit(_performing(reservation, task)) for reservation, task in zip(reserved, tasks, strict=True)]
        return tuple(StepResult.model_validate(future.result()) for future in futures)


def _performing(reservation: StepReservation, task: Task) -> Callable[[], dict[str, Any]]:
    """The step in a copy of the workflow's context, so that DBOS knows in another thread whose step it is."""
    context = copy_context()

    def step() -> dict[str, Any]:
        return as_plain(task.work())

    return lambda: context.run(lambda: reservation.run({"name": task.name}, step))
