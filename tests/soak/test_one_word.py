"""An evaluator changes one word of a prompt: what moved, with its interval, and which part moved it. In a clone of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evals.hashes import GIT, ROOT
from evals.suites import read_suite

pytestmark = pytest.mark.soak
MARKERS = "prompts/coaching/markers.en.yaml"
WORD = "small|"
CASES = 6


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository as it was last committed."""
    target = tmp_path / "clone"
    subprocess.run([GIT, "clone", "--quiet", "--shared", str(ROOT), str(target)], check=True)
    return target


def said(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`puente eval …` in the clone."""
    env = {**os.environ, "PYTHONPATH": str(clone)}
    return subprocess.run([sys.executable, "-m", "evals", *words], cwd=clone, env=env, capture_output=True, text=True, check=False)


def one_word(clone: Path) -> None:
    """Lists of rules lose one word."""
    path = clone / MARKERS
    text = path.read_text("utf-8")
    assert WORD in text
    path.write_text(text.replace(WORD, ""), "utf-8")


def few() -> tuple[str, ...]:
    """Options that run a few English memos, some with that word in them."""
    found = [c for c in read_suite("memos") if c.id.endswith("-softened") and c.lang == "en"][:CASES]
    assert any(" small " in c.input["text"] for c in found)
    return tuple(word for case in found for word in ("--only", case.id))


def test_one_changed_word_is_told_with_its_interval(clone: Path) -> None:
    one_word(clone)
    begun = time.monotonic()
    done = said(clone, "changed")
    print(f"eval changed, nothing cached: {time.monotonic() - begun:.0f} s, exit {done.returncode}")
    assert MARKERS in done.stdout, done.stderr
    assert "memos: " in done.stdout
    assert any("[" in line and "margin" in line for line in done.stdout.splitlines()), done.stdout


def test_a_difference_is_the_prompts_when_only_a_prompt_changed(clone: Path) -> None:
    runs = clone / "evals" / "runs" / "memos"
    assert said(clone, "run", "memos", *few()).returncode == 0
    before = {p.name for p in runs.iterdir()}
    one_word(clone)
    assert said(clone, "run", "memos", *few()).returncode == 0
    after = {p.name for p in runs.iterdir()} - before
    done = said(clone, "compare", *before, *after, "--attribute", "HEAD")
    print(done.stdout)
    assert "new prompts alone: marker_" in done.stdout, done.stderr
    assert "new corpus alone: every output is the same" in done.stdout
    assert "new code alone: every output is the same" in done.stdout
