"""Durable runs for their users: start one, wait for it, see how far it is, stop it, go on with it. An actor sees only his own."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from uuid import uuid4

from app.catalog.kinds import DocumentKind, document_kind
from app.chains.draft_document import Order
from app.chains.estimate import estimate
from app.domain.actor import Actor
from app.domain.document import Document, Variant
from app.domain.facts import Facts
from app.domain.lang import Lang
from app.domain.runs import Asked, Estimate
from app.errors import StoreError, UnknownId
from app.runs.holder import STEPS_VERSION
from app.runs.keeping import written
from app.services.house import House
from app.services.run_views import RunView, failure, view_of
from app.storage.runs import Run
from app.storage.unit_of_work import UnitOfWork

POLL_S = 0.1
TAKE_EVERY_S = 1.0


Told = Callable[[RunView], None]


def start(house: House, actor: Actor, asked: Asked, facts: Facts, mandate_of: Callable[[UnitOfWork], str]) -> RunView:
    """A new run, or the one under way that asks for just the same: who asks twice pays once."""
    sha = hashlib.sha256(f"{asked.model_dump_json()} {facts.today}".encode()).hexdigest()[:24]
    expected = estimated(house, document_kind(asked.kind), asked.langs, asked.variant, facts)

    def change(work: UnitOfWork) -> RunView:
        run = work.runs.unfinished(sha, owner_id=actor.user_id)
        if run is None:
            now = house.now()
            run = Run(
                id=f"run-{uuid4().hex[:12]}",
                owner_id=actor.user_id,
                roles=actor.roles,
                mandate_id=mandate_of(work),
                asked=asked,
                asked_sha=sha,
                day=facts.today,
                steps_version=STEPS_VERSION,
                estimate=expected,
                created_at=now,
                updated_at=now,
            )
            work.runs.add(run)
        return view_of(work, run)

    return written(house.store(), change)


def wait(house: House, actor: Actor, run_id: str, told: Told | None = None, *, alone: bool = False) -> RunView:
    """The run when it is finished; this process executes it where no other does. `alone`: this run and no other.

    Raises: UnknownId; StoreError.
    """
    taken = 0.0
    seen: tuple[str, int] | None = None
    while True:
        if time.monotonic() - taken >= TAKE_EVERY_S:
            taken = time.monotonic()
            house.runner().attend(run_id if alone else None)
        mark = _mark(house, actor, run_id)
        if mark is None or mark != seen:
            seen = mark
            run = show(house, actor, run_id)
            if told is not None:
                told(run)
            if run.is_finished:
                return run
        time.sleep(POLL_S)


def _mark(house: House, actor: Actor, run_id: str) -> tuple[str, int] | None:
    """State and steps done, without what the steps wrote: asked often, read in full only when it has changed."""
    with house.store().reading() as work:
        return work.runs.mark(run_id, owner_id=actor.user_id)


def keep_attending(house: House) -> None:
    """From now on this process executes what waits, whenever no other does; nothing when no model is configured. Returns at once."""
    if not house.is_model_configured:
        return

    def attending() -> None:
        while True:
            with suppress(StoreError):  # a database that is locked or full for a moment is met again
                house.runner().attend()
            time.sleep(TAKE_EVERY_S)

    threading.Thread(target=attending, name="puente-attending", daemon=True).start()


def documents_of(house: House, actor: Actor, run: RunView) -> tuple[Document, ...]:
    """The documents of a finished run.

    Raises: what the run failed of; UnknownId when a document was erased meanwhile.
    """
    if run.state != "done":
        raise failure(run)
    with house.store().reading() as work:
        found = []
        for ref in run.documents:
            document_id, _, version = ref.rpartition(".")
            document = work.documents.get(document_id, owner_id=actor.user_id, version=int(version))
            if document is None:
                raise UnknownId("id.document", name=ref)
            found.append(document)
        return tuple(found)


def every(house: House, actor: Actor) -> tuple[RunView, ...]:
    """The actor's runs, newest first, without their steps."""
    with house.store().reading() as work:
        return tuple(view_of(work, run).model_copy(update={"steps": ()}) for run in work.runs.every(owner_id=actor.user_id))


def show(house: House, actor: Actor, run_id: str) -> RunView:
    """One run with its steps.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        run = work.runs.get(run_id, owner_id=actor.user_id)
        if run is None:
            raise UnknownId("id.run", name=run_id)
        return view_of(work, run)


def cancel(house: House, actor: Actor, run_id: str) -> RunView:
    """Stops a run before its next step; one that is finished stays as it is.

    Raises: UnknownId.
    """
    run = show(house, actor, run_id)
    if run.is_finished:
        return run
    with house.store().transaction() as work:
        work.runs.want(run_id, "cancel", owner_id=actor.user_id, at=house.now())
    _attended(house, run_id)
    return _settled(house, actor, run_id)


def want_on(house: House, actor: Actor, run_id: str) -> None:
    """Asks whoever executes runs to go on with one that was cancelled or failed; waits for nothing.

    Raises: UnknownId.
    """
    if show(house, actor, run_id).state in ("failed", "cancelled"):
        with house.store().transaction() as work:
            work.runs.want(run_id, "resume", owner_id=actor.user_id, at=house.now())


def resume(house: House, actor: Actor, run_id: str) -> RunView:
    """Goes on with a run that was cancelled or failed, and waits for its end; one under way is waited for.

    A cancelled run goes on after its last stored step; a failed one begins anew.

    Raises: UnknownId; StoreError.
    """
    run = show(house, actor, run_id)
    if run.state in ("failed", "cancelled"):
        want_on(house, actor, run_id)
        _attended(house, run_id)
        _settled(house, actor, run_id)
    return run if run.state == "done" else wait(house, actor, run_id, alone=True)


def _attended(house: House, run_id: str) -> None:
    house.runner().attend(run_id)


def _settled(house: House, actor: Actor, run_id: str) -> RunView:
    """The run once whoever executes runs has read what is wanted of it."""
    taken = time.monotonic()
    while True:
        with house.store().reading() as work:
            run = work.runs.get(run_id, owner_id=actor.user_id)
            if run is None:
                raise UnknownId("id.run", name=run_id)
            if run.wanted == "":
                return view_of(work, run)
        if time.monotonic() - taken >= TAKE_EVERY_S:
            taken = time.monotonic()
            _attended(house, run_id)
        time.sleep(POLL_S)


def estimated(house: House, kind: DocumentKind, langs: Sequence[Lang], variant: Variant, facts: Facts) -> Estimate:
    """What a document by a model is expected to cost in these languages, with the ceilings that its run will be held to."""
    each = [estimate(Order(kind, lang, variant, "", "", 1, house.now()), facts, house.price) for lang in langs]
    costs = [e.cost_usd for e in each]
    return Estimate(
        calls=sum(e.calls for e in each),
        prompt_tokens=sum(e.prompt_tokens for e in each),
        completion_tokens=sum(e.completion_tokens for e in each),
        cost_usd=None if None in costs else sum((c for c in costs if c is not None), Decimal(0)),
        budget_tokens=house.run_budget.tokens,
        budget_usd=house.run_budget.usd,
    )
