"""How much each feature of a clause speaks for vague wording, prompts/coaching/soft_weights.yaml, learned by evals/learn_soft.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.catalog.learned import Classes, read_learned
from app.domain.coaching import CATEGORIES
from app.errors import BadData

FILE = "soft_weights.yaml"


@dataclass(frozen=True)
class SoftWeights:
    """A clause's score is the sum of its features' weights and `bias`, with `company` times what the memo's clauses score above `usual`.

    Above `mark_from` a clause is marked; below `clear_to` words of a rule are not. `categories` tell which category a clause is.
    """

    bias: float
    usual: float
    company: float
    mark_from: float
    clear_to: float
    weights: Mapping[str, float]
    categories: Classes


@cache
def soft_weights() -> SoftWeights:
    """The learned weights.

    Raises: BadData when a part is missing or no number, or for a category that is none.
    """
    learned = read_learned(FILE, ("bias", "usual", "company", "mark_from", "clear_to"), "categories")
    if odd := set(learned.classes.starts) - set(CATEGORIES):
        raise BadData("data.unknown_key", where=FILE, name=", ".join(sorted(odd)))
    return SoftWeights(weights=learned.weights, categories=learned.classes, **learned.numbers)
