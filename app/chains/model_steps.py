"""The steps of a model-written draft as plain values: what a step is, what it gives back, and who performs steps. Knows no prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, NamedTuple, Protocol

from pydantic import JsonValue

from app import errors
from app.domain.base import Value
from app.domain.document import Finding, ModelCall, SectionDraft
from app.domain.guidance import Sentence
from app.errors import EndpointDown, EndpointError, OverBudget
from app.llm.ports import OUTCOMES, failed_call

AT_ONCE = 16
"""Steps of one run that are under way together: a whole brief's sections, so that a draft takes as long as its slowest."""


class Failure(Value):
    """Why a step has nothing from the model, as an error that can be raised again."""

    kind: str
    key: str
    where: str
    params: dict[str, JsonValue] = {}

    def error(self) -> EndpointError:
        """The same error again."""
        found = getattr(errors, self.kind, EndpointError)
        return found(self.key, where=self.where, **self.params)

    @property
    def reason(self) -> str:
        """The key of its plain sentence under `runs.reason`."""
        if self.is_of_budget:
            return "budget"
        outcome = str(self.params.get("outcome", "garbled"))
        return "empty" if self.key == "model.empty" else outcome if outcome in OUTCOMES else "garbled"

    @property
    def is_down(self) -> bool:
        """True when nobody answered."""
        return self.kind == EndpointDown.__name__

    @property
    def is_of_budget(self) -> bool:
        """True when the request was not made for its cost."""
        return self.kind == OverBudget.__name__


def failure_of(error: EndpointError) -> Failure:
    """An error as a value; its model call is kept apart."""
    plain: dict[str, JsonValue] = {
        k: v if isinstance(v, str | int | float | bool) else str(v) for k, v in error.params.items() if k != "call"
    }
    return Failure(kind=type(error).__name__, key=error.key, where=error.where, params=plain)


class StepResult(Value):
    """What a step gives back; plain enough to be stored. `firm` are sentences of the firm's own documents that it found."""

    step: str
    calls: tuple[ModelCall, ...] = ()
    remarks: tuple[Finding, ...] = ()
    draft: SectionDraft | None = None
    firm: tuple[Sentence, ...] = ()
    data: JsonValue = None
    failure: Failure | None = None


def failed(step: str, error: EndpointError) -> StepResult:
    """The result of a step whose request came to nothing; what it cost stays on the record."""
    call = failed_call(error)
    return StepResult(step=step, calls=(call,) if call else (), failure=failure_of(error))


Done = Mapping[str, StepResult]
"""The results of the steps that a step waits for, by name."""


def always(_: Done) -> bool:
    """The rule of a step that is performed whatever came before it."""
    return True


class Task(NamedTuple):
    """A step to be done: its name within the run, and the work. The work catches EndpointError and raises nothing of its own.

    `after` names steps of the same round whose results it needs; they stand before it. A step that is not due by their results
    is not performed and not stored: its result is empty.
    """

    name: str
    work: Callable[[Done], StepResult]
    after: tuple[str, ...] = ()
    is_due: Callable[[Done], bool] = always


class Perform(Protocol):
    """Performs steps side by side, each as soon as those before it are done, and gives their results in the order of the tasks."""

    def __call__(self, tasks: Sequence[Task]) -> tuple[StepResult, ...]:
        """Every result; a step that was performed before, in a run that broke off, is not performed again."""
        ...


Run = Callable[[int, Done], StepResult]
"""The place of a task and what it waited for → its result."""


def in_turn(tasks: Sequence[Task], run: Run, pool: ThreadPoolExecutor) -> tuple[StepResult, ...]:
    """Every result, each task begun by `run` when all that it waits for is done.

    Raises: ValueError for a task that waits for one which does not stand before it; whatever `run` raises.
    """
    done: dict[str, StepResult] = {}
    waiting = list(range(len(tasks)))
    under_way: dict[Future[StepResult], int] = {}
    while waiting or under_way:
        for at in [i for i in waiting if all(name in done for name in tasks[i].after)]:
            waiting.remove(at)
            needed = {name: done[name] for name in tasks[at].after}
            under_way[pool.submit(_one, tasks[at], at, needed, run)] = at
        if not under_way:
            raise ValueError(tasks[waiting[0]].name)
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            done[tasks[under_way.pop(future)].name] = future.result()
    return tuple(done[task.name] for task in tasks)


def _one(task: Task, at: int, needed: Done, run: Run) -> StepResult:
    return run(at, needed) if task.is_due(needed) else StepResult(step=task.name)


def perform_here(tasks: Sequence[Task]) -> tuple[StepResult, ...]:
    """Performs steps in threads of this process and keeps nothing: for tests, and as the measure of what durability costs."""
    if not tasks:
        return ()
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(tasks))) as pool:
        return in_turn(tasks, lambda at, needed: tasks[at].work(needed), pool)


def as_plain(result: StepResult) -> dict[str, Any]:
    """A result as plain JSON values."""
    return result.model_dump(mode="json")


def drafts_in(done: Done) -> tuple[SectionDraft, ...]:
    """The drafts among results, in their order."""
    return tuple(r.draft for r in done.values() if r.draft is not None)


def firm_in(done: Done) -> dict[str, Sentence]:
    """The firm's own sentences that the steps were shown, by id."""
    return {s.id: s for r in done.values() for s in r.firm}


def is_written(done: Done) -> bool:
    """True when some step gave a draft."""
    return any(r.draft is not None for r in done.values())
