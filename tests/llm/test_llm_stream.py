"""Streams: pieces as they come, a ModelCall at the end, and an error for every end that is not one."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.document import ModelCall
from app.errors import EndpointDown, EndpointError, EndpointGarbled, EndpointRefused
from app.llm.ports import failed_call
from app.llm.transport import Endpoint
from tests.llm.builders import chat, request
from tests.standin import StandIn


def read(stream: Generator[str, None, ModelCall]) -> tuple[list[str], ModelCall]:
    pieces = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as end:
            return pieces, end.value


def test_a_stream_gives_pieces_and_then_its_call_with_usage(server: StandIn, tmp_path: Path) -> None:
    pieces, call = read(chat(server, tmp_path).stream(request(None)))
    assert len(pieces) > 5
    assert "".join(pieces).startswith("A trial period may last at most 30 days, or 180 days for directors.")
    assert call.outcome == "ok"
    assert call.model == "puente-standin"
    assert call.prompt_tokens
    assert call.completion_tokens
    assert server.requests()[0]["body"]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("fault", ["cut_stream", "cut_stream=hard"])
def test_a_cut_stream_raises_after_the_pieces_that_came(server: StandIn, tmp_path: Path, fault: str) -> None:
    server.next_faults(fault)
    stream = chat(server, tmp_path).stream(request(None))
    pieces: list[str] = [next(stream)]
    with pytest.raises(EndpointGarbled) as raised:
        pieces.extend(stream)
    assert raised.value.key == "endpoint.cut_stream"
    call = failed_call(raised.value)
    assert call is not None
    assert call.outcome == "garbled"
    assert len(server.requests()) == 1


@pytest.mark.parametrize(
    ("fault", "expected", "key"),
    [
        ("refusal", EndpointRefused, "model.refusal"),
        ("content_filter", EndpointRefused, "model.filtered"),
        ("truncated", EndpointGarbled, "model.truncated"),
        ("empty", EndpointGarbled, "model.empty"),
        ("html_200", EndpointGarbled, "endpoint.garbled"),
        ("401", EndpointRefused, "endpoint.credentials"),
        ("500", EndpointDown, "endpoint.server_error"),
    ],
)
def test_every_bad_end_of_a_stream_is_told_apart(
    server: StandIn, tmp_path: Path, fault: str, expected: type[EndpointError], key: str
) -> None:
    server.always(fault)
    with pytest.raises(expected) as raised:
        read(chat(server, tmp_path).stream(request(None)))
    assert raised.value.key == key


def test_a_stream_is_tried_again_only_before_its_first_piece(server: StandIn, tmp_path: Path) -> None:
    pauses: list[float] = []
    server.next_faults("500", "429=3", "ok")
    pieces, _ = read(chat(server, tmp_path, sleep=pauses.append).stream(request(None)))
    assert pieces
    assert len(pauses) == 2
    assert pauses[1] == 3


def test_an_endpoint_without_stream_options_is_asked_without(server: StandIn, tmp_path: Path) -> None:
    server.always("reject_parameter=stream_options")
    pieces, call = read(chat(server, tmp_path).stream(request(None)))
    assert pieces
    assert call.prompt_tokens is None


def test_a_stream_of_an_object_is_a_mistake_of_the_caller(server: StandIn, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="complete"):
        next(chat(server, tmp_path).stream(request()))


def test_a_reader_may_leave_a_stream_early(server: StandIn, tmp_path: Path) -> None:
    stream = chat(server, tmp_path).stream(request(None))
    assert next(stream)
    stream.close()


def test_tracing_is_off_inside_a_call_and_untouched_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith.run_helpers import tracing_context
    from langsmith.utils import tracing_is_enabled

    seen: list[bool | str] = []
    done: dict[str, Any] = {"response_metadata": {"finish_reason": "stop"}, "usage_metadata": None, "additional_kwargs": {}}
    message = SimpleNamespace(content="text", tool_calls=[], invalid_tool_calls=[], **done)

    class Spy:
        def invoke(self, *_: Any, **__: Any) -> Any:
            seen.append(tracing_is_enabled())
            return message

        def stream(self, *_: Any, **__: Any) -> Any:
            seen.append(tracing_is_enabled())
            yield message
            yield message

    monkeypatch.setattr(Endpoint, "_model", lambda *_: Spy())
    client = chat("http://127.0.0.1:9/v1", tmp_path)
    with tracing_context(enabled=True):
        client.complete(request(None))
        stream = client.stream(request(None))
        next(stream)
        assert tracing_is_enabled() is True
        stream.close()
        assert tracing_is_enabled() is True
    assert seen == [False, False]
