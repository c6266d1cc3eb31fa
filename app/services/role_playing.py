"""The role-play about a memo that is on the desk: begin, answer, end. By the question bank, or by a model to which the writer agreed."""

from __future__ import annotations

from collections.abc import Iterator

from app.chains import role_play
from app.chains.role_play_with_model import debrief_with_model, worded_turn
from app.checks.memos.reading import is_too_short, read
from app.domain.actor import Actor
from app.domain.coaching import Persona
from app.domain.debriefs import Debrief
from app.domain.memos import Memo
from app.domain.practice import is_stop
from app.domain.roleplay import Exchange
from app.errors import BadInput, EndpointError
from app.services.house import House
from app.services.practice_desk import Desk, OnDesk, on_desk


def begin(_house: House, actor: Actor, desk: Desk, desk_id: str, persona: Persona) -> OnDesk:
    """A new exchange about the memo on the desk; one that was there is dropped.

    Raises: UnknownId; BadInput `roleplay.no_memo` for a memo that was stopped, or too short to be asked about.
    """
    found = on_desk(desk, actor, desk_id)
    coaching = found.coaching
    memo = Memo(text=coaching.text, lang=coaching.lang, kind=coaching.kind, audience=coaching.audience, scenario=coaching.scenario)
    reading = read(memo)
    if is_stop(coaching) or is_too_short(reading):
        raise BadInput("roleplay.no_memo")
    exchange = role_play.begin(memo, reading, coaching.markers, coaching.levels, persona)
    return desk.put(actor, found.model_copy(update={"exchange": exchange, "debrief": None}))


def answer(house: House, actor: Actor, desk: Desk, desk_id: str, text: str) -> Iterator[OnDesk]:
    """The desk after the answer, then as the persona's turn comes in (its text so far as the last turn), then as it is kept.

    Raises: UnknownId; BadInput for an empty answer, one that is too long, or after the end.
    """
    found = on_desk(desk, actor, desk_id)
    if found.exchange is None:
        raise BadInput("roleplay.no_memo")
    heard, move = role_play.answered(found.exchange, text)
    found = desk.put(actor, found.model_copy(update={"exchange": heard}))
    yield found
    if move is None:
        yield _ended(house, actor, desk, found, heard)
        return
    if not _by_model(house, found):
        yield desk.put(actor, found.model_copy(update={"exchange": heard.said(role_play.line_for(heard, move), move)}))
        return
    pieces = worded_turn(house.chat(), heard, move)
    said = ""
    while True:
        try:
            said += next(pieces)
        except StopIteration as done:
            yield desk.put(actor, found.model_copy(update={"exchange": done.value.exchange}))
            return
        yield found.model_copy(update={"exchange": heard.said(said, move)})


def end(house: House, actor: Actor, desk: Desk, desk_id: str) -> OnDesk:
    """Ends the exchange before its last question, with the debrief of what was said.

    Raises: UnknownId; BadInput when there is none.
    """
    found = on_desk(desk, actor, desk_id)
    if found.exchange is None:
        raise BadInput("roleplay.no_memo")
    return _ended(house, actor, desk, found, found.exchange.model_copy(update={"is_over": True}))


def _ended(house: House, actor: Actor, desk: Desk, found: OnDesk, exchange: Exchange) -> OnDesk:
    return desk.put(actor, found.model_copy(update={"exchange": exchange, "debrief": _debrief(house, found, exchange)}))


def _debrief(house: House, found: OnDesk, exchange: Exchange) -> Debrief:
    """By the model where it may be asked and answers; else by rules."""
    if not _by_model(house, found):
        return role_play.debrief(exchange)
    try:
        return debrief_with_model(house.chat(), exchange)
    except EndpointError:
        return role_play.debrief(exchange)


def _by_model(house: House, found: OnDesk) -> bool:
    return found.may_send and {"interlocutor", "coach"} <= house.configured_roles
