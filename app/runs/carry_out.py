"""One run from its stored order to its stored documents. Knows the chains and the store; knows nothing of how steps survive a crash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from pydantic import JsonValue

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.chains.draft_document import Order
from app.chains.kind_facts import facts_of
from app.chains.model_document import Desk, model_document
from app.chains.model_steps import Done, Perform, StepResult, Task, failure_of
from app.chains.twinning import with_drift
from app.domain.actor import Actor
from app.domain.document import Document, ModelCall
from app.domain.lang import Lang
from app.errors import EndpointError, PuenteError
from app.llm.purse import Purse
from app.llm.run_chat import RunChat
from app.logs import about, note
from app.runs.keeping import keep, written
from app.runs.ports import RunPorts
from app.storage.model_calls import StoredCall
from app.storage.runs import Run, RunStep
from app.storage.unit_of_work import UnitOfWork


def carry_out(ports: RunPorts, run_id: str, perform: Perform) -> None:
    """Drafts what a run asks for and keeps it; what goes wrong is kept as the run's failure, and nothing that was paid is lost.

    Does nothing for a run that was erased or is finished.
    """
    run = written(ports.store(), lambda work: _begun(work, run_id, ports))
    if run is None:
        return
    with about(run=run.id):
        _carry_out(ports, run, perform)


def _carry_out(ports: RunPorts, run: Run, perform: Perform) -> None:
    note("run begins", attempt=run.attempt, kind=run.asked.kind, langs="+".join(run.asked.langs))
    try:
        documents = _documents(ports, run, perform)
    except EndpointError as error:
        _fail(ports, run, failure_of(error).model_dump(mode="json"))
    except PuenteError as error:
        params: dict[str, JsonValue] = {k: str(v) for k, v in error.params.items()}
        _fail(ports, run, {"kind": type(error).__name__, "key": error.key, "where": error.where, "params": params})
    except Exception as unexpected:
        # Told under its class name only: its text may quote the client.
        _fail(
            ports, run, {"kind": "PuenteError", "key": "runs.broke_off", "where": run.id, "params": {"reason": type(unexpected).__name__}}
        )
        raise
    else:
        _finish(ports, run, documents)


def _begun(work: UnitOfWork, run_id: str, ports: RunPorts) -> Run | None:
    run = work.runs.for_executor(run_id)
    if run is None or run.is_finished:
        return None
    work.runs.move(run, "running", at=ports.now())
    return run


def _documents(ports: RunPorts, run: Run, perform: Perform) -> list[tuple[Lang, Document]]:
    asked = run.asked
    actor = Actor(user_id=run.owner_id, roles=run.roles)
    facts = facts_of(read_intake(asked.data.encode(), name=asked.name), run.day)
    with ports.store().reading() as work:
        spent = [s.call for s in work.model_calls.of_run(run.id, owner_id=run.owner_id)]
    desk = Desk(
        chat=RunChat(ports.chat(), Purse(ports.budget, spent)),
        look=ports.look(actor, run.mandate_id),
        firm_sources=ports.firm_sources(actor),
        choice=asked.choice,
    )
    made: list[tuple[Lang, Document]] = []
    for lang in asked.langs:
        order = Order(document_kind(asked.kind), lang, asked.variant, "", run.mandate_id, 1, run.created_at)
        made.append((lang, model_document(order, facts, desk, _recorded(ports, run, lang, perform))))
    twins = with_drift(tuple(document for _, document in made))
    return [(lang, document) for (lang, _), document in zip(made, twins, strict=True)]


def _recorded(ports: RunPorts, run: Run, lang: Lang, perform: Perform) -> Perform:
    """The same performer, which names each step by its language and has what it cost on record before the step counts as done."""

    mark = f"{lang}:"

    def task_of(task: Task) -> Task:
        def work(done: Done) -> StepResult:
            result = task.work(unmarked(done))
            _record(ports, run, lang, task.name, result)
            return result

        return Task(f"{mark}{task.name}", work, tuple(f"{mark}{a}" for a in task.after), lambda done: task.is_due(unmarked(done)))

    def unmarked(done: Done) -> Done:
        return {name.removeprefix(mark): result for name, result in done.items()}

    def performing(tasks: Sequence[Task]) -> tuple[StepResult, ...]:
        return perform([task_of(task) for task in tasks])

    return performing


def _record(ports: RunPorts, run: Run, lang: Lang, step: str, result: StepResult) -> None:
    draft: dict[str, JsonValue] | None = None if result.draft is None else result.draft.model_dump(mode="json", exclude_none=True)
    outcome = "ok" if result.failure is None else result.failure.reason

    def change(work: UnitOfWork) -> None:
        if work.runs.for_executor(run.id) is not None:
            work.runs.did(run, RunStep(step=f"{lang}:{step}", outcome=outcome, draft=draft, created_at=datetime.now(UTC)))
        for call in result.calls:
            work.model_calls.add(_stored(run, lang, call, ports.now()))

    written(ports.store(), change)
    note("run step", step=f"{lang}:{step}", outcome=outcome, calls=len(result.calls))


def _stored(run: Run, lang: Lang, call: ModelCall, at: datetime) -> StoredCall:
    shas = "+".join(ref.rpartition("@")[2] for ref in call.prompt_ref.split("+"))
    call_id = f"{run.id}:{lang}:{uuid4().hex[:12]}"
    return StoredCall(id=call_id, owner_id=run.owner_id, run_id=run.id, prompt_sha=shas, call=call, created_at=at)


def _finish(ports: RunPorts, run: Run, documents: list[tuple[Lang, Document]]) -> None:
    def change(work: UnitOfWork) -> None:
        known = work.runs.for_executor(run.id)
        if known is None or known.is_finished:
            return
        kept = []
        for lang, document in documents:
            placed = keep(document, run.owner_id, run.mandate_id, work)
            work.model_calls.belong(f"{run.id}:{lang}:", placed.id, owner_id=run.owner_id)
            kept.append((placed.id, placed.version))
        work.runs.move(run, "done", at=ports.now(), result=kept, failure=None)

    written(ports.store(), change)
    note("run done", documents=len(documents))


def _fail(ports: RunPorts, run: Run, failure: dict[str, JsonValue]) -> None:
    def change(work: UnitOfWork) -> None:
        known = work.runs.for_executor(run.id)
        if known is not None and not known.is_finished:
            work.runs.move(run, "failed", at=ports.now(), failure=failure)

    written(ports.store(), change)
    note("run failed", key=str(failure["key"]))
