"""The files of a run: manifest.json, scores.jsonl, outputs.jsonl. Reads them back, and says what is wrong with them. Scores nothing."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from app.domain.base import Value
from evals.faults import EvalFault
from evals.outputs import Output
from evals.values import Manifest, Row

HERE = Path(__file__).resolve().parent
RUNS, BASELINES = HERE / "runs", HERE / "baselines"
SCORES, MANIFEST, OUTPUTS = "scores.jsonl", "manifest.json", "outputs.jsonl"
WORDS = "words.jsonl.xz"
"""A baseline's words, packed: they are much alike, and a report shows them beside those that moved."""
OF_MAKING = ("suite", "writer", "dataset", "epochs", "hashes")
V = TypeVar("V", bound=Value)


class Kept(NamedTuple):
    """A run or baseline as read back; `words` is what a reader sees, by case and epoch; empty where none were kept."""

    name: str
    manifest: Manifest
    rows: tuple[Row, ...]
    words: dict[tuple[str, int], str]


class RunFolder:
    """One run's folder, written line by line, so that what is done survives whatever ends the run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def new(cls, runs: Path, manifest: Manifest) -> RunFolder:
        """A fresh folder with its manifest, marked as not complete."""
        path = runs / manifest.suite / manifest.run_id
        path.mkdir(parents=True)
        made = cls(path)
        made.finish(manifest)
        return made

    @classmethod
    def resumed(cls, runs: Path, suite: str, run_id: str, wanted: Manifest) -> tuple[RunFolder, dict[tuple[str, int], Row]]:
        """A run's folder with the rows that it has. A broken last line is dropped and made again.

        Raises: EvalFault when there is no such run, or it was made of something else.
        """
        path = runs / suite / run_id
        if not (path / MANIFEST).exists():
            raise EvalFault(f"there is no run {run_id} of {suite}; leave --resume out, or choose from {_known(runs, suite)}")
        before = read_manifest(path / MANIFEST)
        if moved := [k for k in OF_MAKING if getattr(before, k) != getattr(wanted, k)]:
            raise EvalFault(f"run {run_id} was made of other {', '.join(moved)}; start a new run (its outputs still serve from the cache)")
        rows = read_rows(path / SCORES, forgive_last=True)
        _rewrite(path / SCORES, rows)
        return cls(path), {(r.case_id, r.epoch): r for r in rows if not r.is_missing and r.error is None}

    def add(self, row: Row, output: Output) -> Row:
        """Appends a row and its words; gives the row back."""
        self._append(SCORES, row.model_dump_json(exclude_defaults=True))
        told = {"case_id": row.case_id, "epoch": row.epoch, "words": output.words}
        self._append(OUTPUTS, json.dumps(told, ensure_ascii=False))
        return row

    def finish(self, manifest: Manifest) -> None:
        """Writes the manifest."""
        part = self.path / f"{MANIFEST}.part"
        part.write_text(manifest.model_dump_json(indent=1) + "\n", "utf-8")
        part.replace(self.path / MANIFEST)

    def _append(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8") as out:
            out.write(line + "\n")


def read_run(path: Path) -> Kept:
    """A run or baseline folder. Raises: EvalFault naming file and line when it is absent, half-written or not complete."""
    if not (path / MANIFEST).exists():
        raise EvalFault(f"{_shown(path)}: no manifest.json there: no run or baseline (see: puente eval compare --help)")
    manifest = read_manifest(path / MANIFEST)
    if not manifest.is_complete:
        raise EvalFault(f"{_shown(path)}: this run was not finished; go on with: puente eval run {manifest.suite} --resume {path.name}")
    rows = latest(read_rows(path / SCORES))
    expected = manifest.cases * manifest.epochs
    if len(rows) != expected:
        raise EvalFault(f"{_shown(path / SCORES)}: {len(rows)} rows where {expected} were run; the file was cut or changed")
    return Kept(path.name, manifest, rows, _words(path))


def _words(path: Path) -> dict[tuple[str, int], str]:
    if (path / OUTPUTS).exists():
        text = (path / OUTPUTS).read_text("utf-8")
    elif (path / WORDS).exists():
        try:
            text = lzma.decompress((path / WORDS).read_bytes()).decode()
        except (lzma.LZMAError, EOFError) as bad:
            raise EvalFault(f"{_shown(path / WORDS)}: half-written ({bad}); take it from git again, or promote anew") from None
    else:
        return {}
    lines = [json.loads(line) for line in text.split("\n") if line]
    return {(told["case_id"], told["epoch"]): told["words"] for told in lines}


def latest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """One row a case and epoch, the last one written, in order."""
    found = {(r.case_id, r.epoch): r for r in rows}
    return tuple(found[key] for key in sorted(found))


def read_manifest(path: Path) -> Manifest:
    """Raises EvalFault for a manifest that cannot be read."""
    return _parsed(Manifest.model_validate_json, path.read_text("utf-8"), f"{_shown(path)}")


def read_rows(path: Path, *, forgive_last: bool = False) -> tuple[Row, ...]:
    """The rows of a file. Raises: EvalFault naming the line; with `forgive_last` a broken last line is left out."""
    if not path.exists():
        if forgive_last:
            return ()
        raise EvalFault(f"{_shown(path)}: missing; run the suite again")
    lines = path.read_text("utf-8").splitlines()
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(_parsed(Row.model_validate_json, line, f"{_shown(path)}:{number}"))
        except EvalFault:
            if forgive_last and number == len(lines):
                break
            raise
    return tuple(rows)


def write_baseline(kept: Kept, name: str, reason: str, baselines: Path = BASELINES) -> Path:
    """A run's manifest and scores as a baseline, small and steady: without times, costs and cache marks.

    Raises: EvalFault without a reason, or for a run with errors.
    """
    if not reason.strip():
        raise EvalFault('a baseline is promoted for a reason: --reason "…"')
    if kept.manifest.errors:
        raise EvalFault(f"{kept.manifest.errors} cases of {kept.name} failed; a baseline holds none")
    folder = baselines / kept.manifest.suite / name
    folder.mkdir(parents=True, exist_ok=True)
    rows = tuple(r.model_copy(update={"latency_ms": 0, "cached": False, "cost_usd": None, "tokens": None}) for r in kept.rows)
    _rewrite(folder / SCORES, rows)
    words = [json.dumps({"case_id": c, "epoch": e, "words": w}, ensure_ascii=False) for (c, e), w in sorted(kept.words.items())]
    (folder / WORDS).write_bytes(lzma.compress("\n".join(words).encode(), preset=9))
    told = {**kept.manifest.model_dump(mode="json"), "wall_s": 0.0, "reason": reason.strip()}
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return folder


def latest_run(suite: str, runs: Path = RUNS, *, writer: str = "", dataset: str = "") -> Path:
    """The newest finished run of a suite, by this writer and of these cases where they are given. Raises: EvalFault when there is none."""
    for path in sorted((runs / suite).glob("*/manifest.json"), reverse=True):
        found = read_manifest(path)
        if found.is_complete and writer in ("", found.writer) and dataset in ("", found.dataset):
            return path.parent
    told = f" --writer {writer}" if writer not in ("", "guided") else ""
    raise EvalFault(f"no finished run of {suite} here; make one with: puente eval run {suite}{told}")


def _rewrite(path: Path, rows: tuple[Row, ...]) -> None:
    part = path.with_suffix(".part")
    part.write_text("".join(r.model_dump_json(exclude_defaults=True) + "\n" for r in rows), "utf-8")
    part.replace(path)


def _parsed(read: Callable[[str], V], text: str, where: str) -> V:
    try:
        return read(text)
    except ValidationError as bad:
        first = bad.errors(include_url=False)[0]
        raise EvalFault(f"{where}: half-written or changed by hand ({first['msg'][:120]}); run the suite again or --resume it") from None


def _known(runs: Path, suite: str) -> str:
    return ", ".join(p.name for p in sorted((runs / suite).glob("*"))[-5:]) or "nothing"


def _shown(path: Path) -> str:
    try:
        return path.relative_to(HERE.parent).as_posix()
    except ValueError:
        return path.name if path.suffix else path.as_posix()
