"""Reads a file in a process of its own and stops it at its limits. Knows processes; opens no document itself."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.ingest.limits import LIMITS, Limits
from app.ingest.passages import Answer, Extract, Remark
from app.ingest.refusals import IngestError

READER: tuple[str, ...] = (sys.executable, "-P", "-m", "app.ingest.reader")
"""-P: the folder that Puente is called from adds nothing to what the reader imports."""
_ROOT = Path(__file__).resolve().parents[2]
MOST_ANSWER_BYTES = 64_000_000
MOST_AT_ONCE = 2
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_TURN = threading.BoundedSemaphore(MOST_AT_ONCE)
_LOOK_EVERY_S = 0.2
_HOLDS_MEMORY = platform.system() == "Linux"
"""Where the reader's own limit of memory is kept by the system."""


def read_file(path: Path, *, ending: str = "", limits: Limits = LIMITS, reader: Sequence[str] = READER) -> Extract:
    """The text of a file. `ending` is that of its name, without the point; it decides between kinds of text only.

    Raises: IngestError with one key a cause: those of the readers, and `ingest.too_slow`, `ingest.memory`, `ingest.reader_died`,
    `ingest.reader_garbled`, `ingest.broken`.
    """
    with _TURN:
        code, written = _run([*reader, str(path), ending[:10], json.dumps(asdict(limits))], limits)
    if code == 1:
        raise IngestError("ingest.broken")  # a parser met what it did not expect
    if code != 0:
        raise IngestError("ingest.reader_died", code=code)
    try:
        answer = TypeAdapter(Answer).validate_json(written)
    except ValidationError as nonsense:
        raise IngestError("ingest.reader_garbled") from nonsense
    if answer.refused is not None and answer.refused.key.startswith("ingest."):
        raise _refused(answer.refused)
    if answer.extract is None or not answer.extract.blocks:
        raise IngestError("ingest.reader_garbled")
    return answer.extract


def _refused(said: Remark) -> IngestError:
    params: dict[str, Any] = dict(said.params)
    return IngestError(said.key, **{name: value for name, value in params.items() if name != "where"})


def _run(command: list[str], limits: Limits) -> tuple[int, bytes]:
    """The exit code and what was written to standard output."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    end = time.monotonic() + limits.seconds
    written = bytearray()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), creationflags=flags
    ) as process:
        listener = threading.Thread(target=_listen, args=(process, written), daemon=True)
        listener.start()
        try:
            while process.poll() is None or listener.is_alive():
                if time.monotonic() >= end:
                    raise IngestError("ingest.too_slow", seconds=f"{limits.seconds:g}")
                if _memory_of(process) > limits.memory_bytes:
                    raise IngestError("ingest.memory", limit=limits.memory_bytes // 1_000_000)
                if listener.is_alive():
                    listener.join(_LOOK_EVERY_S)
                else:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(_LOOK_EVERY_S)
        finally:
            if process.poll() is None:
                process.kill()
            listener.join(5)
    if len(written) > MOST_ANSWER_BYTES:
        raise IngestError("ingest.reader_garbled")
    return process.returncode, bytes(written)


def _listen(process: subprocess.Popen[bytes], written: bytearray) -> None:
    assert process.stdout is not None
    while chunk := process.stdout.read1(65_536):  # type: ignore[attr-defined]
        written.extend(chunk)
        if len(written) > MOST_ANSWER_BYTES:
            process.kill()
            return


def _environment() -> dict[str, str]:
    """What a process needs to start; no key and no setting of Puente."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _memory_of(process: subprocess.Popen[bytes]) -> int:
    """Bytes in use, asked for only where the system does not hold the limit itself; 0 where it cannot be told."""
    if _HOLDS_MEMORY:
        return 0
    try:
        import psutil
    except ImportError:
        return 0
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0
