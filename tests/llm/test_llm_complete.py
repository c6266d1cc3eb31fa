"""What each fault of an endpoint becomes: an error of its class with its key and outcome, or a repaired answer."""

from __future__ import annotations

import pickle
import traceback
from decimal import Decimal
from pathlib import Path

import pytest

from app.catalog.text import error_line
from app.errors import BadSetting, EndpointDown, EndpointGarbled, EndpointRefused
from app.llm.ports import failed_call
from app.llm.providers import provider_for
from app.llm.roles import roles_table
from app.llm.schemas import first_fault
from tests.llm.builders import KEY, STATEMENTS, asked_by, chat, request
from tests.standin import StandIn


def test_a_schema_is_answered_with_data_that_satisfies_it(server: StandIn, tmp_path: Path) -> None:
    reply = chat(server, tmp_path).complete(request())
    assert first_fault(reply.data, STATEMENTS) is None
    texts = {s["ids"][0]: s["text"] for s in reply.data["statements"]}
    assert texts["G1.1"] == "A trial period may last at most 30 days, or 180 days for directors."
    assert texts["I.role.reports_to_solid"] == "Reports to the Group COO in Chicago."
    assert reply.call.outcome == "ok"
    assert (reply.call.role, reply.call.prompt_ref, reply.call.model) == ("drafter", "brief/role.v1@abc", "puente-standin")
    assert reply.call.prompt_tokens
    assert reply.call.completion_tokens


def test_plain_text_is_answered_with_text_and_no_data(server: StandIn, tmp_path: Path) -> None:
    reply = chat(server, tmp_path).complete(request(None))
    assert reply.text.startswith("A trial period may last at most 30 days")
    assert reply.data is None
    assert "response_format" not in server.requests()[0]["body"]


REPAIRED = {
    "fenced_json": 1,
    "prose_json": 1,
    "string_for_list": 2,
    "half_json": 2,
    "not_json": 2,
    "wrong_shape": 2,
    "empty": 2,
    "unknown_ids": 2,
}


@pytest.mark.parametrize(("fault", "requests"), REPAIRED.items())
def test_a_spoilt_answer_is_repaired(server: StandIn, tmp_path: Path, fault: str, requests: int) -> None:
    server.next_faults(fault)
    reply = chat(server, tmp_path).complete(request())
    assert first_fault(reply.data, STATEMENTS) is None
    assert reply.call.outcome == "repaired"
    assert len(server.requests()) == requests


def test_the_repair_quotes_the_answer_and_its_fault(server: StandIn, tmp_path: Path) -> None:
    server.next_faults("unknown_ids")
    chat(server, tmp_path).complete(request())
    *_, answered, order = server.requests()[1]["body"]["messages"]
    assert answered["role"] == "assistant"
    assert "G999.9" in answered["content"]
    assert order["role"] == "user"
    assert "statements/3/ids/0" in order["content"]
    assert "'G999.9' is not one of" in order["content"]


def test_a_bare_string_for_a_list_of_strings_is_mended_without_asking_again(server: StandIn, tmp_path: Path) -> None:
    tags = {
        "type": "object",
        "properties": {"tags": {"type": "array", "minItems": 1, "items": {"type": "string"}}},
        "required": ["tags"],
    }
    server.next_faults("string_for_list")
    reply = chat(server, tmp_path).complete(request(tags))
    assert reply.data == {"tags": ["Stand-in text."]}
    assert reply.call.outcome == "repaired"
    assert len(server.requests()) == 1


FINAL = {
    "refusal": (EndpointRefused, "model.refusal", "refused"),
    "content_filter": (EndpointRefused, "model.filtered", "filtered"),
    "truncated": (EndpointGarbled, "model.truncated", "truncated"),
    "html_200": (EndpointGarbled, "endpoint.html", "garbled"),
    "no_choices": (EndpointGarbled, "endpoint.garbled", "garbled"),
    "401": (EndpointRefused, "endpoint.credentials", "refused"),
    "404": (EndpointRefused, "endpoint.not_found", "refused"),
    "429": (EndpointDown, "endpoint.busy", "down"),
    "429=insufficient_quota": (EndpointRefused, "endpoint.quota", "refused"),
    "500": (EndpointDown, "endpoint.server_error", "down"),
    "503": (EndpointDown, "endpoint.server_error", "down"),
    "cut_stream": (EndpointDown, "endpoint.unreachable", "down"),
    "half_json": (EndpointGarbled, "model.half_json", "garbled"),
    "not_json": (EndpointGarbled, "model.not_json", "garbled"),
    "wrong_shape": (EndpointGarbled, "model.wrong_shape", "garbled"),
    "empty": (EndpointGarbled, "model.empty", "garbled"),
}


