"""Weights learned offline, as data files: a weight for each run of letters, word, concept or sign. Knows the form; no memo, no verdict.

A file holds `step`, and for each kind of feature either names under a weight in steps ("-12: 'ab cd'") or a weight under a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.errors import BadData

KINDS = "gwcq"
"""Runs of letters, words and pairs, concepts, signs."""


def read_learned(file: str) -> Mapping[str, Any]:
    """A file of prompts/coaching/ as it stands.

    Raises: BadData when it is missing, no YAML, or no mapping.
    """
    raw = load(prompts_dir() / "coaching" / file)
    if not isinstance(raw, dict):
        raise BadData("data.unknown_key", where=file, name="step")
    return raw


def weights_of(raw: Mapping[str, Any], step: float) -> dict[str, float]:
    """Weights by feature ("w:a word"), whichever kinds are there.

    Raises: ValueError or AttributeError for what is no weight.
    """
    found = {
        f"{kind}:{name}": step * int(size) for kind in "gw" for size, names in (raw.get(kind) or {}).items() for name in names_of(names)
    }
    return found | {f"{kind}:{name}": float(value) for kind in "cq" for name, value in (raw.get(kind) or {}).items()}


def sized_weights(sizes: Mapping[Any, str], step: float) -> dict[str, float]:
    """Weights by name, from names under a weight in steps."""
    return {name: step * int(size) for size, names in sizes.items() for name in names_of(names)}


def names_of(joined: str) -> tuple[str, ...]:
    """Names stand in one line, apart by blanks; a pair of words is joined by "~", which alone is the empty name."""
    return tuple("" if name == "~" else name.replace("~", " ") for name in joined.split(" "))
