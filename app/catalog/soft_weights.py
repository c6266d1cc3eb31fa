"""How much the features of a clause and of its words speak for vague wording: prompts/coaching/soft_weights.yaml and
soft_token_weights.yaml, learned by evals/learn_soft.py. Knows no memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.catalog.learned import Classes, read_learned, read_sized
from app.domain.coaching import CATEGORIES
from app.errors import BadData

FILE = "soft_weights.yaml"
TOKENS_FILE = "soft_token_weights.yaml"


@dataclass(frozen=True)
class Weighed:
    """Weights by feature, and where a score starts from."""

    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class SoftWeights:
    """`clauses` weigh the features of a clause, `tokens` those of its words, `joined` both scores with what stands around the clause.

    Above `mark_from` a clause is marked; below its category's `clear_to` a find of a rule is not. `categories` tell which category a
    clause is.
    """

    mark_from: float
    clear_to: Mapping[str, float]
    clauses: Weighed
    tokens: Weighed
    joined: Weighed
    categories: Classes


@cache
def soft_weights() -> SoftWeights:
    """The learned weights.

    Raises: BadData when a part is missing or no number, for a category that is none, or one without its bound.
    """
    learned = read_learned(FILE, ("bias", "joined_bias", "mark_from"), "categories", ("joined", "clear_to"))
    if odd := (set(learned.classes.starts) - set(CATEGORIES)) | (set(learned.parts["clear_to"]) ^ set(CATEGORIES)):
        raise BadData("data.unknown_key", where=FILE, name=", ".join(sorted(odd)))
    number = learned.numbers
    return SoftWeights(
        mark_from=number["mark_from"],
        clear_to=learned.parts["clear_to"],
        clauses=Weighed(number["bias"], learned.weights),
        tokens=Weighed(*read_sized(TOKENS_FILE, "t")),
        joined=Weighed(number["joined_bias"], learned.parts["joined"]),
        categories=learned.classes,
    )
