"""What other programs can call by name, through gradio's client and as MCP tools: draft, coach, check, search, verify.

Answers are JSON as text: gradio's client takes any mapping with a key "path" for a file and tries to fetch it, and gaps have a path.
Words of errors are in the house's language. What is allowed, and by whom, is decided by the door and the services.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from inspect import signature
from threading import BoundedSemaphore
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api as declare
from pydantic import BaseModel

from app.catalog.text import error_line, say
from app.domain.lang import LANGS, Lang
from app.errors import BadInput, BadSetting, PuenteError
from app.services import checking, coaching, drafting, reading, verifying
from app.services.house import House
from app.ui.given import as_text
from app.ui.orders import memo_order, one_of, order, require_agreement
from app.ui.who import asking

T = TypeVar("T")
MOST_HITS = 50
AT_ONCE = 4
"""Calls that work at the same time; the next one waits, so that programs do not push out the people at the page."""


def offer(house: House) -> None:
    """Names the five endpoints; called inside the page's Blocks."""
    turns = BoundedSemaphore(AT_ONCE)

    def _or_refuse(work: Callable[[], T]) -> T:
        try:
            with turns:
                return work()
        except PuenteError as failure:
            raise gr.Error(error_line(house.lang, failure), print_exception=False) from failure

    def draft(
        request: gr.Request, intake: str, lang: str = "", writer: str = "guided", send_to: str = "", kind: str = "mandate-brief"
    ) -> str:
        """An intake (YAML or JSON text) becomes a document: en, es or both; the intake's own language when empty.

        `writer` is guided or model; model needs `send_to` to name the host that may get the text. Both languages come as {documents: [..]}.
        """
        actor = asking(request)
        asked = _or_refuse(lambda: order(house, intake, lang=lang, writer=writer, send_to=send_to, kind=kind))
        return _one_or_both(_or_refuse(lambda: drafting.draft(house, actor, asked)))

    def coach(
        request: gr.Request,
        memo: str,
        lang: str = "auto",
        rewrite_lang: str = "",
        kind: str = "",
        audience: str = "",
        scenario: str = "",
        charter: str = "",
        side: str = "writer",
        writer: str = "guided",
        send_to: str = "",
    ) -> str:
        """The text of a memo to headquarters, coached: levels with their spans, markers, rewrite, questions, next steps. Nothing is kept.

        `kind`, `audience` and `lang` are told by rules when empty; `charter` is a charter's JSON; `side` is writer or reader; `writer`
        is guided or model; model needs `send_to` to name the host that may get the text.
        """
        given = {"kind": kind, "audience": audience, "scenario": scenario, "charter": charter, "side": side, "writer": writer}
        actor = asking(request)
        asked = _or_refuse(lambda: memo_order(house, memo, lang=lang, rewrite_lang=rewrite_lang, send_to=send_to, **given))
        return _text(_or_refuse(lambda: coaching.coach_memo(house, actor, asked)).model_dump(mode="json", exclude_none=True))

    def check(request: gr.Request, document: str) -> str:
        """A document's JSON text, or {documents: [..]}, with what every check finds now; stored findings are ignored."""
        actor, data = asking(request), document.encode("utf-8", errors="replace")
        return _one_or_both(_or_refuse(lambda: checking.check_documents(house, actor, data, name="document.json")))

    def search(request: gr.Request, query: str, lang: str = "", k: int = 8) -> str:
        """Sentences of the library that answer a query, in en or es; the query's own language when empty. At most 50."""
        actor, wanted = asking(request), _or_refuse(lambda: _lang(lang))
        answer = _or_refuse(lambda: reading.search(house, actor, query, lang=wanted, k=max(1, min(int(k), MOST_HITS)))).answer
        hits = [{"sentence_id": h.sentence.id, "score": round(h.score, 6), **_plain(h.sentence)} for h in answer.hits]
        return _text({"query": answer.query, "lang": answer.lang, "embedder": answer.embedder, "abstained": answer.abstained, "hits": hits})

    def verify(request: gr.Request, pairs: str, writer: str = "guided", send_to: str = "") -> str:
        """Does the evidence support each statement? `pairs` is JSON Lines of {id, statement, evidence, lang?, evidence_lang?}.

        Comes back as {results: [{id, verdict, reasons}]} in their order; a verdict is supported, partly or unsupported. `writer` is guided
        (by rules) or model; model needs `send_to` to name the host that may get the text.
        """
        actor = asking(request)
        wanted: Any = _or_refuse(lambda: one_of("writer", writer, ("guided", "model")))
        if wanted == "model":
            _or_refuse(lambda: require_agreement(house, send_to))
        data = pairs.encode("utf-8", errors="replace")
        found = _or_refuse(lambda: verifying.verify_pairs(house, actor, data, name="pairs.jsonl", writer=wanted, lang=house.lang))
        return _text({"results": [result.model_dump(mode="json") for result in found]})

    for function in (draft, coach, check, search, verify):
        # Out of the queue: an MCP call then runs as the one who asked; a queued one would come back as a stranger without a session.
        declare(_held(house, function), api_name=function.__name__, api_description=function.__doc__, queue=False)


def _held(house: House, function: Callable[..., str]) -> Callable[..., str]:
    """The function for callers who may send anything: what is no text, or no number where one belongs, is refused by its name."""
    types = {p.name: int if p.annotation == "int" else str for p in signature(function).parameters.values() if p.name != "request"}

    @wraps(function)
    def held(request: gr.Request, *given: Any, **named: Any) -> str:
        named = {**dict(zip(types, given, strict=False)), **named}
        for name, value in named.items():
            if name in types and (isinstance(value, bool) or not isinstance(_whole(value), types[name])):
                refused = BadInput("calls.type", where=name, type=say(house.lang, f"calls.{types[name].__name__}"))
                raise gr.Error(error_line(house.lang, refused), print_exception=False)
        return function(request, **{name: as_text(value) if types.get(name) is str else value for name, value in named.items()})

    return held


def _whole(value: Any) -> Any:
    """A number as JSON's writers may say it: 8.0 is 8."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lang(lang: str) -> Lang | None:
    if lang in LANGS:
        return lang
    if lang:
        raise BadSetting("setting.lang", where="lang", value=lang, known=", ".join(LANGS))
    return None


def _one_or_both(documents: tuple[BaseModel, ...]) -> str:
    plain = [d.model_dump(mode="json", exclude_none=True) for d in documents]
    return _text(plain[0] if len(plain) == 1 else {"documents": plain})


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_none=True, exclude={"id", "heading"})
