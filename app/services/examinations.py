"""The examinations as an evaluator reads them: runs and baselines, and two of them side by side. Reads files that `python -m evals` wrote.

Runs nothing, judges nothing: what is significant, and whether a gate opens, is said by the examinations themselves. No path leaves their
folder, whatever a name says; what is half-written is told as such and never raised.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from pydantic import ValidationError

from app.domain.actor import Actor
from app.domain.base import Value
from app.errors import BadInput, NotPermitted, UnknownId
from app.services.examination_files import Told, read, text
from app.services.house import House

NAME = re.compile(r"[A-Za-z0-9_]{1,40}/[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
PLACES = ("runs", "baselines")
PARTS = ("prompts", "corpus", "app", "checks", "examples")
MOST_RUNS = 60
MOST_WORST = 5


class Manifest(Told):
    """What a run was made of."""

    suite: str
    run_id: str
    writer: str
    dataset: str
    cases: int
    clusters: int
    epochs: int
    hashes: dict[str, str] = {}
    is_complete: bool = False
    errors: int = 0
    not_tested: str = ""
    reason: str = ""


class Row(Told):
    """What one output scored."""

    case_id: str
    lang: str
    epoch: int = 1
    output_sha: str
    hard: dict[str, float] = {}
    soft: dict[str, float] = {}
    error: str | None = None


class RunLine(Value):
    """A run or a baseline in the list; `soft` are means, `failures` counts failed hard checks."""

    name: str
    manifest: Manifest
    is_baseline: bool
    outputs: int
    soft: dict[str, float]
    failures: int


class Moved(Value):
    """A check in both runs: means and their difference in points of 100, over so many outputs."""

    check: str
    before: float
    after: float
    points: float
    outputs: int


class Case(Value):
    """A case that fell, with its words on both sides; empty where a side kept none."""

    case_id: str
    lang: str
    moved: dict[str, float]
    before: str
    after: str


class Pair(Value):
    """Two runs side by side. `differs` names what makes them two different examinations; the figures then say little."""

    before: RunLine
    after: RunLine
    checks: tuple[Moved, ...]
    worst: tuple[Case, ...]
    same: int
    outputs: int
    changed_parts: tuple[str, ...]
    differs: tuple[str, ...]


def folder(house: House, actor: Actor) -> Path | None:
    """Where the examinations lie; None when they are not installed here. Only for an evaluator.

    Raises: NotPermitted.
    """
    if not actor.may("evaluator"):
        raise NotPermitted("actor.needs_evaluator")
    return house.examinations


def runs(house: House, actor: Actor) -> tuple[RunLine, ...]:
    """The runs, newest first, then the baselines; those that cannot be read are left out.

    Raises: NotPermitted.
    """
    base = folder(house, actor)
    if base is None:
        return ()
    found = [sorted((p.parent for p in (base / place).glob("*/*/manifest.json")), key=lambda p: p.name, reverse=True) for place in PLACES]
    lines = [
        _line(path, is_baseline=place == "baselines") for place, paths in zip(PLACES, found, strict=True) for path in paths[:MOST_RUNS]
    ]
    return tuple(line for line in lines if line is not None)


def pair(house: House, actor: Actor, before: str, after: str) -> Pair:
    """Two runs side by side, by names of the list.

    Raises: NotPermitted; UnknownId for a name that is no run; BadInput when they share no case.
    """
    base = folder(house, actor)
    one, other = (_found(base, name) for name in (before, after))
    lines = (_known(one), _known(other))
    old, new = ({(r.case_id, r.epoch): r for r in _rows(path)} for path in (one, other))
    shared = sorted(old.keys() & new.keys())
    if not shared:
        raise BadInput("exams.nothing_shared", where=f"{before}, {after}")
    words = (_words(one), _words(other))
    manifests = (lines[0].manifest, lines[1].manifest)
    differs = [k for k in ("suite", "dataset", "epochs") if getattr(manifests[0], k) != getattr(manifests[1], k)]
    if manifests[0].hashes.get("scorers") != manifests[1].hashes.get("scorers"):
        differs.append("scorers")
    return Pair(
        before=lines[0],
        after=lines[1],
        checks=_moved([(old[k], new[k]) for k in shared]),
        worst=_worst([(old[k], new[k]) for k in shared], words),
        same=sum(old[k].output_sha == new[k].output_sha for k in shared),
        outputs=len(shared),
        changed_parts=tuple(p for p in PARTS if manifests[0].hashes.get(p) != manifests[1].hashes.get(p)),
        differs=tuple(differs),
    )


def _moved(pairs: list[tuple[Row, Row]]) -> tuple[Moved, ...]:
    values: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one, other in pairs:
        for check, value in one.soft.items():
            values[check].append((value, other.soft.get(check, 0.0)))  # what the later run failed to produce counts 0
    made = []
    for check, both in sorted(values.items()):
        before, after = (sum(v) / len(both) for v in zip(*both, strict=True))
        made.append(Moved(check=check, before=before, after=after, points=(after - before) * 100, outputs=len(both)))
    return tuple(made)


def _worst(pairs: list[tuple[Row, Row]], words: tuple[dict[tuple[str, int], str], dict[tuple[str, int], str]]) -> tuple[Case, ...]:
    fallen = []
    for one, other in pairs:
        was, now = {**one.hard, **one.soft}, {**other.hard, **other.soft}
        moved = {c: now.get(c, 0.0) - v for c, v in was.items() if abs(now.get(c, 0.0) - v) > 1e-9}
        change = sum(moved.values()) / max(1, len(was))
        if change < 0:
            key = (one.case_id, one.epoch)
            told = {"before": words[0].get(key, ""), "after": words[1].get(key, "")}
            fallen.append((change, Case(case_id=one.case_id, lang=one.lang, moved=moved, **told)))
    return tuple(case for _, case in sorted(fallen, key=lambda f: (f[0], f[1].case_id))[:MOST_WORST])


def _line(path: Path, *, is_baseline: bool) -> RunLine | None:
    manifest = read(path / "manifest.json", Manifest)
    if manifest is None:
        return None
    rows = _rows(path)
    soft: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for check, value in row.soft.items():
            soft[check].append(value)
    return RunLine(
        name=f"{path.parent.name}/{path.name}",
        manifest=manifest,
        is_baseline=is_baseline,
        outputs=len(rows),
        soft={check: sum(v) / len(v) for check, v in sorted(soft.items())},
        failures=sum(value < 1 for row in rows for value in row.hard.values()),
    )


def _known(path: Path) -> RunLine:
    line = _line(path, is_baseline=path.parent.parent.name == "baselines")
    if line is None:
        raise UnknownId("id.exam_run", where=path.name, name=path.name)
    return line


def _found(base: Path | None, name: str) -> Path:
    if base is not None and NAME.fullmatch(name) and ".." not in name:
        for place in PLACES:
            path = (base / place / name).resolve()
            if path.is_relative_to((base / place).resolve()) and (path / "manifest.json").is_file():
                return path
    raise UnknownId("id.exam_run", where=name or "—", name=name or "—")


def _rows(path: Path) -> tuple[Row, ...]:
    """The last row of each case and epoch; broken lines are left out, as a run that goes on may be writing one."""
    found = {}
    for line in _lines(path / "scores.jsonl"):
        try:
            row = Row.model_validate_json(line)
        except ValidationError:
            continue
        found[row.case_id, row.epoch] = row
    return tuple(found[key] for key in sorted(found))


def _words(path: Path) -> dict[tuple[str, int], str]:
    found = {}
    for line in _lines(path / "outputs.jsonl"):
        try:
            told = json.loads(line)
            found[str(told["case_id"]), int(told["epoch"])] = str(told["words"])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _lines(path: Path) -> list[str]:
    return text(path).splitlines()
