"""Builders for the tests of the examinations: rows, manifests and kept runs from a few words."""

from __future__ import annotations

from evals.run_files import Kept
from evals.values import Manifest, Row


def made_row(case_id: str, *, epoch: int = 1, cluster: str = "", sha: str = "same", error: str | None = None, **soft: float) -> Row:
    """A row whose keyword arguments are soft values; `ran` passes unless there is an error."""
    hard = {"ran": 0.0 if error else 1.0}
    return Row(case_id=case_id, cluster=cluster or case_id, lang="en", epoch=epoch, output_sha=sha, hard=hard, soft=soft, error=error)


def made_run(name: str, *rows: Row, suite: str = "memos", dataset: str = "d", epochs: int = 1, scorers: str = "s") -> Kept:
    """A finished run of these rows."""
    manifest = Manifest(
        suite=suite,
        run_id=name,
        writer="guided",
        dataset=dataset,
        cases=len({r.case_id for r in rows}),
        clusters=len({r.cluster for r in rows}),
        epochs=epochs,
        hashes={"scorers": scorers, "prompts": name},
        is_complete=True,
        errors=sum(r.error is not None for r in rows),
    )
    ordered = tuple(sorted(rows, key=lambda r: (r.case_id, r.epoch)))
    return Kept(name, manifest, ordered, {(r.case_id, r.epoch): f"words of {name}" for r in rows})
