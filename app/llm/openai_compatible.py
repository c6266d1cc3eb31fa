"""`Chat` over any OpenAI-compatible endpoint: the ladder of structured output, one repair, and the ModelCall of each request.

Knows rungs, outcomes and prices; leaves the wire to `transport` and trying again to `retries`. Knows no prompt.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.document import ModelCall
from app.errors import BadSetting, EndpointError, EndpointGarbled, EndpointRefused
from app.llm import vendor_errors
from app.llm.answers import Judged, judge
from app.llm.capabilities import RUNGS, Capabilities, Capability, Rung
from app.llm.ports import Chat, ChatReply, ChatRequest, Outcome
from app.llm.providers import provider_for
from app.llm.purse import Hold
from app.llm.retries import Retries
from app.llm.roles import Roles
from app.llm.rungs import Messages, body_of, faults_schema, in_words, lacks_rung, messages_for, repair_messages, without_parameter
from app.llm.tally import Tally
from app.llm.transport import Answer, Endpoint, import_vendors

STREAM_USAGE = {"stream_options": {"include_usage": True}}
CHANCES_WHEN_PROVEN = 2
"""Rungs tried for one request once a rung is known to work: a task too hard for a model must not cost the whole ladder."""

TRUNCATED_BY = frozenset({"length", "max_tokens", "model_length"})
FILTERED_BY = frozenset({"content_filter", "safety"})
"""Finish reasons: OpenAI's word first, then what compatible servers say in its place."""


def openai_chat(
    *,
    base_url: str | None,
    api_key: str | None,
    models: Roles,
    data_dir: Path,
    timeout_s: float = 60,
    sleep: Callable[[float], None] = time.sleep,
) -> Chat:
    """A Chat for the configured endpoint; asks nothing until it is used.

    Raises: BadSetting `endpoint.unconfigured` with neither key nor base URL, `endpoint.base_url` for an unusable one.
    """
    if not base_url and not api_key:
        raise BadSetting("endpoint.unconfigured", where="OPENAI_API_KEY")
    return OpenAIChat(Endpoint(base_url, api_key, timeout_s), models, Capabilities(data_dir), Retries(sleep))


