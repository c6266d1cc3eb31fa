"""A role-play through the app's own state machine: a memo, a persona, and an answer for each kind of question. Knows no score."""

from __future__ import annotations

import time
from typing import Any

from app.chains.coach_memo import coach, memo_of
from app.chains.role_play import answered, begin, debrief, line_for
from app.chains.role_play_with_model import debrief_with_model, worded_turn
from app.checks.memos.reading import read
from app.domain.document import ModelCall
from app.domain.roleplay import Exchange, Move
from app.llm.ports import Chat
from evals.outputs import Output
from evals.values import Case

MOST_TURNS = 24
"""More than any exchange may have; the state machine ends by itself."""


def role_play_output(case: Case, chat: Chat | None) -> Output:
    """The exchange to its end and its debrief; `words` are the turns and what the debrief says. Raises: as the app does."""
    began = time.perf_counter()
    given = case.input
    memo = memo_of(str(given["text"]), case.lang, kind=given.get("kind"), audience=given.get("audience"))
    found = coach(memo)
    exchange = begin(memo, read(memo), found.markers, found.levels, given["persona"])
    said: dict[str, int] = {}
    calls: list[ModelCall] = []
    kinds: dict[str, str] = {}
    while not exchange.is_over and len(exchange.turns) < MOST_TURNS:
        move = str(exchange.last_move)
        kind = given["plan"].get(move, given["plan"]["press"])
        bank = given["answers"][kind]
        text = bank[(said.get(kind, 0) + int(given.get("first", 0))) % len(bank)]
        said[kind] = said.get(kind, 0) + 1
        exchange, following = answered(exchange, text)
        kinds[str(exchange.turns[-1].n)] = kind
        if following is not None:
            exchange = _next(exchange, following, chat, calls)
    told = debrief(exchange) if chat is None else debrief_with_model(chat, exchange)
    calls.extend(told.calls)
    turns = [{"n": t.n, "speaker": t.speaker, "move": t.move, "text": t.text} for t in exchange.turns]
    shown = {k: v for k, v in told.model_dump(mode="json").items() if k != "calls"}
    data: dict[str, Any] = {"turns": turns, "kinds": kinds, "debrief": shown, "over": exchange.is_over}
    lines = [f"{t.speaker}: {t.text}" for t in exchange.turns]
    tokens = [(c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in calls]
    costs = [float(c.cost_usd) for c in calls if c.cost_usd is not None]
    return Output(
        data=data,
        words="\n".join([*lines, f"D10 {told.level}: {told.reason}", *(s.text for s in told.next_steps)]),
        tokens=sum(tokens) if tokens else None,
        cost_usd=sum(costs) if costs else None,
        latency_ms=round((time.perf_counter() - began) * 1000),
    )


def _next(exchange: Exchange, move: Move, chat: Chat | None, calls: list[ModelCall]) -> Exchange:
    """The persona's turn, from the bank or by the model."""
    if chat is None:
        return exchange.said(line_for(exchange, move), move)
    pieces = worded_turn(chat, exchange, move, writer="model")
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            calls.extend(done.value.calls)
            following: Exchange = done.value.exchange
            return following
