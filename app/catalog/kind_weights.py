"""How much each feature of a memo speaks for its kind, prompts/coaching/kind_weights.yaml (evals/learn_kinds.py). Knows no memo."""

from __future__ import annotations

from functools import cache

from app.catalog.learned import Classes, read_learned
from app.domain.coaching import MEMO_KINDS
from app.errors import BadData

FILE = "kind_weights.yaml"


@cache
def kind_weights() -> Classes:
    """The learned weights, the kinds as classes.

    Raises: BadData when a part is missing or no number, or when the kinds are not those of a memo.
    """
    kinds = read_learned(FILE, (), "kinds").classes
    if odd := set(kinds.starts) ^ set(MEMO_KINDS):
        raise BadData("data.unknown_key", where=FILE, name=", ".join(sorted(odd)))
    return kinds
