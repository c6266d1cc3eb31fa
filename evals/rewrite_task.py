"""A memo's rewrite through the app's coach, and what the coach says of the rewrite when it is handed in again. Knows no score."""

from __future__ import annotations

import time
from typing import Any

from app.chains.coach_memo import coach, memo_of
from app.chains.coach_with_model import coach_or_rules
from app.checks.memos.rewrite_holds import rewrite_faults
from app.domain.coaching import Coaching
from app.domain.lang import Lang
from app.domain.rewrites import without_slots
from app.llm.ports import Chat
from evals.outputs import Output
from evals.values import Case


def rewrite_output(case: Case, chat: Chat | None) -> Output:
    """The rewrite in the language that the case asks for, its faults, and both texts' levels and markers. Raises: as the app does."""
    began = time.perf_counter()
    text, into = str(case.input["text"]), _into(case)
    base = coach(memo_of(text, case.lang, kind=case.input.get("kind"), audience=case.input.get("audience")), rewrite_lang=into)
    found = base if chat is None else coach_or_rules(chat, base, rewrite_lang=into, writer="model")
    made = found.rewrite
    data: dict[str, Any] = {"before": _told(found), "rewrite": made.model_dump(mode="json") if made else None, "faults": []}
    if made is not None:
        data["faults"] = [f"{f.kind}: {f.words}" for f in rewrite_faults(text, case.lang, made)]
        if into == case.lang:
            data["after"] = _told(coach(memo_of(without_slots(made.text, text), case.lang, kind=found.kind, audience=found.audience)))
    tokens = [(c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in found.calls]
    costs = [float(c.cost_usd) for c in found.calls if c.cost_usd is not None]
    return Output(
        data=data,
        words=made.text if made else "(no rewrite)",
        tokens=sum(tokens) if tokens else None,
        cost_usd=sum(costs) if costs else None,
        latency_ms=round((time.perf_counter() - began) * 1000),
    )


def _into(case: Case) -> Lang:
    into: Lang = case.input.get("into", case.lang)
    return into


def _told(found: Coaching) -> dict[str, Any]:
    return {"overall": found.overall, "markers": [m.text for m in found.markers]}