OF_DATA = frozenset({"half_json", "not_json", "wrong_shape"})
CASES = [(fault, "data") for fault in FINAL] + [(fault, "text") for fault in FINAL if fault not in OF_DATA]


@pytest.mark.parametrize(("fault", "asked"), CASES)
def test_a_lasting_fault_ends_in_its_own_error(server: StandIn, tmp_path: Path, fault: str, asked: str) -> None:
    schema = STATEMENTS if asked == "data" else None
    expected, key, outcome = FINAL[fault]
    server.always(fault)
    with pytest.raises(expected) as raised:
        chat(server, tmp_path).complete(request(schema))
    error = raised.value
    assert type(error) is expected
    assert error.key == key
    assert error.exit_code == 3
    call = failed_call(error)
    assert call is not None
    assert (call.outcome, call.role) == (outcome, "drafter")
    for lang in ("en", "es"):
        line = error_line(lang, error)
        assert server.root in line
        assert "{" not in line
    # A durable run keeps the errors of its steps.
    kept = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(kept), kept.key, failed_call(kept)) == (expected, key, call)


def test_a_hanging_endpoint_times_out_and_is_called_so(server: StandIn, tmp_path: Path) -> None:
    server.always("timeout")
    with pytest.raises(EndpointDown) as raised:
        chat(server, tmp_path, timeout_s=0.15).complete(request())
    assert raised.value.key == "endpoint.timeout"
    assert raised.value.params["outcome"] == "timeout"


def test_an_endpoint_that_is_not_there_is_down(tmp_path: Path) -> None:
    with pytest.raises(EndpointDown) as raised:
        chat("http://127.0.0.1:9/v1", tmp_path).complete(request())
    assert raised.value.key == "endpoint.unreachable"


def test_no_key_reaches_an_error_a_repr_or_a_file(server: StandIn, tmp_path: Path) -> None:
    server.always("401")
    base_url = server.url.replace("http://", "http://user:pass-9876@")
    client = chat(base_url, tmp_path, api_key=KEY)
    with pytest.raises(EndpointRefused) as raised:
        client.complete(request())
    shown = [repr(client), str(raised.value), repr(raised.value), repr(raised.value.params)]
    shown += ["".join(traceback.format_exception(raised.value)), error_line("en", raised.value), error_line("es", raised.value)]
    server.always("")
    client.complete(request())
    shown += [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert not [text for text in shown if KEY in text or "very-private" in text or "pass-9876" in text]


def test_a_dummy_key_is_sent_where_only_a_base_url_is_set(server: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    chat(server, tmp_path, api_key=None).complete(request())
    assert server.requests()[0]["is_authorized"]


def test_without_key_and_base_url_nothing_is_built(tmp_path: Path) -> None:
    from app.llm.openai_compatible import openai_chat

    with pytest.raises(BadSetting) as raised:
        openai_chat(base_url=None, api_key=None, models=roles_table({"PUENTE_MODEL": "m"}), data_dir=tmp_path)
    assert raised.value.key == "endpoint.unconfigured"


def test_a_role_without_a_model_asks_nobody(server: StandIn, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as raised:
        chat(server, tmp_path).complete(request(role="grader"))
    assert (raised.value.key, raised.value.where) == ("model.unconfigured", "PUENTE_MODEL_GRADER")
    assert server.requests() == []


def test_a_known_price_gives_a_cost_and_an_unknown_one_none(server: StandIn, tmp_path: Path) -> None:
    reply = chat(server, tmp_path).complete(request())
    assert reply.call.cost_usd is None
    openai = provider_for("https://api.openai.com/v1")
    assert openai.cost_usd("gpt-4o-mini-2024-07-18", 1_000_000, 100_000) == Decimal("0.21")
    assert openai.cost_usd("gpt-4o-audio", 1000, 1000) is None


def test_an_endpoint_that_reports_no_usage_leaves_the_counts_open(server: StandIn, tmp_path: Path) -> None:
    server.always("no_usage")
    call = chat(server, tmp_path).complete(request()).call
    assert (call.prompt_tokens, call.completion_tokens, call.cost_usd) == (None, None, None)


def test_the_tokens_of_a_repair_are_counted_too(server: StandIn, tmp_path: Path) -> None:
    once = chat(server, tmp_path).complete(request()).call
    server.next_faults("wrong_shape")
    twice = chat(server, tmp_path).complete(request()).call
    assert once.prompt_tokens is not None
    assert twice.prompt_tokens is not None
    assert twice.prompt_tokens > 2 * once.prompt_tokens
    assert asked_by(server) == ["json_schema"] * 3
