"""A memo case, or a pair of memos, through the app's coach. Knows no score."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from app.chains.coach_memo import coach, memo_of
from app.chains.coach_with_model import coach_or_rules
from app.domain.coaching import Coaching
from app.domain.lang import Lang
from app.llm.ports import Chat
from evals.outputs import Output
from evals.values import Case


def coached(text: str, lang: Lang, given: Mapping[str, Any], chat: Chat | None) -> Coaching:
    """The coaching of a text, by rules or through a chat. Raises: as the app does."""
    base = coach(memo_of(text, lang, kind=given.get("kind"), audience=given.get("audience")))
    return base if chat is None else coach_or_rules(chat, base, rewrite_lang=lang, writer="model")


def memo_output(case: Case, chat: Chat | None) -> Output:
    """One coaching, or for a pair both; `words` are what the coach says."""
    began = time.perf_counter()
    texts = {"a": case.input["a"], "b": case.input["b"]} if case.task == "pair" else {"memo": case.input["text"]}
    made = {name: coached(text, case.lang, case.input, chat) for name, text in texts.items()}
    calls = [c for found in made.values() for c in found.calls]
    tokens = [(c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in calls]
    costs = [float(c.cost_usd) for c in calls if c.cost_usd is not None]
    shown = {name: {k: v for k, v in found.model_dump(mode="json").items() if k != "calls"} for name, found in made.items()}
    return Output(
        data=shown,
        words="\n".join(said(found) for found in made.values()),
        tokens=sum(tokens) if tokens else None,
        cost_usd=sum(costs) if costs else None,
        latency_ms=round((time.perf_counter() - began) * 1000),
    )


def said(found: Coaching) -> str:
    """What a reader sees of a coaching, one thing a line."""
    levels = " ".join(f"{x.code}={'–' if x.level is None else x.level}" for x in found.levels)
    lines = [f"overall {found.overall} | {levels}", *(f"{m.category}: {m.text}" for m in found.markers)]
    lines += [*(n.message for n in found.notices), *(b.message for b in found.blockers), *(q.text for q in found.questions)]
    return "\n".join([*lines, found.rewrite.text if found.rewrite else "(no rewrite)"])
