"""DBOS launched, quiet and without an admin server, on its own database; runs enqueued, cancelled, resumed, recovered, forgotten.

Knows DBOS; knows no locks and no table of ours. Its import is slow: only who executes runs imports it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from app.runs.ports import RunPorts

QUEUE = "drafts"
RUNS_AT_ONCE = 8
"""Runs under way in one process; each has at most `model_steps.AT_ONCE` requests under way."""
RUNS_A_MINUTE = 60
POLL_S = 0.1


class Engine:
    """One launch of DBOS in this process; there is at most one at a time."""

    def __init__(self, url: str, ports: RunPorts, *, executor_id: str, steps_version: str) -> None:
        _silence()
        from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

        from app.runs.workflow import drafting

        drafting().ports = ports
        config: DBOSConfig = {
            "name": "puente",
            "system_database_url": url,
            "application_version": steps_version,
            "executor_id": executor_id,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "CRITICAL",
            "notification_listener_polling_interval_sec": 0.5,
        }
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=RUNS_AT_ONCE,
            limiter={"limit": RUNS_A_MINUTE, "period": 60.0},
            polling_interval_sec=POLL_S,
            on_conflict="always_update",
        )

    def enqueue(self, workflow_id: str, run_id: str) -> None:
        """Puts a run on the queue; one that is there already stays as it is."""
        from dbos import DBOS, SetWorkflowID

        from app.runs.workflow import drafting

        with SetWorkflowID(workflow_id):
            DBOS.enqueue_workflow(QUEUE, drafting().draft_document, run_id)

    def status(self, workflow_id: str) -> str | None:
        """PENDING, ENQUEUED, SUCCESS, ERROR, CANCELLED …; None when DBOS has no such workflow."""
        from dbos import DBOS

        found = DBOS.get_workflow_status(workflow_id)
        return None if found is None else str(found.status)

    def cancel(self, workflow_id: str) -> None:
        """Stops a run before its next step; the requests under way are let to their end and recorded."""
        from dbos import DBOS

        DBOS.cancel_workflow(workflow_id)

    def resume(self, workflow_id: str) -> None:
        """Goes on with a cancelled run after the last step that was stored."""
        from dbos import DBOS

        DBOS.resume_workflow(workflow_id, queue_name=QUEUE)

    def recover(self, executor_ids: Sequence[str]) -> None:
        """Puts back on the queue what dead executors had under way."""
        from dbos import DBOS

        DBOS._recover_pending_workflows(list(executor_ids))

    def recover_one(self, workflow_id: str, executor_ids: Sequence[str]) -> None:
        """The same for one run."""
        from dbos._dbos import _get_dbos_instance

        _get_dbos_instance()._sys_db.reenqueue_for_recovery(workflow_id, list(executor_ids), QUEUE)

    def finished(self) -> tuple[str, ...]:
        """The workflows that came to a good end."""
        from dbos import DBOS

        return tuple(w.workflow_id for w in DBOS.list_workflows(status="SUCCESS", load_input=False, load_output=False))

    def under_way(self) -> tuple[str, ...]:
        """The workflows that are begun and not at their end, of whichever executor."""
        from dbos import DBOS

        return tuple(w.workflow_id for w in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False))

    def forget(self, workflow_id: str) -> None:
        """Erases a workflow with its stored steps."""
        from dbos import DBOS

        DBOS.delete_workflow(workflow_id)

    def close(self) -> None:
        """Stops executing; what is under way stays pending."""
        from dbos import DBOS

        DBOS.destroy()


def _silence() -> None:
    """DBOS puts a handler on its logger when it finds none, and logs what it cannot store: a client's words among it."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.propagate = False
    log.setLevel(logging.CRITICAL + 1)
