"""Progress of one writer: two attempts side by side, the line over many, and what to practise next. Reads the actor's own attempts only."""

from __future__ import annotations

from app.catalog.scenarios import scenarios
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.coaching import Code
from app.domain.lang import Lang
from app.domain.practice import FEWEST_FOR_PLOT, Attempt, Comparison, Point, points, weakest
from app.domain.practice import compare as compared
from app.errors import BadInput, UnknownId
from app.services.house import House
from app.services.practice import attempts


class Progress(Value):
    """Where a writer stands: the line, the weakest dimension, and the scenario that trains it and was done least often."""

    points: tuple[Point, ...]
    weakest: Code | None = None
    next_scenario: str | None = None
    attempts_to_plot: int
    """How many more attempts a picture needs; 0 when there is one."""


def compare(house: House, actor: Actor, first_id: str, second_id: str) -> Comparison:
    """What changed between two attempts of the actor's own.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        pair = [work.attempts.get(each, owner_id=actor.user_id) for each in (first_id, second_id)]
    first, second = (_there(found, name) for found, name in zip(pair, (first_id, second_id), strict=True))
    return compared(first, second)


def progress(house: House, actor: Actor, *, scenario: str | None = None) -> Progress:
    """The actor's line of progress; with `scenario` on that one alone."""
    found = attempts(house, actor, scenario=scenario)
    code = weakest(found)
    return Progress(
        points=points(found),
        weakest=code,
        next_scenario=next_scenario(code, attempts(house, actor)),
        attempts_to_plot=max(0, FEWEST_FOR_PLOT - sum(p.overall is not None for p in points(found))),
    )


def next_scenario(code: Code | None, done: tuple[Attempt, ...]) -> str | None:
    """The scenario that trains a dimension and was attempted least often, the first by id when several tie; without a dimension, of all."""
    counts = {each: sum(a.scenario == each for a in done) for each, s in scenarios().items() if code is None or code in s.dimensions}
    return min(counts, key=lambda each: (counts[each], each)) if counts else None


def picture(house: House, actor: Actor, *, suffix: str, lang: Lang, scenario: str | None = None) -> bytes:
    """The line as a PNG or SVG.

    Raises: BadInput for another ending, or while there are fewer than five graded attempts.
    """
    from app.export.progress_picture import SUFFIXES, progress_picture

    if suffix.lower() not in SUFFIXES:
        raise BadInput("export.suffix", where="--plot", suffix=suffix or "—", known=", ".join(SUFFIXES))
    line = points(attempts(house, actor, scenario=scenario))
    graded = tuple((p.on, p.overall) for p in line if p.overall is not None)
    if len(graded) < FEWEST_FOR_PLOT:
        raise BadInput("input.few_attempts", where="--plot", count=len(graded), needed=FEWEST_FOR_PLOT)
    return progress_picture(graded, suffix=suffix.lower(), lang=lang)


def _there(found: Attempt | None, name: str) -> Attempt:
    if found is None:
        raise UnknownId("id.attempt", where=name)
    return found
