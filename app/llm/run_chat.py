"""A Chat for one run: it keeps to the run's purse and stops asking an endpoint that has gone. Knows no prompt and no step."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import replace

from app.domain.document import ModelCall
from app.errors import EndpointDown, EndpointError, EndpointRefused, OverBudget
from app.llm.ports import Chat, ChatReply, ChatRequest, failed_call
from app.llm.purse import Purse

DOWN_IN_A_ROW = 3
"""Requests that found the endpoint down, each after its own retries, before the run asks no more."""
HOPELESS = frozenset({"endpoint.credentials", "endpoint.forbidden", "endpoint.quota", "endpoint.not_found", "model.unconfigured"})
"""Refusals that every further request would meet as well."""


class RunChat:
    """See the module. Safe to share between the threads of its run."""

    def __init__(self, chat: Chat, purse: Purse) -> None:
        self._chat = chat
        self._purse = purse
        self._lock = threading.Lock()
        self._downs = 0
        self._closed: EndpointError | None = None

    def complete(self, request: ChatRequest) -> ChatReply:
        """See `Chat.complete`; raises OverBudget too, and the error that closed the line without asking again."""
        self._insist_open()
        try:
            reply = self._chat.complete(replace(request, purse=self._purse))
        except EndpointError as error:
            self._heard(error)
            raise _unasked(error) from None
        self._heard(None)
        return reply

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """See `Chat.stream`."""
        self._insist_open()
        try:
            call = yield from self._chat.stream(replace(request, purse=self._purse))
        except EndpointError as error:
            self._heard(error)
            raise
        self._heard(None)
        return call

    def _insist_open(self) -> None:
        with self._lock:
            if self._closed is not None:
                raise _without_call(self._closed)

    def _heard(self, error: EndpointError | None) -> None:
        with self._lock:
            if isinstance(error, EndpointDown):
                self._downs += 1
                if self._downs >= DOWN_IN_A_ROW:
                    self._closed = error
                return
            self._downs = 0
            if isinstance(error, EndpointRefused) and error.key in HOPELESS:
                self._closed = error


def _unasked(error: EndpointError) -> EndpointError:
    """The error without its call when the ceiling kept even the first request from being made."""
    call = failed_call(error) if isinstance(error, OverBudget) else None
    return _without_call(error) if call is not None and call.prompt_tokens is None else error


def _without_call(error: EndpointError) -> EndpointError:
    return type(error)(error.key, where=error.where, **{k: v for k, v in error.params.items() if k != "call"})
