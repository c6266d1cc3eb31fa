"""How much each feature counts for a stop, prompts/coaching/stop_weights.yaml, learned by evals/learn_stops.py. Knows no memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.catalog.learned import Classes, read_learned

FILE = "stop_weights.yaml"
ORDINARY = "none"
"""The class of stretches that are about no matter."""


@dataclass(frozen=True)
class StopWeights:
    """Weights by feature; a score is their sum over a stretch and `bias`, positive for a matter.

    From `stop_from` on a memo is stopped, from `show_from` on counsel should see it.
    `topics` tell which stop a stretch is, or `ORDINARY`; what it lacks to be `about_from` likelier than that is taken from the score,
    `about_counts` times.
    """

    bias: float
    stop_from: float
    show_from: float
    about_from: float
    about_counts: float
    weights: Mapping[str, float]
    topics: Classes


@cache
def stop_weights() -> StopWeights:
    """The learned weights.

    Raises: BadData when a part is missing or no number.
    """
    learned = read_learned(FILE, ("bias", "stop_from", "show_from", "about_from", "about_counts"), "topics")
    return StopWeights(weights=learned.weights, topics=learned.classes, **learned.numbers)
