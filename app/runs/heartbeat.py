"""The word of each executor that it lives, in the store, and which of them are gone. Knows no run and no engine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.runs.keeping import written
from app.runs.ports import RunPorts
from app.runs.presence import Presence
from app.storage.unit_of_work import UnitOfWork

SYSTEM = "system"
PREFIX = "executor."
DEAD_AFTER = timedelta(seconds=60)


class Heartbeat:
    """One executor's."""

    def __init__(self, executor_id: str, data_dir: Path, ports: RunPorts, presence: Presence) -> None:
        self._executor_id, self._ports, self._presence = executor_id, ports, presence
        self._folder = f"{socket.gethostname()}:{data_dir.resolve()}"

    def beat(self) -> None:
        """Says that this executor lives now."""
        said = json.dumps({"folder": self._folder, "at": datetime.now(UTC).isoformat()})
        at = self._ports.now()
        written(self._ports.store(), lambda work: work.settings_kv.put(f"{PREFIX}{self._executor_id}", said, owner_id=SYSTEM, at=at))

    def dead(self) -> list[str]:
        """Executors that are gone: those of this folder that hold their lock no longer, and those of other folders that fell silent."""
        with self._ports.store().reading() as work:
            known = work.settings_kv.every(owner_id=SYSTEM)
        found = []
        for key, said in known.items():
            name = key.removeprefix(PREFIX)
            if key.startswith(PREFIX) and name != self._executor_id:
                beat = json.loads(said)
                silent = datetime.now(UTC) - datetime.fromisoformat(beat["at"]) > DEAD_AFTER
                if self._presence.is_gone(name) if beat["folder"] == self._folder else silent:
                    found.append(name)
        return found


def forget(work: UnitOfWork, executor_ids: Iterable[str]) -> None:
    """Strikes executors off the list, within a transaction."""
    for name in executor_ids:
        work.settings_kv.remove(f"{PREFIX}{name}", owner_id=SYSTEM)
