"""Which suites a change can move, told by the files that differ from a commit. Asks git; runs nothing.

A path that no rule names concerns every suite: what is not known to be harmless is examined.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable

from evals.faults import EvalFault
from evals.hashes import GIT, ROOT, UNUSED
from evals.suites import EVERYDAY

COACHING = ("memos", "rewrites", "role_play", "adversarial")
DRAFTING = ("briefs", "documents", "adversarial")
RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("prompts/coaching/markers", ("memos", "rewrites", "role_play", "adversarial")),
    ("prompts/coaching/rewrite", ("rewrites", "memos")),
    ("prompts/coaching/personas", ("role_play", "memos")),
    ("prompts/coaching/roleplay", ("role_play",)),
    ("prompts/coaching/", COACHING),
    ("prompts/documents/mandate-brief/", DRAFTING),
    ("prompts/documents/", ("documents",)),
    ("prompts/", EVERYDAY),
    ("corpus/", ("retrieval", *DRAFTING)),
    ("examples/", DRAFTING),
    ("app/checks/memos/", COACHING),
    ("app/retrieval/", ("retrieval", "adversarial")),
)
QUIET = (*UNUSED, "docs/", "tests/", "bench/", ".ci/", "evals/baselines/", "evals/runs/", "evals/judges/", "README", "CHANGELOG", "LICENSE")
MODEL_ONLY = ("/model.v", "/steps/")
"""Prompts that only a model is asked: nothing moves with the guided writer, recorded answers go missing."""


def changed_files(ref: str) -> tuple[str, ...]:
    """Files that differ from a commit, those that git does not know yet too. Raises: EvalFault for an unknown commit."""
    told = [*_git("diff", "--name-only", ref), *_git("ls-files", "--others", "--exclude-standard")]
    return tuple(sorted({name for name in told if not name.startswith(QUIET)}))


def suites_moved_by(files: Iterable[str]) -> tuple[str, ...]:
    """The everyday suites that these files can move, in their order; none for no files."""
    found: set[str] = set()
    for name in files:
        found.update(next((suites for start, suites in RULES if name.startswith(start)), EVERYDAY))
    return tuple(s for s in EVERYDAY if s in found)


def asked_of_models_only(files: Iterable[str]) -> tuple[str, ...]:
    """Those that the guided writer never reads."""
    return tuple(name for name in files if any(part in name for part in MODEL_ONLY))


def _git(*words: str) -> list[str]:
    try:
        done = subprocess.run([GIT, *words], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - git, with our own words
    except (OSError, subprocess.CalledProcessError) as bad:
        told = (getattr(bad, "stderr", "") or str(bad)).strip().splitlines() or ["failed"]
        raise EvalFault(f"git {words[0]}: {told[0]}") from None
    return done.stdout.splitlines()
