"""What a run was made of, as hashes: prompts, corpus, the app's code and checks, and the scorers. Reads files; knows no run."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCORERS = ("brief_scores.py", "memo_scores.py", "search_task.py", "ranking.py", "rewrite_scores.py", "role_play_scores.py")
DRIVERS = ("brief_task.py", "brief_input.py", "memo_task.py", "search_task.py", "rewrite_task.py", "role_play_task.py", "uploaded.py")
UNUSED = ("app/ui/", "app/cli/", "app/export/", "app/storage/migrations/")
"""Code that no examined output passes through."""
GIT = shutil.which("git") or "git"
PACKAGES = ("pydantic", "numpy", "scipy", "inspect-ai", "openai", "tantivy", "onnxruntime")


def sha_of(paths: Iterable[Path]) -> str:
    """The sha256 of files by name and content, sixteen hex digits; folders and what is not there are left out."""
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def hashes() -> dict[str, str]:
    """The hashes of this checkout as it is now; read once a process."""
    code = [p for p in (ROOT / "app").rglob("*.py") if not p.relative_to(ROOT).as_posix().startswith(UNUSED)]
    locales = list((ROOT / "app" / "locales").glob("*.yaml"))
    here = Path(__file__).parent
    return {
        "prompts": sha_of((ROOT / "prompts").rglob("*")),
        "corpus": sha_of((ROOT / "corpus").rglob("*")),
        "checks": sha_of((ROOT / "app" / "checks").rglob("*.py")),
        "app": sha_of((*code, *locales)),
        "examples": sha_of((ROOT / "examples").glob("*.yaml")),
        "drivers": sha_of(here / name for name in DRIVERS),
        "scorers": sha_of(here / name for name in SCORERS),
    }


@cache
def git_sha() -> str:
    """The commit of this checkout with a mark when it was changed since; empty outside a checkout."""
    try:
        told = subprocess.run(  # noqa: S603 - git, with fixed words
            [GIT, "describe", "--always", "--dirty", "--abbrev=12"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()


@cache
def versions() -> dict[str, str]:
    """Versions of the packages that can move a score, those installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
