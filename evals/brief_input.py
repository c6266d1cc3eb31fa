"""The intake of a brief case: an example or an intake of its own, with answers set, taken away or reduced to one language."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.catalog.intake_reader import read_intake
from app.domain.intake import Intake
from evals.faults import EvalFault

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KEYS = frozenset(
    {"base", "intake", "set", "unset", "only", "notes", "variant", "today", "evidence", "superseded", "kind", "repeat", "upload", "beside"}
)


def intake_of(given: Mapping[str, Any], name: str) -> Intake:
    """The intake of a case. Raises: EvalFault for an unknown key or example; BadInput as the app does."""
    if unknown := set(given) - KEYS:
        raise EvalFault(f"{name}: input has the unknown key {sorted(unknown)[0]}; known are {', '.join(sorted(KEYS))}")
    data = copy.deepcopy(given["intake"]) if "intake" in given else copy.deepcopy(_example(str(given.get("base"))))
    for path in given.get("unset", ()):
        _drop(data, path)
    for path, value in given.get("set", {}).items():
        _put(data, path, value)
    for path, times in given.get("repeat", {}).items():
        _put(data, path, _longer(_get(data, path), int(times)))
    if "notes" in given:
        data["notes"] = given["notes"]
    if only := given.get("only"):
        data = _one_language(data, only)
    return read_intake(json.dumps(data, ensure_ascii=False, default=str).encode(), name=f"{name}.json")


@cache
def _example(name: str) -> dict[str, Any]:
    path = EXAMPLES / f"{name}.yaml"
    if not path.exists():
        raise EvalFault(f"there is no example {name}; the base of a case is a file of examples/")
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _steps(path: str) -> list[str | int]:
    return [int(s) if s.isdigit() else s for s in path.split(".")]


def _get(data: Any, path: str) -> Any:
    for step in _steps(path):
        data = data[step]
    return data


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *way, last = _steps(path)
    node: Any = data
    for step in way:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
    node[last] = value


def _drop(data: dict[str, Any], path: str) -> None:
    *way, last = path.split(".")
    node: Any = data
    for step in way:
        node = node.get(step, {})
    node.pop(last, None)


def _longer(value: Any, times: int) -> Any:
    """A text said at greater length: the same words again, so that no new fact comes in."""
    if isinstance(value, dict):
        return {k: v if k in ("status", "source", "as_of") else _longer(v, times) for k, v in value.items()}
    return ". ".join([str(value)] * times)


def _one_language(data: Any, lang: str) -> Any:
    if isinstance(data, dict):
        if set(data) == {"en", "es"}:
            return {lang: data[lang]}
        return {k: _one_language(v, lang) for k, v in data.items()}
    if isinstance(data, list):
        return [_one_language(v, lang) for v in data]
    return data
