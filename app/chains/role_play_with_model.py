"""The role-play's turns worded by a model, and its debrief graded by one. The state machine decides the move; code checks what is said."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

from app.catalog.language import detect
from app.catalog.prompt_files import prompt
from app.catalog.questions import personas
from app.chains.coach_requests import LEVEL, STEPS, TEXT, closed, listed
from app.chains.model_quotes import Quotes, fenced
from app.chains.model_writer import LANGUAGE
from app.chains.role_play import debrief, line_for
from app.domain.base import Value
from app.domain.coaching import Level, NextStep
from app.domain.counted import counted_figures
from app.domain.date_reading import dates
from app.domain.debriefs import Debrief, TurnSpan
from app.domain.document import ModelCall
from app.domain.figures import agrees
from app.domain.roleplay import Exchange, Move, Turn, graded
from app.errors import EndpointError
from app.llm.ports import Chat, ChatRequest, failed_call

MOST_WORDS = 90
MOST_TOKENS = 400
APART = 2
MOST_SPANS = 5
_OUT_OF_ROLE = re.compile(
    r"\b(?:as an ai|language model|system prompt|my instructions|como (?:una )?ia\b|modelo de lenguaje|mis instrucciones"
    r"|this exercise|este ejercicio|\bD\d{1,2}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A persona's turn: the exchange with it, the calls made, and whether the model's words were kept."""

    exchange: Exchange
    calls: tuple[ModelCall, ...]
    is_by_model: bool


def worded_turn(chat: Chat, exchange: Exchange, move: Move, *, writer: Literal["auto", "model"] = "auto") -> Generator[str, None, Said]:
    """Pieces of the persona's turn as they come; the return value holds the exchange with the turn.

    What the model says out of role, in another language, or with a figure that nobody has said, gives way to the bank's line for the
    move: whoever shows the pieces shows the turn's text once it is there.
    Raises: EndpointError with `model`; with `auto` a failing endpoint leaves the bank's line.
    """
    line = line_for(exchange, move)
    calls: tuple[ModelCall, ...] = ()
    pieces: list[str] = []
    try:
        stream = chat.stream(turn_request(exchange, move, line))
        while True:
            try:
                piece = next(stream)
            except StopIteration as done:
                calls = (done.value,)
                break
            pieces.append(piece)
            yield piece
    except EndpointError as failed:
        if writer == "model":
            raise
        call = failed_call(failed)
        pieces, calls = [], (call,) if call else ()
    text = " ".join("".join(pieces).split())
    is_kept = stays_in_role(text, exchange, line)
    return Said(exchange.said(text if is_kept else line, move), calls, is_kept)


def turn_request(exchange: Exchange, move: Move, line: str) -> ChatRequest:
    """What is asked of the interlocutor for one turn."""
    card, lang = personas()[exchange.persona], exchange.lang
    step = prompt(f"{STEPS}/interlocutor")
    text = step.fill(
        language=LANGUAGE[lang],
        persona=card.name.in_lang(lang),
        reads_for=card.reads_for.in_lang(lang),
        tone=card.tone.in_lang(lang),
        move=move,
        line=fenced(line),
        memo=fenced(exchange.memo),
        turns=_told(exchange),
    )
    last = next((t.text for t in reversed(exchange.turns) if t.speaker == "executive"), "")
    return ChatRequest(
        role="interlocutor",
        prompt_ref=step.ref,
        messages=(("system", text), ("user", f"<<<\n{fenced(last)}\n>>>")),
        max_output_tokens=MOST_TOKENS,
        temperature=None,
    )


def stays_in_role(text: str, exchange: Exchange, line: str) -> bool:
    """True for a turn that may stand: one question or objection, in the language, with no figure or date that nobody has said."""
    if not text or "?" not in text or len(text.split()) > MOST_WORDS or _OUT_OF_ROLE.search(text):
        return False
    if detect(text, min_words=6) not in (None, exchange.lang):
        return False
    known = "\n".join((exchange.memo, line, *(t.text for t in exchange.turns)))
    told, told_dates = counted_figures(known, articles=True), dates(known)
    said = [f for f in counted_figures(text) if not (f.is_spelled and not f.unit)]
    return all(agrees(f, told) for f in said) and all(any(d.agrees(t) for t in told_dates) for d in dates(text))


class _Quote(Value):
    turn: int
    quote: str


class _Graded(Value):
    level: Level
    reason: str
    quotes: tuple[_Quote, ...]
    best: _Quote
    best_why: str
    next_steps: tuple[str, ...]
    reader_side: str


def debrief_with_model(chat: Chat, exchange: Exchange) -> Debrief:
    """The debrief with D10 by the model: quotes verified in the executive's turns, the rules' ceiling applied.

    Without a quote that holds, or without an answer, it is the rules' own. Raises: EndpointError; BadSetting without a coach model.
    """
    base, rule = debrief(exchange), graded(exchange.turns)
    if rule.level is None:
        return base
    step = prompt(f"{STEPS}/debrief")
    quote = closed(turn={"type": "integer"}, quote=TEXT)
    schema = closed(
        level=LEVEL,
        reason=TEXT,
        quotes=listed(quote, 1, MOST_SPANS),
        best=quote,
        best_why=TEXT,
        next_steps=listed(TEXT, most=2),
        reader_side=TEXT,
    )
    user = step.fill(rule_level=rule.level, ceiling=rule.ceiling, turns=_told(exchange))
    system = prompt(f"{STEPS}/coach_system").fill(language=LANGUAGE[exchange.lang])
    reply = chat.complete(
        ChatRequest(role="coach", prompt_ref=step.ref, messages=(("system", system), ("user", user)), schema=schema, schema_name="debrief")
    )
    told = _Graded.model_validate(reply.data)
    spans = tuple(s for q in told.quotes if (s := _place(q, exchange)) is not None)
    if not spans:
        return base.model_copy(update={"calls": (reply.call,)})
    level: Level = min(told.level, rule.ceiling)
    steps = tuple(NextStep(text=s, code="D10") for s in told.next_steps if s.strip())
    return base.model_copy(
        update={
            "level": level,
            "reason": told.reason,
            "spans": spans,
            "best_moment": _place(told.best, exchange) or base.best_moment,
            "next_steps": steps or base.next_steps,
            "reader_side": told.reader_side.strip() or base.reader_side,
            "disagrees": rule.level if abs(level - rule.level) >= APART else None,
            "calls": (reply.call,),
        }
    )


def _place(given: _Quote, exchange: Exchange) -> TurnSpan | None:
    turn: Turn | None = next((t for t in exchange.answers() if t.n == given.turn), None)
    span = Quotes(turn.text).place(given.quote) if turn else None
    return TurnSpan(turn=given.turn, **span.model_dump()) if span else None


def _told(exchange: Exchange) -> str:
    return "\n".join(f"{t.n}. {t.speaker}: {fenced(t.text)}" for t in exchange.turns)
