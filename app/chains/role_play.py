"""The role-play without a model: opens with the most dangerous gap, follows an evasion up once, raises the objection, closes, debriefs.

Everything is a pure step of `Exchange`; with a model the same moves are worded by `worded_turn`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.questions import personas
from app.catalog.roleplay import roleplay_words
from app.chains.answer_reading import read_answer
from app.chains.question_memo import gaps
from app.domain.coaching import DimensionLevel, Marker, NextStep, Persona
from app.domain.debriefs import AnswerGrade, Debrief, TurnSpan
from app.domain.memos import Memo, MemoReading
from app.domain.roleplay import MOST_GAPS, Exchange, Graded, Move, OpenGap, Turn, graded, next_move
from app.errors import BadInput

LONGEST_ANSWER = 20_000
BEST_STEPS = 2


def begin(memo: Memo, reading: MemoReading, markers: Sequence[Marker], levels: Sequence[DimensionLevel], persona: Persona) -> Exchange:
    """A new exchange in which the persona has asked its first question: the most dangerous gap, its own before another's of like rank."""
    found = list(gaps(memo, reading, markers, levels))
    mine = [g for g in found if persona in g.asks]
    chosen = sorted([*found[:1], *[g for g in (*mine, *found) if g is not found[0]][: MOST_GAPS - 1]], key=found.index) if found else []
    unique = {g.id: g for g in chosen}
    open_gaps = tuple(OpenGap(code=g.code, text=g.text, short=g.short, from_=g.origin) for g in unique.values())
    exchange = Exchange(lang=memo.lang, persona=persona, memo=memo.text, gaps=open_gaps)
    return exchange.said(line_for(exchange, "open"), "open")


def answered(exchange: Exchange, answer: str) -> tuple[Exchange, Move | None]:
    """The exchange with an answer read, set on what comes next, and the persona's move; None when that was the last answer.

    Raises: BadInput `roleplay.over` after the end, `roleplay.empty_answer` for an answer without a word.
    """
    if exchange.is_over or not exchange.turns or exchange.turns[-1].speaker != "persona":
        raise BadInput("roleplay.over")
    if not any(c.isalnum() for c in answer):
        raise BadInput("roleplay.empty_answer")
    if len(answer) > LONGEST_ANSWER:
        raise BadInput("input.text_too_long", name="answer", limit=LONGEST_ANSWER)
    return next_move(exchange.heard(answer, read_answer(answer, exchange)))


def step(exchange: Exchange, answer: str) -> Exchange:
    """The exchange after an answer and the persona's next turn from the bank; over after the answer to the closing question.

    Raises: as `answered`.
    """
    following, move = answered(exchange, answer)
    return following if move is None else following.said(line_for(following, move), move)


def line_for(exchange: Exchange, move: Move) -> str:
    """What the persona says for a move, from the bank. Memo and answers enter as quoted words only."""
    card, words, lang = personas()[exchange.persona], roleplay_words(), exchange.lang
    gap = exchange.gap
    question = gap.text if gap else card.line("close", lang)
    if move == "open":
        return words.opening.in_lang(lang).replace("{name}", card.name.in_lang(lang)).replace("{question}", question)
    if move == "follow_up":
        parts = {
            "acknowledge": card.line("acknowledge", lang),
            "short": gap.short if gap else question,
            "cheaper": card.line("cheaper", lang),
        }
        line = words.again.in_lang(lang)
        for name, text in parts.items():
            line = line.replace(f"{{{name}}}", text)
        return line
    if move == "press":
        return f"{card.line('press', lang)} {question}"
    return card.line(move, lang)


def debrief(exchange: Exchange) -> Debrief:
    """What is said when the exchange is over, or was left early: D10 by rule, quotes, at most two next steps."""
    rule, words, lang = graded(exchange.turns), roleplay_words().debrief, exchange.lang
    answers = exchange.answers()
    why = words.why[rule.why].in_lang(lang)
    frame = words.reason.in_lang(lang).replace("{answered}", str(rule.answered)).replace("{asked}", str(rule.asked))
    return Debrief(
        level=rule.level,
        reason=why if rule.level is None else frame.replace("{why}", why),
        spans=tuple(_span(t) for t in answers),
        per_answer=tuple(AnswerGrade(turn=t.n, level=t.reading.level, why=_why(t, exchange)) for t in answers if t.reading),
        best_moment=_best(answers),
        next_steps=_steps(rule, answers, exchange) if answers else (),
        reader_side=words.reader.in_lang(lang),
    )


def _span(turn: Turn) -> TurnSpan:
    reading = turn.reading
    start, end = (reading.start, reading.end) if reading else (0, len(turn.text))
    return TurnSpan(turn=turn.n, start=start, end=end, text=turn.text[start:end])


def _why(turn: Turn, exchange: Exchange) -> str:
    words, reading = roleplay_words().answer_words, turn.reading
    if reading is None:
        return ""
    keys = ["evades"] if reading.evades else ["answers" if reading.answers_first else "preamble"]
    if not reading.evades:
        keys += [
            k
            for k, is_so in (
                ("unknown", reading.unknown),
                ("dated", reading.dated_owner),
                ("concedes", reading.concedes),
                ("owns", reading.owns),
            )
            if is_so
        ]
    return "; ".join(words[k].in_lang(exchange.lang) for k in keys)


def _best(answers: Sequence[Turn]) -> TurnSpan | None:
    """The answer with the most in it, the latest of equals; None when every answer evades."""
    scored = [(_worth(t), t.n, t) for t in answers if t.reading and not t.reading.evades]
    return _span(max(scored, key=lambda s: s[:2])[2]) if scored else None


def _worth(turn: Turn) -> int:
    reading = turn.reading
    return 0 if reading is None else reading.level + reading.owns + reading.concedes + reading.dated_owner


def _steps(rule: Graded, answers: Sequence[Turn], exchange: Exchange) -> tuple[NextStep, ...]:
    readings = [t.reading for t in answers if t.reading]
    wanted = []
    if rule.answered < rule.asked:
        wanted.append("answer_first")
    if any(r.unknown and not r.dated_owner for r in readings) or not any(r.dated_owner for r in readings):
        wanted.append("unknown_dated")
    if not any(r.concedes for r in readings):
        wanted.append("concede")
    if not any(r.owns for r in readings):
        wanted.append("own")
    texts = roleplay_words().debrief.steps
    return tuple(NextStep(text=texts[k].in_lang(exchange.lang), code="D10") for k in (*wanted, "keep", "hardest")[:BEST_STEPS])
