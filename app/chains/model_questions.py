"""A model's questions and reader's advice held to the memo: quotes verified, no figure beyond it; the bank fills what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.catalog.language import detect
from app.chains.model_quotes import Quotes
from app.chains.question_memo import MOST_BY_ONE, NO_SPAN, QUESTIONS
from app.domain.coaching import Coaching, Persona, Question, ReaderAdvice
from app.domain.counted import counted_figures
from app.domain.date_reading import dates
from app.domain.figures import agrees

MOST_WORDS = 45
FEWEST_ADVICE = 2


def merged_questions(base: Coaching, data: Mapping[str, Any], quotes: Quotes) -> tuple[tuple[Question, ...], int]:
    """As many questions as the bank found, the model's first, and how many of them are the model's."""
    kept: list[Question] = []
    asked: Counter[Persona] = Counter()
    for given in data["questions"]:
        text, quote, persona = " ".join(given["text"].split()), given["quote"].strip(), given["persona"]
        span = quotes.place(quote)
        if not _is_sound(text, base) or (quote and span is None) or asked[persona] >= MOST_BY_ONE:
            continue
        origin = f"{given['code']} | {span.text if span else NO_SPAN}"
        if any(k.from_ == origin for k in kept):
            continue
        asked[persona] += 1
        kept.append(Question(text=text, persona=persona, from_=origin))
    mine = len(kept[:QUESTIONS])
    known = {k.from_ for k in kept}
    for question in base.questions:
        if len(kept) < QUESTIONS and question.from_ not in known and asked[question.persona] < MOST_BY_ONE:
            asked[question.persona] += 1
            kept.append(question)
    for question in base.questions:
        if len(kept) < QUESTIONS and question not in kept:
            kept.append(question)
    return tuple(kept[:QUESTIONS]), mine


def merged_reader_side(base: Coaching, data: Mapping[str, Any], quotes: Quotes) -> tuple[ReaderAdvice, ...]:
    """The model's advice whose quotes hold; the rules' own when fewer than two are left, or nothing to acknowledge and nothing to avoid."""
    kept = []
    for given in data["advice"]:
        span = quotes.place(given["quote"])
        if (given["quote"].strip() and span is None) or not _is_sound(given["text"], base, is_question=False):
            continue
        kept.append(ReaderAdvice(do=given["do"], text=" ".join(given["text"].split()), span=span))
    has_all = {"acknowledge", "avoid"} <= {k.do for k in kept}
    return tuple(kept) if len(kept) >= FEWEST_ADVICE and has_all else base.reader_side or tuple(kept)


def _is_sound(text: str, base: Coaching, *, is_question: bool = True) -> bool:
    """True for words of the memo's language, without a figure or date that the memo does not hold."""
    told, told_dates = counted_figures(base.text, articles=True), dates(base.text)
    if not text.strip() or (is_question and ("?" not in text or len(text.split()) > MOST_WORDS)):
        return False
    if detect(text, min_words=6) not in (None, base.lang):
        return False
    large = [f for f in counted_figures(text) if not (f.is_spelled and not f.unit)]
    return all(agrees(f, told) for f in large) and all(any(d.agrees(t) for t in told_dates) for d in dates(text))
