"""One request through langchain-openai, and back as a plain value. Knows the vendors' classes; knows no ladder and no retry."""

from __future__ import annotations

import contextvars
import json
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import SecretStr

from app.errors import EndpointDown, EndpointError
from app.llm import vendor_errors
from app.llm.address import checked_url, shown_url
from app.llm.rungs import Messages

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

T = TypeVar("T")

DUMMY_KEY = "not-needed"
"""Sent where only a base URL is set: the client insists on a key, local servers ignore it."""


@dataclass(frozen=True)
class Answer:
    """One answer of an endpoint. `text` is the content, or the arguments of the tool call where one came."""

    text: str
    finish_reason: str | None
    refusal: str | None
    model: str | None
    prompt_tokens: int | None
    completion_tokens: int | None


class Endpoint:
    """A base URL with its key. Its repr and its errors show neither key nor user."""

    def __init__(self, base_url: str | None, api_key: str | None, timeout_s: float) -> None:
        self.base_url = checked_url(base_url)
        self.timeout_s = timeout_s
        self.key = SecretStr(api_key or DUMMY_KEY)
        self._models: dict[str, ChatOpenAI] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Endpoint({shown_url(self.base_url)!r})"

    def where(self, model: str) -> str:
        """What an error names as its place."""
        return f"{shown_url(self.base_url)} ({model})"

    def ask(self, model: str, messages: Messages, body: Mapping[str, Any]) -> Answer:
        """The whole answer to one request, sent once.

        Raises: EndpointDown, EndpointRefused, EndpointGarbled.
        """
        try:
            message = _untraced(lambda: self._model(model).invoke(list(messages), extra_body=dict(body)))
            return _answer(message)
        except vendor_errors.vendor_exceptions() as error:
            raise self._mapped(error, model) from None

    def ask_stream(self, model: str, messages: Messages, body: Mapping[str, Any]) -> Generator[str, None, Answer]:
        """Pieces of text of one request, sent once; the return value is the Answer, its text empty.

        Raises: as `ask`; after the first piece a lost connection is a cut stream, not an endpoint that is down.
        """
        context = contextvars.copy_context()
        chunks = _chunks(self._model(model), messages, body)
        last = Answer("", None, None, None, None, None)
        has_begun = False
        try:
            while (chunk := context.run(next, chunks, None)) is not None:
                last = _merged(last, chunk)
                if chunk.text:
                    has_begun = True
                    yield chunk.text
        except vendor_errors.vendor_exceptions() as error:
            ours = self._mapped(error, model)
            if has_begun and isinstance(ours, EndpointDown) and ours.key != vendor_errors.TIMEOUT.key:
                raise vendor_errors.made(vendor_errors.CUT, where=self.where(model)) from None
            raise ours from None
        finally:
            context.run(chunks.close)
        if last.finish_reason is None:
            raise vendor_errors.made(vendor_errors.CUT, where=self.where(model))
        return last

    def _mapped(self, error: Exception, model: str) -> EndpointError:
        # `from None` where this is raised: a vendor's exception may quote the key or the prompt in its own text.
        return vendor_errors.mapped(error, where=self.where(model), secrets=(self.key.get_secret_value(),))

    def _model(self, model: str) -> ChatOpenAI:
        with self._lock:
            if model not in self._models:
                self._models[model] = _chat_class()(
                    model=model,
                    base_url=self.base_url,
                    api_key=self.key,
                    timeout=self.timeout_s,
                    max_retries=0,
                    use_responses_api=False,
                    output_version="v0",
                    cache=False,
                )
            return self._models[model]


_IMPORTING = threading.Lock()


def import_vendors() -> None:
    """Imports the vendors' packages, once at a time: two threads that import them at once see half-made modules of each other."""
    with _IMPORTING:
        import langchain_openai
        import langsmith.run_helpers

        vendor_errors.vendor_exceptions()
        assert langchain_openai
        assert langsmith.run_helpers


@cache
def _chat_class() -> type[ChatOpenAI]:
    """ChatOpenAI that keeps the refusal of a stream, which the library drops; made at first use, since the import is slow."""
    from langchain_core.outputs import ChatGenerationChunk
    from langchain_openai import ChatOpenAI

    class PuenteChatOpenAI(ChatOpenAI):
        def _convert_chunk_to_generation_chunk(
            self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
        ) -> ChatGenerationChunk | None:
            made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
            choices = chunk.get("choices") or [{}]
            refusal = (choices[0].get("delta") or {}).get("refusal")
            if made is not None and refusal:
                made.message.additional_kwargs["refusal"] = refusal
            return made

    return PuenteChatOpenAI


def _untraced(call: Callable[[], T]) -> T:
    """The call with LangSmith's tracing off, whatever the environment says: prompts hold client data."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        return call()


@dataclass(frozen=True)
class _Chunk:
    text: str
    message: Any


def _chunks(model: ChatOpenAI, messages: Messages, body: Mapping[str, Any]) -> Generator[_Chunk, None, None]:
    # Run by its caller in a context of its own, so that switching tracing off does not leak between two pieces.
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        stream: Iterator[Any] = model.stream(list(messages), extra_body=dict(body))
        for message in stream:
            yield _Chunk(_text_of(message.content), message)


def _merged(last: Answer, chunk: _Chunk) -> Answer:
    usage = chunk.message.usage_metadata or {}
    meta = chunk.message.response_metadata
    refused = chunk.message.additional_kwargs.get("refusal")
    return Answer(
        text="",
        finish_reason=meta.get("finish_reason") or last.finish_reason,
        refusal=(last.refusal or "") + refused if refused else last.refusal,
        model=meta.get("model_name") or last.model,
        prompt_tokens=usage.get("input_tokens", last.prompt_tokens),
        completion_tokens=usage.get("output_tokens", last.completion_tokens),
    )


def _answer(message: Any) -> Answer:
    usage = message.usage_metadata or {}
    meta = message.response_metadata
    return Answer(
        text=_arguments(message) or _text_of(message.content),
        finish_reason=meta.get("finish_reason"),
        refusal=message.additional_kwargs.get("refusal") or None,
        model=meta.get("model_name"),
        prompt_tokens=usage.get("input_tokens"),
        completion_tokens=usage.get("output_tokens"),
    )


def _arguments(message: Any) -> str:
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    if message.invalid_tool_calls:
        return str(message.invalid_tool_calls[0].get("args") or "")
    return ""


def _text_of(content: Any) -> str:
    """The text of a content that is a string or, at some endpoints, a list of parts."""
    if isinstance(content, str):
        return content
    return "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in content or ())