class OpenAIChat:
    """See `openai_chat`."""

    def __init__(self, endpoint: Endpoint, models: Roles, capabilities: Capabilities, retries: Retries) -> None:
        self._endpoint = endpoint
        self._models = models
        self._capabilities = capabilities
        self._retries = retries
        self._provider = provider_for(endpoint.base_url)

    def __repr__(self) -> str:
        return f"OpenAIChat({self._endpoint!r})"

    def complete(self, request: ChatRequest) -> ChatReply:
        """See `Chat.complete`."""
        tally = Tally(request, self._models.needed(request.role), self._provider)
        import_vendors()
        try:
            if request.schema is None:
                answer = self._ask(request, request.messages, None, tally)
                return ChatReply(text=answer.text, data=None, call=tally.call("ok"))
            text, data, outcome = self._climb_down(request, tally)
            return ChatReply(text=text, data=data, call=tally.call(outcome))
        except EndpointError as error:
            raise tally.stamped(error) from None

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """See `Chat.stream`."""
        if request.schema is not None:
            raise ValueError("a stream gives text; ask `complete` for an object")
        tally = Tally(request, self._models.needed(request.role), self._provider)
        import_vendors()
        held: Hold | None = None
        try:
            held = self._hold(request, request.messages, tally)
            first, rest = self._begin_stream(request, tally)
            if first is not None:
                yield first
            answer = yield from rest
            tally.add(answer)
            self._settle(request, held, answer, tally)
            held = None
            self._insist(answer, tally.model, has_text=first is not None)
        except EndpointError as error:
            raise tally.stamped(error) from None
        finally:
            if held is not None:
                self._settle(request, held, None, tally)
        return tally.call("ok")

    def _climb_down(self, request: ChatRequest, tally: Tally) -> tuple[str, Any, Outcome]:
        """Text, data and outcome from the first rung that gives usable data; what was learned is remembered."""
        known = self._known(tally.model)
        rungs = RUNGS[RUNGS.index(known.rung) :]
        chances = CHANCES_WHEN_PROVEN if known.is_proven else len(RUNGS)
        has_repaired = False
        refused: EndpointError | None = None
        is_schema_at_fault = False
        fault = Judged(key="model.not_json")
        for rung in rungs:
            asked = messages_for(request, rung)
            try:
                answer = self._ask(request, asked, rung, tally)
            except EndpointRefused as error:
                if not lacks_rung(error, rung):
                    raise
                refused = error
                is_schema_at_fault = is_schema_at_fault or faults_schema(error)
                continue
            judged = judge(answer.text, request.schema or {})
            if judged.key is not None and not has_repaired:
                has_repaired = True
                asked = repair_messages(asked, answer.text, judged.fault, request, rung)
                answer = self._ask(request, asked, rung, tally)
                judged = judge(answer.text, request.schema or {})
            if judged.key is None:
                if not is_schema_at_fault:
                    self._learn(tally.model, rung=rung, is_proven=True)
                return answer.text, judged.data, "repaired" if has_repaired or judged.was_mended else "ok"
            fault, chances, refused = judged, chances - 1, None
            if not chances:
                break
        if refused is not None:
            raise refused
        raise EndpointGarbled(fault.key or "", where=self._endpoint.where(tally.model), outcome="garbled", detail=fault.fault)

    def _ask(self, request: ChatRequest, messages: Messages, rung: Rung | None, tally: Tally) -> Answer:
        """One usable answer; a parameter that the endpoint declines is left out or renamed, once each, and remembered."""
        held = self._hold(request, messages, tally)
        if held is not None:
            request = replace(request, max_output_tokens=held.output_tokens)
        try:
            answer, before, known = self._asked(request, messages, rung, tally)
        except BaseException:
            self._settle(request, held, None, tally)
            raise
        self._settle(request, held, answer, tally)
        if known != before:
            self._learn(tally.model, output_limit=known.output_limit, without=known.without)
        tally.add(answer)
        self._insist(answer, tally.model, has_text=bool(answer.text.strip()), may_be_empty=request.schema is not None)
        return answer

    def _asked(self, request: ChatRequest, messages: Messages, rung: Rung | None, tally: Tally) -> tuple[Answer, Capability, Capability]:
        """The answer, and what was known of the endpoint before and after."""
        known = before = self._known(tally.model)
        while True:
            body = body_of(request, known, rung)
            try:
                return self._retries.run(partial(self._endpoint.ask, tally.model, messages, body)), before, known
            except EndpointRefused as error:
                known = self._adjusted(error, known, before, tuple(body))

    def _hold(self, request: ChatRequest, messages: Messages, tally: Tally) -> Hold | None:
        if request.purse is None:
            return None
        schema = [] if request.schema is None else [in_words(request.schema)]
        texts = [*(text for _, text in messages), *schema]
        return request.purse.hold(texts, request.max_output_tokens, tally.model, self._provider)

    def _settle(self, request: ChatRequest, held: Hold | None, answer: Answer | None, tally: Tally) -> None:
        if request.purse is None or held is None:
            return
        if answer is None:
            request.purse.release(held)
        else:
            request.purse.settle(held, answer.prompt_tokens, answer.completion_tokens, tally.model, self._provider)

    def _begin_stream(self, request: ChatRequest, tally: Tally) -> tuple[str | None, Generator[str, None, Answer]]:
        """The first piece (None when there is none) and the rest; only up to here is a stream tried again."""
        known = before = self._known(tally.model)
        while True:
            body = {k: v for k, v in {**body_of(request, known, None), **STREAM_USAGE}.items() if k not in known.without}

            def begin(sent: dict[str, Any] = body) -> tuple[str | None, Generator[str, None, Answer]]:
                pieces = self._endpoint.ask_stream(tally.model, request.messages, sent)
                try:
                    return next(pieces), pieces
                except StopIteration as end:
                    return None, _ended(end.value)

            try:
                begun = self._retries.run(begin)
                break
            except EndpointRefused as error:
                known = self._adjusted(error, known, before, tuple(body))
        if known != before:
            self._learn(tally.model, output_limit=known.output_limit, without=known.without)
        return begun

    def _adjusted(self, error: EndpointRefused, known: Capability, before: Capability, sent: tuple[str, ...]) -> Capability:
        """What to send next after a refusal; raises the refusal when it is of something else or was adjusted already."""
        changed = without_parameter(error, known, sent)
        if changed is None or (known.output_limit != before.output_limit and changed.output_limit != known.output_limit):
            raise error
        return changed

    def _insist(self, answer: Answer, model: str, *, has_text: bool, may_be_empty: bool = False) -> None:
        """Raises for a refusal, a filter, a cut at the length limit, a finish reason that never came, and an empty text."""
        where = self._endpoint.where(model)
        if answer.refusal:
            raise vendor_errors.made(vendor_errors.REFUSAL, where=where, detail=vendor_errors.scrubbed(answer.refusal))
        reason = (answer.finish_reason or "").lower()
        if reason in FILTERED_BY:
            raise vendor_errors.made(vendor_errors.FILTERED, where=where)
        if reason in TRUNCATED_BY:
            raise vendor_errors.made(vendor_errors.TRUNCATED, where=where)
        if not has_text and not may_be_empty:
            raise EndpointGarbled("model.empty", where=where, outcome="garbled")

    def _known(self, model: str) -> Capability:
        found = self._capabilities.of(self._endpoint.base_url, model)
        return found or Capability(output_limit=self._provider.output_limit)

    def _learn(self, model: str, **found: object) -> None:
        self._capabilities.remember(self._endpoint.base_url, model, self._known(model).model_copy(update=found))


def _ended(answer: Answer) -> Generator[str, None, Answer]:
    yield from ()
    return answer
