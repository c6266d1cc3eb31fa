"""What a whole examination said, kept until anything that it depends on changes. Knows text and exit codes; examines nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from evals.hashes import ROOT, hashes, sha_of
from evals.run_files import RUNS

Told = tuple[str, int]
"""What was printed, and the exit code."""


def remembered(name: str, examine: Callable[[], Told], folder: Path = RUNS / "cache") -> Told:
    """What `examine` says, or what it said of the same app, prompts, corpus and evals; a failure is examined anew each time."""
    made_of = [hashes(), sha_of(p for p in (ROOT / "evals").glob("*.py")), sha_of((ROOT / "evals" / "cases").rglob("*"))]
    key = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:24]
    path = folder / f"{name}-{key}.json"
    if path.exists():
        try:
            text, code = json.loads(path.read_text("utf-8"))
            return str(text), int(code)
        except ValueError:
            path.unlink()
    text, code = examine()
    if code == 0:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps([text, code], ensure_ascii=False), "utf-8")
        part.replace(path)
    return text, code
