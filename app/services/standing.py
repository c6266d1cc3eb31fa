"""How this instance stands, for whoever looks at the page: who writes, with what, where text goes, budget, health, user."""

from __future__ import annotations

from dataclasses import replace

from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.lang import Lang, LocalText
from app.errors import PuenteError
from app.services import doctor
from app.services.doctor_points import Point, State
from app.services.house import House
from app.services.sending import destination

WORST: tuple[State, ...] = ("bad", "warn", "ok")


class Standing(Value):
    """`models` by role, empty without a model. `host` None: nothing leaves this machine. Budgets None: no limit a run.

    `points` name folders and files of the machine: an administrator alone gets them.
    """

    user: str
    roles: tuple[str, ...]
    models: tuple[tuple[str, str], ...]
    host: str | None
    is_local: bool
    retention: LocalText | None
    embedder: str
    budget_usd: str | None
    budget_tokens: int | None
    operator: str
    health: State
    points: tuple[Point, ...]


def standing(house: House, actor: Actor, lang: Lang) -> Standing:
    """Everything that the state bar tells, the remarks on health in the reader's language. Slow when the index must be built first.

    A base URL that is no address is told as a fault of health, not raised.
    """
    points = list(doctor.examine(replace(house, lang=lang), actor))
    target = None
    try:
        target = destination(house, actor)
    except PuenteError as failure:
        from app.catalog.text import error_line

        points.append(Point(name="model", state="bad", message=error_line(lang, failure)))
    states = {point.state for point in points}
    return Standing(
        user=_name(house, actor),
        roles=tuple(sorted(actor.roles)),
        models=house.model_names,
        host=target.host if target else None,
        is_local=target.is_local if target else True,
        retention=target.retention if target else None,
        embedder=house.embedder_name,
        budget_usd=None if house.run_budget.usd is None else f"{house.run_budget.usd:.2f}",
        budget_tokens=house.run_budget.tokens,
        operator=house.operator,
        health=next((state for state in WORST if state in states), "ok"),
        points=tuple(points) if actor.may("admin") else (),
    )


def _name(house: House, actor: Actor) -> str:
    try:
        with house.store().reading() as work:
            found = work.users.get(actor.user_id, owner_id=actor.user_id)
    except PuenteError:
        return actor.user_id
    return found.name if found else actor.user_id
