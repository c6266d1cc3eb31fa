"""What adaptability across a border is judged by: levels, dimensions, situations. A value; the wording is a replaceable data file."""

from __future__ import annotations

from app.domain.base import Value
from app.domain.lang import LocalText


class Level(Value):
    """One step of the scale: its number, a short name, and what an answer at this step sounds like."""

    number: int
    name: LocalText
    sounds_like: LocalText


class Dimension(Value):
    """One side of adaptability: a question for every finalist, anchors (lowest, middle, highest level), a question for a referee."""

    id: str
    name: LocalText
    question: LocalText
    anchors: tuple[LocalText, LocalText, LocalText]
    probe: LocalText
    asked_of: LocalText
    cards: tuple[str, ...]


class Situation(Value):
    """A short case, the same for every finalist: the country it plays in, what happens, and what to listen for."""

    id: str
    country: str
    case: LocalText
    listen_for: LocalText


class Framework(Value):
    """Levels from low to high, dimensions and situations in the order in which they are used."""

    title: LocalText
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    situations: tuple[Situation, ...]
