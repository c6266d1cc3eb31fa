"""The ladder of structured output: it steps down, remembers where it stood, and leaves out what an endpoint does not take."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from app.errors import EndpointGarbled, EndpointRefused
from app.llm.capabilities import FILE_NAME, Capabilities, Capability, probe_request
from tests.llm.builders import MODEL, asked_by, chat, request
from tests.standin import StandIn


@pytest.mark.parametrize(
    ("faults", "asked", "rung"),
    [
        ("", ["json_schema"], "json_schema"),
        ("reject_json_schema", ["json_schema", "tool"], "tool"),
        ("reject_json_schema+reject_tools", ["json_schema", "tool", "json_object"], "json_object"),
        ("reject_json_schema+reject_tools+reject_json_object", ["json_schema", "tool", "json_object", "words"], "prompt"),
    ],
)
def test_the_ladder_steps_down_once_and_remembers(server: StandIn, tmp_path: Path, faults: str, asked: list[str], rung: str) -> None:
    server.always(faults)
    first = chat(server, tmp_path).complete(request())
    assert first.call.outcome == "ok"
    assert asked_by(server) == asked
    # Another chat, as after a restart, begins where the first one ended.
    again = chat(server, tmp_path).complete(request())
    assert again.data == first.data
    assert asked_by(server) == [*asked, asked[-1]]
    found = Capabilities(tmp_path).of(server.url, MODEL)
    assert found is not None
    assert (found.rung, found.is_proven) == (rung, True)


def test_what_is_remembered_holds_for_one_model_only(server: StandIn, tmp_path: Path) -> None:
    chat(server, tmp_path, model="puente-standin:fault=reject_json_schema").complete(request())
    server.clear()
    chat(server, tmp_path, model="other").complete(request())
    assert asked_by(server) == ["json_schema"]


def test_unusable_answers_step_down_after_one_repair(server: StandIn, tmp_path: Path) -> None:
    server.next_faults("not_json", "not_json", "ok")
    reply = chat(server, tmp_path).complete(request())
    assert asked_by(server) == ["json_schema", "json_schema", "tool"]
    assert reply.call.outcome == "repaired"


def test_a_model_that_never_answers_usably_costs_five_requests_at_first_and_three_later(server: StandIn, tmp_path: Path) -> None:
    server.always("wrong_shape")
    client = chat(server, tmp_path)
    with pytest.raises(EndpointGarbled):
        client.complete(request())
    assert asked_by(server) == ["json_schema", "json_schema", "tool", "json_object", "words"]
    server.clear()
    client.complete(request())
    server.always("wrong_shape")
    with pytest.raises(EndpointGarbled):
        client.complete(request())
    assert asked_by(server) == ["json_schema", "json_schema", "json_schema", "tool"]


def test_a_refusal_is_not_asked_again_on_another_rung(server: StandIn, tmp_path: Path) -> None:
    server.always("refusal")
    with pytest.raises(EndpointRefused):
        chat(server, tmp_path).complete(request())
    assert len(server.requests()) == 1


def test_the_schema_is_said_in_words_where_the_endpoint_takes_none(server: StandIn, tmp_path: Path) -> None:
    server.always("reject_json_schema+reject_tools")
    chat(server, tmp_path).complete(request())
    system = server.requests()[-1]["body"]["messages"][0]
    assert system["role"] == "system"
    assert system["content"].startswith("You draft.")
    assert '"minItems":2' in system["content"]


def test_the_strict_schema_closes_every_object_and_makes_the_optional_nullable(server: StandIn, tmp_path: Path) -> None:
    reply = chat(server, tmp_path).complete(request())
    sent = server.requests()[0]["body"]["response_format"]["json_schema"]
    assert sent["strict"] is True
    assert sent["schema"]["required"] == ["statements", "tags", "remark"]
    assert sent["schema"]["properties"]["remark"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert reply.data["remark"]


def test_an_open_object_is_sent_without_strict(server: StandIn, tmp_path: Path) -> None:
    free = {"type": "object", "properties": {"by_name": {"type": "object", "additionalProperties": {"type": "string"}}}}
    chat(server, tmp_path).complete(request(free))
    assert server.requests()[0]["body"]["response_format"]["json_schema"]["strict"] is False


@pytest.mark.parametrize(("declined", "instead"), [("max_tokens", "max_completion_tokens"), ("temperature", None)])
def test_a_declined_parameter_is_left_out_or_renamed_and_remembered(
    server: StandIn, tmp_path: Path, declined: str, instead: str | None
) -> None:
    server.always(f"reject_parameter={declined}")
    chat(server, tmp_path).complete(request())
    chat(server, tmp_path).complete(request())
    first, second, third = (seen["body"] for seen in server.requests())
    assert declined in first
    assert declined not in second
    assert declined not in third
    assert instead is None or second[instead] == first[declined]
    assert asked_by(server) == ["json_schema"] * 3


def test_the_doctors_probe_finds_the_rung(server: StandIn, tmp_path: Path) -> None:
    server.always("reject_json_schema")
    reply = chat(server, tmp_path).complete(probe_request("drafter"))
    assert reply.data == {"ready": True}
    assert Capabilities(tmp_path).of(server.url, MODEL) == Capability(rung="tool", is_proven=True)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"endpoints": {"x": {"rung": "ladder"}}}', '{"endpoints": 3}'])
def test_a_broken_memory_costs_a_probe_and_nothing_else(server: StandIn, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    assert chat(server, tmp_path).complete(request()).call.outcome == "ok"
    assert json.loads((tmp_path / FILE_NAME).read_text("utf-8"))["endpoints"]


def test_a_data_dir_that_cannot_be_written_does_not_stop_a_draft(server: StandIn, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert chat(server, blocked / "data").complete(request()).call.outcome == "ok"


def test_threads_that_remember_at_once_lose_nothing(tmp_path: Path) -> None:
    memory = Capabilities(tmp_path)
    names = [f"m{n}" for n in range(12)]
    threads = [threading.Thread(target=memory.remember, args=("http://h/v1", n, Capability(rung="tool"))) for n in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(memory.of("http://h/v1", name) for name in names)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_one_chat_serves_many_threads(server: StandIn, tmp_path: Path) -> None:
    client = chat(server, tmp_path)
    outcomes: list[str] = []
    threads = [threading.Thread(target=lambda: outcomes.append(client.complete(request()).call.outcome)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["ok"] * 6
