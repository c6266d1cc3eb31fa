"""How much each feature counts for a stop, prompts/coaching/stop_weights.yaml, learned by evals/learn_stops.py. Knows no memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.catalog.learned import read_learned, sized_weights, weights_of
from app.errors import BadData

FILE = "stop_weights.yaml"


@dataclass(frozen=True)
class StopWeights:
    """Weights by feature; a score is their sum over a stretch and `bias`, positive for a matter.

    From `stop_from` on a memo is stopped, from `show_from` on counsel should see it.
    `topics` weigh features for each stop id, `""` where it starts.
    """

    bias: float
    stop_from: float
    show_from: float
    weights: Mapping[str, float]
    topics: Mapping[str, Mapping[str, float]]


@cache
def stop_weights() -> StopWeights:
    """The learned weights.

    Raises: BadData when a part is missing or no number.
    """
    raw = read_learned(FILE)
    try:
        step = float(raw["step"])
        topics = {topic: sized_weights(sizes, step) for topic, sizes in raw["topics"].items()}
        return StopWeights(float(raw["bias"]), float(raw["stop_from"]), float(raw["show_from"]), weights_of(raw, step), topics)
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise BadData("data.unknown_key", where=FILE, name=str(bad)) from bad
