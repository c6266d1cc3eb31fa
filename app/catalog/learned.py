"""Weights learned offline, as data files: a weight for each run of letters, word, concept or sign. Knows the form; no memo, no verdict.

A file holds `step`, and for each kind of feature either names under a weight in steps ("-12: 'ab cd'") or a weight under a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.errors import BadData

SIZED, NAMED = "gws", "cq"
"""Kinds of features: runs of letters, words and pairs, words a little apart; concepts, signs."""


@dataclass(frozen=True)
class Classes:
    """Classes (stops, categories) told apart by features: where each starts, and for each feature the classes that it weighs for."""

    starts: Mapping[str, float]
    weights: Mapping[str, tuple[tuple[str, float], ...]]

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """The score of every class, in the file's order."""
        told = dict(self.starts)
        weights = self.weights
        for feature, value in features.items():
            if feature in weights:
                for name, weight in weights[feature]:
                    told[name] += value * weight
        return told


@dataclass(frozen=True)
class Learned:
    """What a file holds: its single numbers, weights by feature, its classes, and weights by name by part."""

    numbers: Mapping[str, float]
    weights: Mapping[str, float]
    classes: Classes
    parts: Mapping[str, Mapping[str, float]]


def read_learned(file: str, numbers: Sequence[str], classes: str, parts: Sequence[str] = ()) -> Learned:
    """A file of prompts/coaching/ with the numbers named, the classes that stand under the key `classes`, and `parts`: weights by name.

    Raises: BadData when the file is missing, no YAML, or no mapping, or when a part is missing or no number.
    """
    raw = load(prompts_dir() / "coaching" / file)
    try:
        step = float(raw["step"])
        found = _classes({str(name): _sized(sizes, step) for name, sizes in raw[classes].items()})
        named = {part: {str(name): float(value) for name, value in raw[part].items()} for part in parts}
        return Learned({name: float(raw[name]) for name in numbers}, _weights_of(raw, step), found, named)
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise BadData("data.unknown_key", where=file, name=str(bad)) from bad


def read_sized(file: str, kind: str) -> tuple[float, dict[str, float]]:
    """Where a score starts from (`bias`) and the weights by name of one kind, of a file of prompts/coaching/.

    Raises: BadData as for `read_learned`.
    """
    raw = load(prompts_dir() / "coaching" / file)
    try:
        return float(raw["bias"]), _sized(raw[kind], float(raw["step"]))
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise BadData("data.unknown_key", where=file, name=str(bad)) from bad


def _classes(by_class: Mapping[str, Mapping[str, float]]) -> Classes:
    weights: dict[str, list[tuple[str, float]]] = {}
    for name, features in by_class.items():
        for feature, weight in features.items():
            weights.setdefault(feature, []).append((name, weight))
    return Classes({name: features.get("", 0.0) for name, features in by_class.items()}, {f: tuple(w) for f, w in weights.items() if f})


def _weights_of(raw: Mapping[str, Any], step: float) -> dict[str, float]:
    """Weights by feature ("w:a word"), whichever kinds are there.

    Raises: ValueError or AttributeError for what is no weight.
    """
    found = {
        f"{kind}:{name}": step * int(size) for kind in SIZED for size, names in (raw.get(kind) or {}).items() for name in _names_of(names)
    }
    return found | {f"{kind}:{name}": float(value) for kind in NAMED for name, value in (raw.get(kind) or {}).items()}


def _sized(sizes: Mapping[Any, str], step: float) -> dict[str, float]:
    """Weights by name, from names under a weight in steps."""
    return {name: step * int(size) for size, names in sizes.items() for name in _names_of(names)}


def _names_of(joined: str) -> tuple[str, ...]:
    """Names stand in one line, apart by blanks; a pair of words is joined by "~", which alone is the empty name."""
    return tuple("" if name == "~" else name.replace("~", " ") for name in joined.split(" "))
