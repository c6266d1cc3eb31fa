"""The command line as a process of its own, for what only a process shows: streams, exit codes, imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """The machine's environment without its settings of Puente, and with these."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PUENTE_", "OPENAI_"))}
    ours = {"PUENTE_TODAY": "2026-11-21", "PUENTE_EMBEDDINGS": "none", "PUENTE_DATA_DIR": str(data_dir), "NO_PROXY": "127.0.0.1"}
    return {**kept, "PYTHONPATH": str(ROOT), **ours, **settings}


def puente(
    *args: str | Path, data_dir: Path, cwd: Path | None = None, stdin: str = "", python: tuple[str, ...] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    """`puente ARGS…` to its end; `python` are flags of the interpreter."""
    return subprocess.run(
        [sys.executable, *python, "-m", "app", *(str(a) for a in args)],
        cwd=cwd or data_dir,
        env=environment(data_dir, **settings),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
