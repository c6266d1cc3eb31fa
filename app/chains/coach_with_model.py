"""The model path of the coach: the rules' coaching made better by a model whose every quote, figure and rewrite is verified by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from app.catalog.text import error_line, say
from app.chains.coach_memo import shown_for, stopped_for
from app.chains.coach_requests import (
    NO_MATTER,
    counsel_request,
    grade_request,
    questions_request,
    reader_request,
    rewrite_request,
    sent_back,
)
from app.chains.model_grades import Grades, merged_levels, merged_markers, overall_of
from app.chains.model_questions import merged_questions, merged_reader_side
from app.chains.model_quotes import Quotes
from app.checks.memos.rewrite_holds import rewrite_faults
from app.domain.base import Value
from app.domain.coaching import Coaching, NextStep, Notice, Rewrite
from app.domain.composed import composed
from app.domain.document import ModelCall
from app.domain.lang import Lang
from app.domain.rewrites import RewriteFault, as_rewrite
from app.errors import EndpointError
from app.llm.ports import Chat, ChatReply, failed_call

SHOWN_REASONS = 12
TOLD_REASONS = 3
LONGEST_REASON = 120


class Counsel(Value):
    """The answer to the step that comes first: a stop's id or "none", how plain it is, and the words that decide it."""

    matter: str
    how: Literal["possible", "plain"]
    quote: str


def coach_or_rules(chat: Chat, base: Coaching, *, rewrite_lang: Lang, writer: Literal["auto", "model"], charter: str = "") -> Coaching:
    """The model's coaching; with `auto` and an endpoint that fails, the rules' own with a notice and the calls that were made.

    Raises: EndpointError with `model`; BadSetting when the coach has no model.
    """
    try:
        return coach_with_model(chat, base, rewrite_lang=rewrite_lang, charter=charter)
    except EndpointError as failed:
        if writer == "model":
            raise
        notice = Notice(id="model_down", message=say(base.lang, "rewrite.notice.model_down", reason=error_line(base.lang, failed)))
        call = failed_call(failed)
        return base.model_copy(update={"notices": (*base.notices, notice), "calls": (*base.calls, *((call,) if call else ()))})


def coach_with_model(chat: Chat, base: Coaching, *, rewrite_lang: Lang, charter: str = "") -> Coaching:
    """The coaching by the model over `base`, the coaching by rules of the same memo (its rewrite in `rewrite_lang`, or None).

    Levels are the model's where its quotes hold, `disagrees` the rules' where two or more apart; caps and what does not apply are the
    rules' always. A memo stopped by rules, or ungraded, is returned as it is: no model sees it; the model's first step may stop another.
    Raises: EndpointError; BadSetting when the coach has no model.
    """
    if all(level.level is None for level in base.levels):
        return base
    calls: list[ModelCall] = []
    notices: list[Notice] = []
    lang = base.lang

    def ask(request: Any) -> Any:
        reply = chat.complete(request)
        calls.append(reply.call)
        return reply.data

    quotes = Quotes(base.text)
    counsel = Counsel.model_validate(ask(counsel_request(base)))
    place = quotes.place(counsel.quote) if counsel.matter != NO_MATTER else None
    if counsel.matter != NO_MATTER and counsel.how == "plain":
        return stopped_for(base, counsel.matter, place).model_copy(update={"writer": "model", "calls": (*base.calls, *calls)})
    if place and not any(n.id == "show_counsel" for n in base.notices):
        base = base.model_copy(update={"notices": (*shown_for(base, counsel.matter, place), *base.notices)})
    grades = Grades.model_validate(ask(grade_request(base, charter)))
    levels = merged_levels(base, grades, quotes)
    markers, refused = merged_markers(base, grades, quotes)
    far = [level.code for level in levels if level.disagrees is not None]
    if far:
        notices.append(Notice(id="graders_disagree", message=say(lang, "coach_model.disagrees", codes=", ".join(far))))
    if refused:
        notices.append(Notice(id="suggestions_dropped", message=say(lang, "coach_model.marks_dropped", count=refused)))
    rewrite = base.rewrite
    if rewrite is not None:
        rewrite, told = _rewrite(chat, base.model_copy(update={"markers": markers}), rewrite_lang, calls)
        notices.extend(told)
    asked, kept = merged_questions(base, ask(questions_request(base)), quotes)
    if kept < len(asked):
        notices.append(Notice(id="questions_filled", message=say(lang, "coach_model.questions_filled", count=len(asked) - kept)))
    advice = merged_reader_side(base, ask(reader_request(base)), quotes)
    if quotes.dropped:
        notices.append(Notice(id="quotes_dropped", message=say(lang, "rewrite.notice.quotes_dropped", count=quotes.dropped)))
    is_by_model = rewrite is not None and rewrite is not base.rewrite
    stale = {"skeleton", "rewrite_dropped", "rewrite_same"} if is_by_model else set()
    steps = tuple(NextStep(text=" ".join(s.text.split()), code=s.code) for s in grades.next_steps if s.text.strip())[:2]
    return base.model_copy(
        update={
            "writer": "model",
            "levels": levels,
            "overall": overall_of(levels, base.blockers),
            "markers": markers,
            "rewrite": rewrite,
            "questions": asked,
            "reader_side": advice,
            "next_steps": steps or base.next_steps,
            "notices": (*(n for n in base.notices if n.id not in stale), *notices),
            "calls": (*base.calls, *calls),
        }
    )


def _rewrite(chat: Chat, base: Coaching, target: Lang, calls: list[ModelCall]) -> tuple[Rewrite | None, list[Notice]]:
    """The model's rewrite if it holds, sent back once with the reasons; else the rules' with a notice that says why."""
    request = rewrite_request(base, target)
    reply: ChatReply = chat.complete(request)
    calls.append(reply.call)
    made = _made(base.text, target, reply.data)
    faults = rewrite_faults(base.text, base.lang, made)
    if faults:
        reply = chat.complete(sent_back(request, reply.text, [reason(f, target) for f in faults[:SHOWN_REASONS]]))
        calls.append(reply.call)
        made = _made(base.text, target, reply.data)
        faults = rewrite_faults(base.text, base.lang, made)
    if not faults:
        left = ", ".join(f"«{d}»" if base.lang == "es" else f"“{d}”" for d in made.dropped)
        return made, [Notice(id="rewrite_dropped", message=say(base.lang, "rewrite.notice.dropped", words=left))] if left else []
    reasons = "; ".join(dict.fromkeys(reason(f, base.lang) for f in faults[:TOLD_REASONS]))
    return base.rewrite, [Notice(id="rewrite_by_rules", message=say(base.lang, "rewrite.notice.model_failed", reasons=reasons))]


def _made(memo: str, lang: Lang, data: Mapping[str, Any]) -> Rewrite:
    text = composed(str(data["text"])).strip("\r\n") + ("\n" if memo.endswith("\n") else "")
    return as_rewrite(memo, text, lang, tuple(" ".join(str(d).split()) for d in data["dropped"] if str(d).strip()))


def reason(fault: RewriteFault, lang: Lang) -> str:
    """Why a rewrite was refused, as the end of a sentence that begins "it …"."""
    words = " ".join(fault.words.split())
    short = words if len(words) <= LONGEST_REASON else f"{words[:LONGEST_REASON]}…"
    return say(lang, f"rewrite.fault.{fault.kind}", words=short)
