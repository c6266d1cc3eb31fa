"""What other programs can call by name: draft, search, check, coach. Words of errors are in the house's language.

Answers are JSON as text: gradio's client takes any mapping with a key "path" for a file and tries to fetch it, and gaps have a path.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api as declare
from pydantic import BaseModel

from app.catalog.text import error_line
from app.domain.lang import LANGS, Lang
from app.errors import BadSetting, PuenteError
from app.services import checking, drafting, reading
from app.services.coaching import CoachRequest, coach_memo
from app.services.house import House
from app.ui.orders import order
from app.ui.who import asking

T = TypeVar("T")
MOST_HITS = 50


def offer(house: House) -> None:
    """Names the four endpoints; called inside the page's Blocks."""

    def draft(
        request: gr.Request, intake: str, lang: str = "", writer: str = "guided", send_to: str = "", kind: str = "mandate-brief"
    ) -> str:
        """An intake (YAML or JSON text) becomes a document: en, es or both; the intake's own language when empty.

        `writer` is guided or model; model needs `send_to` to name the host that may get the text. Both languages come as {documents: [..]}.
        """
        actor = asking(request)
        asked = _or_refuse(house, lambda: order(house, intake, lang=lang, writer=writer, send_to=send_to, kind=kind))
        return _one_or_both(_or_refuse(house, lambda: drafting.draft(house, actor, asked)))

    def check(request: gr.Request, document: str) -> str:
        """A document's JSON text, or {documents: [..]}, with what every check finds now; stored findings are ignored."""
        actor = asking(request)
        return _one_or_both(_or_refuse(house, lambda: checking.check_documents(house, actor, document.encode(), name="document.json")))

    def search(request: gr.Request, query: str, lang: str = "", k: int = 8) -> str:
        """Sentences of the library that answer a query, in en or es; the query's own language when empty. At most 50."""
        actor, wanted = asking(request), _or_refuse(house, lambda: _lang(lang))
        answer = _or_refuse(house, lambda: reading.search(house, actor, query, lang=wanted, k=max(1, min(int(k), MOST_HITS)))).answer
        hits = [{"sentence_id": h.sentence.id, "score": round(h.score, 6), **_plain(h.sentence)} for h in answer.hits]
        return _text({"query": answer.query, "lang": answer.lang, "embedder": answer.embedder, "abstained": answer.abstained, "hits": hits})

    def coach(request: gr.Request, memo: str, lang: str = "") -> str:
        """A memo's text is coached by rules: nothing is sent anywhere, and nothing is kept. The memo's own language when empty."""
        actor, wanted = asking(request), _or_refuse(house, lambda: _lang(lang))
        asked = CoachRequest(data=memo.encode("utf-8", errors="replace"), name="memo", lang=wanted, writer="guided")
        return _or_refuse(house, lambda: coach_memo(house, actor, asked)).model_dump_json()

    for name, function in (("draft", draft), ("search", search), ("check", check), ("coach", coach)):
        declare(function, api_name=name, api_description=function.__doc__)


def _lang(lang: str) -> Lang | None:
    if lang in LANGS:
        return lang
    if lang:
        raise BadSetting("setting.lang", where="lang", value=lang, known=", ".join(LANGS))
    return None


def _or_refuse(house: House, work: Callable[[], T]) -> T:
    try:
        return work()
    except PuenteError as failure:
        raise gr.Error(error_line(house.lang, failure), print_exception=False) from failure


def _one_or_both(documents: tuple[BaseModel, ...]) -> str:
    plain = [d.model_dump(mode="json", exclude_none=True) for d in documents]
    return _text(plain[0] if len(plain) == 1 else {"documents": plain})


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_none=True, exclude={"id", "heading"})
