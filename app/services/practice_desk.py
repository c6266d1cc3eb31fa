"""What lies on a writer's desk: coachings in this process's memory only, each seen by its writer alone. Writes nothing to disk.

A page holds the id of what is on the desk; a memo is stored only when its writer keeps it, in services/practice.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.coaching import Coaching
from app.domain.debriefs import Debrief
from app.domain.practice import Attempt, Comparison
from app.domain.practice import compare as compared
from app.domain.roleplay import Exchange
from app.errors import UnknownId
from app.services import practice
from app.services.coaching import CoachRequest, coach_memo
from app.services.house import House

MOST = 400
"""Coachings that one process keeps in mind, of all writers together; the longest unused goes first."""
BEFORE, AFTER = "before", "after"


class OnDesk(Value):
    """A coaching with what came of it since: the attempt before, where it was kept, the role-play and its debrief.

    `may_send` is True when the writer agreed that this memo goes to the model.
    """

    id: str
    coaching: Coaching
    before: Coaching | None = None
    attempt_id: str | None = None
    may_send: bool = False
    exchange: Exchange | None = None
    debrief: Debrief | None = None


class Desk:
    """The desks of everybody in this process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, str], OnDesk] = OrderedDict()

    def put(self, actor: Actor, found: OnDesk) -> OnDesk:
        """Lays it on the actor's desk, over what had its id."""
        with self._lock:
            self._held[(actor.user_id, found.id)] = found
            self._held.move_to_end((actor.user_id, found.id))
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return found

    def get(self, actor: Actor, desk_id: str) -> OnDesk | None:
        """What has this id on the actor's desk; None when nothing has, or the process is a new one."""
        with self._lock:
            found = self._held.get((actor.user_id, desk_id))
            if found is not None:
                self._held.move_to_end((actor.user_id, desk_id))
            return found

    def clear(self, actor: Actor, attempt_id: str | None = None) -> None:
        """Takes away everything of the actor's, or what belongs to one attempt."""
        with self._lock:
            for key in [k for k, v in self._held.items() if k[0] == actor.user_id and attempt_id in (None, v.attempt_id)]:
                del self._held[key]


def coach(house: House, actor: Actor, desk: Desk, request: CoachRequest, *, after: str = "") -> OnDesk:
    """Coaches a memo and lays it on the desk. `after` names the coaching before, with which a changed text is compared.

    Raises: as `coach_memo`.
    """
    coaching = coach_memo(house, actor, request)
    last = desk.get(actor, after)
    before = None
    if last is not None and last.coaching.scenario == coaching.scenario:
        before = last.before if last.coaching.text == coaching.text else last.coaching
    made = OnDesk(id=secrets.token_urlsafe(9), coaching=coaching, before=before, may_send=request.writer == "model")
    return desk.put(actor, made)


def on_desk(desk: Desk, actor: Actor, desk_id: str) -> OnDesk:
    """What has this id.

    Raises: UnknownId when it is gone: nothing outlives the process unless its writer kept it.
    """
    found = desk.get(actor, desk_id)
    if found is None:
        raise UnknownId("id.desk", where="")
    return found


def keep(house: House, actor: Actor, desk: Desk, desk_id: str, *, keeps_stop: bool = False) -> OnDesk:
    """Keeps what is on the desk as an attempt, once; a stopped memo only with `keeps_stop`.

    Raises: UnknownId, StoreError.
    """
    found = on_desk(desk, actor, desk_id)
    if found.attempt_id is not None:
        return found
    kept = practice.keep(house, actor, found.coaching, keeps_stop=keeps_stop)
    return found if kept is None else desk.put(actor, found.model_copy(update={"attempt_id": kept.id}))


def reopen(house: House, actor: Actor, desk: Desk, attempt_id: str) -> OnDesk:
    """Lays a kept attempt on the desk, the actor's own or one shared with the actor.

    Raises: UnknownId.
    """
    found = practice.attempt(house, actor, attempt_id)
    return desk.put(actor, OnDesk(id=secrets.token_urlsafe(9), coaching=found.coaching, attempt_id=found.id))


def comparison(house: House, found: OnDesk) -> Comparison | None:
    """Before and after; None for a first attempt."""
    if found.before is None:
        return None
    first, second = (
        Attempt(id=f"{n}-{name}", owner_id="", coaching=coaching, created_at=house.now())
        for n, (name, coaching) in enumerate(((BEFORE, found.before), (AFTER, found.coaching)))
    )
    return compared(first, second)
