"""What an endpoint and a model were found to take: the rung of the ladder and the parameters. Remembered in `endpoints.json`.

Knows a file and no network: the first structured request is the probe. A file that is lost or broken costs one more probe.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Literal, get_args

from pydantic import ValidationError

from app.domain.base import Value
from app.llm.address import shown_url
from app.llm.ports import ChatRequest
from app.llm.roles import Role

Rung = Literal["json_schema", "tool", "json_object", "prompt"]
RUNGS: tuple[Rung, ...] = get_args(Rung)
"""From the strictest to the plainest."""
OutputLimit = Literal["max_tokens", "max_completion_tokens"]
FILE_NAME = "endpoints.json"


class Capability(Value):
    """What is known of one model at one endpoint. `is_proven`: this rung has given a usable answer."""

    rung: Rung = "json_schema"
    is_proven: bool = False
    output_limit: OutputLimit = "max_tokens"
    without: tuple[str, ...] = ()


class Capabilities:
    """The memory of a data dir; threads may share it. Of two processes that write at once the later one wins."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()

    def of(self, base_url: str, model: str) -> Capability | None:
        """What is remembered, or None."""
        with self._lock:
            return self._read().get(_key(base_url, model))

    def remember(self, base_url: str, model: str, found: Capability) -> None:
        """Write what was found, whole or not at all; a disk that refuses is passed over, since drafting can go on."""
        with self._lock:
            known = self._read()
            if known.get(_key(base_url, model)) == found:
                return
            known[_key(base_url, model)] = found
            with contextlib.suppress(OSError):
                self._write(known)

    def _read(self) -> dict[str, Capability]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
            return {key: Capability.model_validate(value) for key, value in stored["endpoints"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError):
            return {}

    def _write(self, known: dict[str, Capability]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"endpoints": {k: v.model_dump(mode="json") for k, v in sorted(known.items())}}, indent=2)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=FILE_NAME, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            os.replace(name, self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _key(base_url: str, model: str) -> str:
    return f"{shown_url(base_url)} {model}"


def probe_request(role: Role) -> ChatRequest:
    """A tiny request for a doctor: whether the role's endpoint answers, and on which rung (then see `Capabilities.of`)."""
    schema = {
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": False,
    }
    said = "Answer with a JSON object whose only key, ready, is true."
    return ChatRequest(role=role, prompt_ref="probe", messages=(("user", said),), schema=schema, schema_name="probe", max_output_tokens=512)
