"""The values of the examinations: a case, a row of scores, a manifest. Knows no suite, no app and no statistics."""

from __future__ import annotations

from typing import Any, Literal

from app.domain.base import Value
from app.domain.lang import Lang

Task = Literal["brief", "memo", "pair", "search", "rewrite", "role_play"]
Kind = Literal[
    "normal", "sparse", "contradiction", "one_language", "long", "injection", "pii", "bias", "abstain", "stale", "stop", "near_miss"
]
Split = Literal["dev", "held_out", "tuning"]
WriterKind = Literal["guided", "standin", "recorded", "live"]


class MarkerLabel(Value):
    """Words of a memo that weaken it, as a reader marked them. `occurrence` counts from 1 where the words stand more than once."""

    text: str
    category: str
    occurrence: int = 1


class Expect(Value):
    """What a good output of a case shows; what is left empty is not examined."""

    must_cite: tuple[str, ...] = ()
    """Cards of which at least one sentence is cited."""
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    """Words that must, or must not, stand anywhere in the output."""
    gaps: tuple[str, ...] = ()
    """Intake paths that must be asked for."""
    findings: tuple[str, ...] = ()
    """Checks that must say something; their blocking findings are then no failure."""
    markers: tuple[MarkerLabel, ...] | None = None
    """All markers of a memo; empty: there is nothing to mark. None: not labelled."""
    most_overall: float | None = None
    is_stopped: bool | None = None
    is_silent: bool | None = None
    answers: tuple[str, ...] = ()
    """Ids of sentences or cards that answer a search."""
    dimension: str | None = None
    direction: Literal["up", "down", "same"] | None = None
    level: int | None = None
    """D10 of a role-play."""


class Case(Value):
    """One case of a suite. Cases of one `cluster` (source document or scenario) are not independent of one another."""

    id: str
    lang: Lang
    task: Task
    cluster: str
    split: Split = "dev"
    kind: Kind = "normal"
    provenance: str
    tags: tuple[str, ...] = ()
    pair_id: str | None = None
    """The twin in the other language."""
    input: dict[str, Any]
    expect: Expect = Expect()


class Row(Value):
    """Everything that one output scored: a value from 0 to 1 for each hard and each soft check.

    `error` says that the app or the model failed: such a row counts 0 in every check that the other run has, and never drops out.
    `is_missing` says that recorded answers were lacking: such a row is scored by nothing and the run is inconclusive.
    """

    case_id: str
    cluster: str
    lang: Lang
    kind: Kind = "normal"
    epoch: int = 1
    output_sha: str
    hard: dict[str, float] = {}
    soft: dict[str, float] = {}
    unscored: dict[str, str] = {}
    """Checks that could not be scored, with the reason."""
    details: dict[str, str] = {}
    """What stood behind a value under 1."""
    error: str | None = None
    is_missing: bool = False
    tokens: int | None = None
    cost_usd: float | None = None
    latency_ms: int = 0
    cached: bool = False


class Manifest(Value):
    """What a run was made of. Two runs are comparable when `dataset`, `cases`, `epochs` and `checks` agree."""

    suite: str
    run_id: str
    writer: WriterKind
    dataset: str
    cases: int
    clusters: int
    epochs: int
    hashes: dict[str, str]
    """sha256 of prompts, corpus, checks, app and scorers, sixteen hex digits each."""
    models: dict[str, str] = {}
    judge: str | None = None
    git: str = ""
    versions: dict[str, str] = {}
    is_complete: bool = False
    wall_s: float = 0.0
    errors: int = 0
    not_tested: str = ""
    reason: str = ""
    """Why a baseline was promoted; empty for a run."""
