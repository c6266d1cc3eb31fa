"""The stand-in of the runner: carries a run out at once, in the thread that attends, and survives nothing. For tests and measures."""

from __future__ import annotations

from app.chains.model_steps import perform_here
from app.runs.carry_out import carry_out
from app.runs.ports import RunPorts


class DirectRunner:
    """See `Runner`."""

    def __init__(self, ports: RunPorts) -> None:
        self._ports = ports

    def attend(self, run_id: str | None = None) -> bool:
        """See `Runner.attend`."""
        with self._ports.store().transaction() as work:
            for run in work.runs.to_attend():
                if run.wanted == "cancel":
                    work.runs.move(run, run.state if run.is_finished else "cancelled", at=self._ports.now())
                elif run.wanted == "resume":
                    work.runs.move(run, "queued", at=self._ports.now(), attempt=run.attempt + 1, failure=None)
        with self._ports.store().reading() as work:
            waiting = [run.id for run in work.runs.to_attend() if run_id in (None, run.id)]
        for waiting_id in waiting:
            carry_out(self._ports, waiting_id, perform_here)
        return True

    def close(self) -> None:
        """See `Runner.close`."""
