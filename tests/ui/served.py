"""The real server in a process of its own, on a free port with a fresh data folder; and the browser that drives it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
START_S = 240


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """The environment of a server: today fixed, no model, no embeddings, nothing of the developer's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PUENTE_", "OPENAI_", "GRADIO_"))}
    fixed = {"PUENTE_DATA_DIR": str(data_dir), "PUENTE_TODAY": "2026-11-21", "PUENTE_EMBEDDINGS": "none", "PYTHONIOENCODING": "utf-8"}
    return {**kept, **fixed, **settings}


@contextmanager
def served(
    data_dir: Path, flags: tuple[str, ...] = (), module: tuple[str, ...] = ("app", "serve"), port: int = 0, **settings: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The page's address and the server's process; the process is ended afterwards. Port 0 takes a free one."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = port or free_port()
    command = [sys.executable, "-m", *module, "--port", str(port), *flags]
    with (data_dir.parent / f"serve-{port}.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(data_dir, **settings), stdout=log, stderr=subprocess.STDOUT, text=True
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, Path(log.name))
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(address: str, process: subprocess.Popen[str], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not come up:\n{log.read_text('utf-8')}")


def chromium() -> str | None:
    """Where Chromium is, or None."""
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else shutil.which("chromium")


def is_browser_required() -> bool:
    """True where a missing browser is a failure and not a reason to skip."""
    return os.environ.get("CI") == "true" or os.environ.get("PUENTE_BROWSER") == "must"


def get(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers; a refusal is an answer too."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), dict(refused.headers)
