"""Why a score moved: the same suite run with one part of the old version put back at a time. Makes copies; changes no checkout.

prompts, corpus and code are swapped by copying the tree and taking one folder from a commit; the model by its setting.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.domain.base import Value
from evals.compare import Comparison, compare
from evals.faults import EvalFault
from evals.hashes import GIT, ROOT
from evals.run_files import RUNS, Kept, latest_run, read_run
from evals.stats import Difference
from evals.suites import read_suite

PARTS: Mapping[str, tuple[str, ...]] = {"prompts": ("prompts",), "corpus": ("corpus",), "code": ("app",)}
CARRIED = ("app", "prompts", "corpus", "evals", "examples", "tests", "pyproject.toml")
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "runs", ".venv", "*.pyc")
MOST_DIFF_LINES = 400


class Attribution(Value):
    """One part put back to what it was: how the old part alone differs from today's whole."""

    part: str
    comparison: Comparison

    @property
    def moved(self) -> dict[str, Difference]:
        """check → today's whole − (today with the old part) with its interval, for those that differ."""
        return {s.check: s.difference for s in self.comparison.soft if abs(s.difference.mean) > 1e-9}


def made_alike(kept: Kept) -> tuple[str, ...]:
    """The options that run what a kept run ran: its writer, its epochs, and its cases where they are not the whole suite."""
    manifest = kept.manifest
    names = sorted({r.case_id for r in kept.rows})
    only = () if len(names) == len(read_suite(manifest.suite)) else tuple(w for n in names for w in ("--only", n))
    return ("--writer", manifest.writer, "--epochs", str(manifest.epochs), *only)


def attribute(
    suite: str, ref: str, *, parts: tuple[str, ...] = tuple(PARTS), model: str | None = None, extra: tuple[str, ...] = (), runs: Path = RUNS
) -> tuple[Attribution, ...]:
    """Runs the suite as it is, then with each part as it was in `ref` (and with `model` in place of today's), and compares.

    `extra` are options of the runs (see `made_alike`). A model is swapped by PUENTE_MODEL, so it moves something for the live writer only.

    Raises: EvalFault for an unknown commit, part, a run that fails, or a model where no model is asked.
    """
    if model and "live" not in extra:
        raise EvalFault("--model swaps the model of the live writer; compare two runs that were made with --writer live")
    if unknown := [p for p in parts if p not in PARTS]:
        raise EvalFault(f"{unknown[0]} cannot be swapped; choose from {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="puente-swap-", ignore_cleanup_errors=True) as folder:
        today = _run(suite, ROOT, {}, extra, runs)
        found = []
        for part in parts:
            tree = Path(folder) / part
            _copy(tree)
            for name in PARTS[part]:
                shutil.rmtree(tree / name)
                _extract(ref, name, tree)
            found.append(Attribution(part=part, comparison=_compared(_run(suite, tree, {}, extra, runs), today)))
        if model:
            other = _run(suite, ROOT, {"PUENTE_MODEL": model}, extra, runs)
            found.append(Attribution(part="model", comparison=_compared(other, today)))
    return tuple(found)


def prompt_diff(ref: str) -> str:
    """What changed in prompts/ since a commit, as a unified diff; empty when nothing did. Raises: EvalFault for an unknown commit."""
    lines = _git("diff", "--no-color", "--unified=2", ref, "--", "prompts").splitlines()
    cut = [f"… {len(lines) - MOST_DIFF_LINES} more lines"] if len(lines) > MOST_DIFF_LINES else []
    return "\n".join([*lines[:MOST_DIFF_LINES], *cut])


def _compared(old: Path, today: Path) -> Comparison:
    return compare(read_run(old), read_run(today))


def _copy(tree: Path) -> None:
    tree.mkdir(parents=True)
    for name in CARRIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=LEFT_BEHIND)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, tree / name)


def _extract(ref: str, name: str, tree: Path) -> None:
    packed = tree / "part.tar"
    _git("archive", "--output", str(packed), ref, name)
    shutil.unpack_archive(packed, tree, filter="data")
    packed.unlink()


def _run(suite: str, tree: Path, env: Mapping[str, str], extra: tuple[str, ...], runs: Path) -> Path:
    before = {p.name for p in (runs / suite).glob("*")}
    command = [sys.executable, "-m", "evals", "run", suite, "--runs", str(runs), *extra]
    path = {"PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=tree, env={**os.environ, **path, **env}, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    fresh = [p for p in (runs / suite).glob("*") if p.name not in before]
    if done.returncode not in (0, 1) or not fresh:
        raise EvalFault(f"{suite}: the run with a part swapped failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return latest_run(suite, runs)


def _git(*words: str) -> str:
    try:
        return subprocess.run([GIT, *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - git, with our own words
    except (OSError, subprocess.CalledProcessError) as bad:
        told = getattr(bad, "stderr", "") or str(bad)
        raise EvalFault(f"git {words[0]}: {told.strip().splitlines()[0] if told.strip() else 'failed'}") from None
