"""Reads an answer under questions: does its first sentence answer, is an unknown admitted with owner and date, is the objection conceded.

Reassurance, activity, deflection, hope, courtesy and a promise to come back answer only with a figure or a time of their own.
A figure, date or name counts when the memo does not hold it already: repeating the memo restarts the story. It cannot tell a number about
something else from an answer.
"""

from __future__ import annotations

import re

from app.catalog.roleplay import roleplay_words
from app.domain.counted import counted_figures
from app.domain.date_reading import MONTHS, dates
from app.domain.figures import agrees
from app.domain.letters import flat
from app.domain.roleplay import AnswerReading, Exchange
from app.domain.sentences import split
from app.domain.stems import STOP_WORDS

_NAME = re.compile(r"(?<=[\w,;] )[^\W\d_]{3,}")
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo", re.IGNORECASE)
_WHEN = re.compile(
    r"(?<!since )(?<!desde )(?<!desde el )\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|today|noon"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    r"|domingo|mañana|hoy|mediod[ií]a|esta noche|ese mismo d[ií]a|same day)\b|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
_EVERYWHERE = frozenset({"mexico", "mexican", "mexicana", "mexicano", "america", "americas", "norteamerica", "corporate", "headquarters"})
"""Names that point at nobody and nothing."""


def read_answer(answer: str, exchange: Exchange) -> AnswerReading:
    """The reading of an answer to the latest question."""
    words, lang = roleplay_words(), exchange.lang
    start, end = _first_sentence(answer)
    first, rest = answer[start:end], answer[end:]
    unknown = words.finds("unknown", lang, answer) is not None
    is_dated = bool(dates(answer) or _WHEN.search(answer))
    return AnswerReading(
        answers_first=_answers(first, exchange),
        answers_later=bool(rest.strip()) and any(_answers(answer[a:b], exchange) for a, b in split(rest_of(answer, end))),
        unknown=unknown,
        dated_owner=is_dated and words.finds("owner", lang, answer) is not None,
        concedes=words.finds("concede", lang, answer) is not None,
        owns=words.finds("owns", lang, answer) is not None,
        start=start,
        end=end,
    )


def rest_of(answer: str, start: int) -> str:
    """The answer with everything before a place blanked, so that places stay."""
    return " " * start + answer[start:]


def _first_sentence(answer: str) -> tuple[int, int]:
    """The first sentence; a short "Yes." or "Sí." before it is one by itself."""
    left = len(answer) - len(answer.lstrip())
    short = re.match(r"[^.!?\n]{1,24}[.!?](?=\s)", answer[left:])
    if short:
        return left, left + short.end()
    found = split(answer)
    return found[0] if found else (left, len(answer.rstrip()))


def _answers(sentence: str, exchange: Exchange) -> bool:
    words, lang = roleplay_words(), exchange.lang
    if sentence.rstrip().endswith("?") or "?" in sentence:
        return False
    if any(words.finds(name, lang, sentence) for name in ("unknown", "asks_for", "owns", "turn_down", "concede")):
        return True
    is_evasive = words.finds("evades", lang, sentence) is not None
    if not is_evasive and (words.finds("yes_no", lang, sentence) or words.finds("plain", lang, sentence)):
        return True
    if not is_evasive and words.finds("cause", lang, sentence) and exchange.last_move != "close":
        return True
    told = counted_figures(exchange.memo, articles=True)
    if any(not agrees(f, told) for f in counted_figures(sentence)):
        return True
    if any(not any(d.agrees(m) for m in dates(exchange.memo)) for d in dates(sentence)):
        return True
    if _WHEN.search(sentence):
        return True
    if is_evasive:
        return False
    known = flat(exchange.memo)
    names = (
        n
        for n in _NAME.findall(sentence)
        if n[0].isupper() and flat(n) not in _EVERYWHERE and flat(n) not in STOP_WORDS and flat(n) not in MONTHS and not _DAY.fullmatch(n)
    )
    return any(flat(n) not in known for n in names)
