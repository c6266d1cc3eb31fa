"""Who executes runs: one process of a data folder, or on a server's database several, of which one leads. Whoever leads takes what waits in
the store and what the dead left; who does not executes what the engine's queue gives it.

Knows the heartbeat and the store; locks are the presence's, and what executing means is the engine's.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from app.errors import StoreError
from app.runs.heartbeat import Heartbeat, forget
from app.runs.keeping import written
from app.runs.ports import RunPorts
from app.runs.presence import Presence
from app.storage.faults import mapped
from app.storage.place import Place, make_private_file, make_private_folder, place_of
from app.storage.runs import Run

if TYPE_CHECKING:
    from app.runs.engine import Engine

STEPS_VERSION = "2"
"""Raised by hand when the order of steps changes. What runs under another version is failed visibly, and may be begun anew."""
SETTING = "PUENTE_RUNS_DATABASE_URL"
TICK_S = 0.15
BEAT_S = 10.0
ENDING_S = 3.0
ENDED = frozenset({"ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


def workflow_id(run: Run) -> str:
    """A run's workflow: each attempt that begins anew has its own."""
    return f"{run.id}.{run.attempt}"


class Holder:
    """See `Runner`. Opens nothing before it attends."""

    def __init__(self, data_dir: Path, url: str, ports: RunPorts) -> None:
        self._data_dir, self._url, self._ports = data_dir, url, ports
        self._guard = threading.Lock()
        self._presence = Presence(data_dir)
        self._engine: Engine | None = None
        self._only: str | None = None
        self._is_closed = False
        self._stop = threading.Event()
        self._wake = threading.Event()  # set when somebody waits: what waits is taken now and not at the next tick
        self._thread: threading.Thread | None = None
        self._sent: set[str] = set()
        self.executor_id = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
        self._heart = Heartbeat(self.executor_id, data_dir, ports, self._presence)

    def attend(self, run_id: str | None = None) -> bool:
        """See `Runner.attend`."""
        with self._guard:
            if self._is_closed:
                return False
            if self._engine is not None:
                self._wake.set()
                self._only = self._only if run_id == self._only else None
                if not self._presence.is_leader and self._presence.lead():
                    self._take_over()
                return True
            # On a server's database several processes execute; on a file's, which one process alone may open, only who leads.
            if not self._presence.lead() and (run_id is not None or self._place().path is not None):
                return False
            try:
                self._launch(run_id)
            except BaseException:
                self._let_go()
                raise
            return True

    def close(self) -> None:
        """See `Runner.close`."""
        with self._guard:
            self._is_closed = True
            self._stop.set()
            self._wake.set()
            if self._thread is not None:
                self._thread.join(timeout=5)
            if self._engine is not None:
                with suppress(StoreError):
                    if self._presence.is_leader:
                        self._let_end(self._engine)
                        self._settle(self._engine)
                    self._sign_off()
                self._engine.close()
            self._let_go()

    def _let_go(self) -> None:
        self._engine = self._thread = None
        self._presence.leave()

    def _launch(self, run_id: str | None) -> None:
        from app.runs.engine import Engine
        from app.storage.connecting import keep_ahead

        place = self._place()
        if place.path is not None:
            make_private_folder(place.path.parent)
            make_private_file(place.path)
            keep_ahead(place.path)
        self._stop.clear()
        self._only = run_id
        self._presence.show(self.executor_id)
        with mapped(place.shown):
            self._engine = Engine(self._url, self._ports, executor_id=self.executor_id, steps_version=STEPS_VERSION)
        self._heart.beat()
        if self._presence.is_leader:
            self._take_over()
        self._thread = threading.Thread(target=self._watch, args=(self._engine,), name="puente-runs", daemon=True)
        self._thread.start()

    def _take_over(self) -> None:
        """What whoever begins to lead finds lying about."""
        self._each_running(lambda run: run.steps_version != STEPS_VERSION, "runs.version")
        if (engine := self._engine) is not None and self._place().path is not None:
            # Rows and steps of different days, after a restore. On a server another process might just be ending one.
            self._each_running(lambda run: engine.status(workflow_id(run)) in (None, "SUCCESS"), "runs.broke_off")
        self._recover(self._heart.dead())

    def _place(self) -> Place:
        try:
            return place_of(self._url)
        except StoreError as error:
            raise StoreError(error.key, where=SETTING) from error

    def _watch(self, engine: Engine) -> None:
        beaten = datetime.now(UTC)
        while not self._stop.is_set():
            self._wake.wait(TICK_S)
            self._wake.clear()
            with suppress(StoreError):  # a locked or full store is met again at the next tick
                for run in self._waiting() if self._presence.is_leader else ():
                    self._take(engine, run)
                if datetime.now(UTC) - beaten > timedelta(seconds=BEAT_S):
                    beaten = datetime.now(UTC)
                    self._heart.beat()
                    if self._presence.is_leader:
                        self._recover(self._heart.dead())
                        self._settle(engine)

    def _waiting(self) -> tuple[Run, ...]:
        with self._ports.store().reading() as work:
            found = work.runs.to_attend()
        return tuple(r for r in found if self._only is None or r.id == self._only)

    def _take(self, engine: Engine, run: Run) -> None:
        """Does what a waiting run asks for: to begin, to stop, or to go on."""
        name = workflow_id(run)
        if run.wanted == "cancel":
            if run.state == "running":
                engine.cancel(name)
            self._move(run, run.state if run.is_finished else "cancelled")
        elif run.wanted == "resume" and run.state in ("failed", "cancelled"):
            if run.state == "cancelled" and run.steps_version == STEPS_VERSION and engine.status(name) == "CANCELLED":
                self._move(run, "running")
                engine.resume(name)
            else:
                self._move(run, "queued", attempt=run.attempt + 1, steps_version=STEPS_VERSION, failure=None)
        elif run.wanted:
            self._move(run, run.state)
        elif name not in self._sent:
            engine.enqueue(name, run.id)
            self._sent.add(name)

    def _move(self, run: Run, state: str, **also: object) -> None:
        at = self._ports.now()
        written(self._ports.store(), lambda work: work.runs.move(run, state, at=at, **also))  # type: ignore[arg-type]

    def _settle(self, engine: Engine) -> None:
        """Fails visibly what is said to be under way, though its workflow has ended."""
        self._each_running(lambda run: engine.status(workflow_id(run)) in ENDED, "runs.broke_off")
        # The documents are kept; their steps would be a client's words twice.
        for name in engine.finished():
            engine.forget(name)
            self._sent.discard(name)

    def _let_end(self, engine: Engine) -> None:
        """Waits a moment for workflows whose documents are kept already: what they stored is forgotten only when they have ended."""
        until = time.monotonic() + ENDING_S
        while time.monotonic() < until:
            with self._ports.store().reading() as work:
                runs = [work.runs.for_executor(name.rpartition(".")[0]) for name in engine.under_way()]
            if not any(run is not None and run.is_finished for run in runs):
                return
            time.sleep(0.02)

    def _sign_off(self) -> None:
        """Forgets this executor, unless it leaves something for others to recover."""
        with self._ports.store().transaction() as work:
            if not work.runs.running():
                forget(work, [self.executor_id])

    def _each_running(self, is_over: Callable[[Run], bool], key: str) -> None:
        with self._ports.store().reading() as work:
            over = [run for run in work.runs.running() if is_over(run)]
        for run in over:
            failure = {"kind": "PuenteError", "key": key, "where": run.id, "params": {"reason": run.steps_version}}
            self._move(run, "failed", failure=failure)

    def _recover(self, dead: list[str]) -> None:
        if not dead or self._engine is None:
            return
        if self._only is not None:
            with self._ports.store().reading() as work:
                run = work.runs.for_executor(self._only)
            if run is not None:
                self._engine.recover_one(workflow_id(run), dead)
            return  # the others' runs, and the names of their executors, are for whoever attends to all
        self._engine.recover(dead)
        with self._ports.store().transaction() as work:
            forget(work, dead)
