"""The served app with passwords: nobody without a session gets in, no session opens another's things, and no request breaks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from app.ui.passage import is_served
from tests.trust.browser import Browser
from tests.trust.instance import PAPER, Instance, betrayed, opened
from tests.trust.page_doors import CALLS, OPEN, SERVED, example
from tests.ui.served import served


@pytest.fixture(scope="module")
def whole(laid: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, str]]:
    folder = tmp_path_factory.mktemp("doors")
    told = ("tests.trust.page_doors", str(folder / "addresses.json"))
    with opened(laid, folder) as made, served(folder / "data", module=told, PUENTE_AUTH="password") as (address, _):
        yield made, address


@pytest.fixture(scope="module")
def berta(whole: tuple[Instance, str]) -> Browser:
    return Browser(whole[1], "berta")


@pytest.fixture(scope="module")
def ana(whole: tuple[Instance, str]) -> Browser:
    return Browser(whole[1], "ana")


@pytest.fixture(scope="module")
def known(whole: tuple[Instance, str]) -> frozenset[str]:
    """Every address of the app."""
    return frozenset(json.loads((whole[0].folder / "addresses.json").read_text("utf-8")))


def test_an_address_is_served_only_if_it_is_listed_here(known: frozenset[str]) -> None:
    assert {a for a in known if is_served(example(a))} <= SERVED, "a new address needs its line in tests/trust/page_doors.py"
    assert known >= SERVED - OPEN, "what is listed must be there"


def test_nobody_gets_in_without_a_session(known: frozenset[str], whole: tuple[Instance, str]) -> None:
    nobody = Browser(whole[1])
    for address in sorted(known - OPEN):
        status, text, _ = nobody.ask("GET", example(address))
        assert status in (303, 401, 404, 405), f"{address}: {status}"
        status, text, _ = nobody.ask("POST", example(address), b"{}")
        assert status in (401, 404, 405), f"{address}: {status} {text[:200]}"


def test_no_address_shows_a_colleague_anything_of_anas_or_breaks(
    known: frozenset[str], whole: tuple[Instance, str], berta: Browser
) -> None:
    of, _ = whole
    for address in sorted(known - CALLS):
        path = example(address.replace("{ref}", of.ids.ref).replace("{name}", "brief.json"))
        status, text, _ = berta.ask("GET", path)
        assert status < 500, address
        assert not betrayed(of, text.replace(of.ids.ref, "")), address
    for path in (
        f"/documents/{of.ids.ref}/x.pdf",
        f"/documents/{of.ids.document}.9/x.pdf",
        "/documents/doc-000000000000.1/x.pdf",
        "/metrics",
    ):
        assert berta.ask("GET", path)[0] in (403, 404)
    assert berta.ask("GET", f"/documents/{of.ids.ref}/x.md")[1].replace(of.ids.ref, "ID") == berta.ask("GET", "/documents/doc-1.1/x.md")[
        1
    ].replace("doc-1.1", "ID")


def test_what_the_page_does_not_use_is_not_there(known: frozenset[str], berta: Browser) -> None:
    for address in sorted(known - SERVED):
        assert berta.ask("GET", example(address))[0] == 404, address
        assert berta.ask("POST", example(address), b"{}")[0] == 404, address


def test_a_document_is_there_for_ana_and_its_download_proves_the_try(whole: tuple[Instance, str], ana: Browser) -> None:
    of, _ = whole
    status, text, _ = ana.ask("GET", f"/documents/{of.ids.ref}/x.json")
    assert status == 200
    assert betrayed(of, text)


ENDPOINTS: dict[str, dict[str, object]] = {
    "search": {"query": PAPER, "lang": "en"},
    "draft": {"intake": "role: {title_en: Controller}", "lang": "en"},
    "check": {"document": "{}"},
    "coach": {"memo": f"The {PAPER} line stopped. We need a decision by Friday.", "lang": "en"},
    "verify": {"pairs": f'{{"id": 1, "statement": "The {PAPER} note is read once a year.", "evidence": "It is read."}}'},
}
"""The named endpoints, which are also the MCP tools, as a colleague asks them for what he overheard."""


def test_the_named_endpoints_show_a_colleague_nothing(whole: tuple[Instance, str], ana: Browser, berta: Browser) -> None:
    of, _ = whole
    named = json.loads(berta.ask("GET", "/gradio_api/info")[1])["named_endpoints"]
    assert {name.removeprefix("/") for name in named} == ENDPOINTS.keys(), "a new endpoint or tool needs its line here"
    assert PAPER in ana.call_by_name("search", **ENDPOINTS["search"])
    for name, given in ENDPOINTS.items():
        told = berta.call_by_name(name, **given)
        assert "event: complete" in told or name == "check", (name, told[:300])
        assert not betrayed(of, told.replace(PAPER, "")), name


def test_every_handler_of_the_page_is_tried_by_a_colleague_with_anas_ids(whole: tuple[Instance, str], berta: Browser) -> None:
    of, _ = whole
    config = json.loads(berta.ask("GET", "/config")[1])
    kinds = {c["id"]: c["type"] for c in config["components"]}
    tried = 0
    for each in (d for d in config["dependencies"] if d["backend_fn"]):
        values = {"radio": "en", "state": [of.ids.ref], "checkbox": True, "uploadbutton": None}
        data = [values.get(kinds[i], PAPER) for i in each["inputs"]]
        session = f"berta{each['id']}"
        status, text = berta.join(session, each["id"], data)
        assert status < 500, (each["id"], text)
        if status == 200:
            told = berta.ask("GET", f"/gradio_api/queue/data?session_hash={session}")[1]
            assert not betrayed(of, told.replace(PAPER, "")), each["id"]
            tried += 1
    assert tried > 10


def test_another_users_session_and_event_are_as_if_they_did_not_exist(whole: tuple[Instance, str], ana: Browser, berta: Browser) -> None:
    assert ana.join("anas-own", 0, ["en"])[0] == 200
    for path in ("queue/data?session_hash=anas-own", "heartbeat/anas-own"):
        assert berta.ask("GET", f"/gradio_api/{path}")[0] == 404
    assert berta.join("anas-own", 0, ["en"])[0] == 404
    assert "process_completed" in ana.ask("GET", "/gradio_api/queue/data?session_hash=anas-own")[1]
    event = json.loads(ana.ask("POST", "/gradio_api/call/search", json.dumps({"data": [PAPER, "en", 8]}).encode())[1])["event_id"]
    assert berta.ask("GET", f"/gradio_api/call/search/{event}")[0] == 404
    assert berta.ask("POST", "/gradio_api/cancel", json.dumps({"session_hash": "b", "fn_index": 0, "event_id": event}).encode())[0] == 404
    assert PAPER in ana.ask("GET", f"/gradio_api/call/search/{event}")[1]


def test_a_request_larger_than_any_of_ours_is_refused_before_it_is_read(berta: Browser) -> None:
    connection = HTTPConnection(berta.host, timeout=60)
    connection.putrequest("POST", "/gradio_api/call/check")
    for name, value in (("content-type", "application/json"), ("cookie", berta.cookie), ("content-length", "999999999")):
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(b"{")
    assert connection.getresponse().status == 413
    connection.close()


def test_a_file_larger_than_the_page_takes_is_refused(berta: Browser) -> None:
    body = b'--b\r\ncontent-disposition: form-data; name="files"; filename="x.yaml"\r\n\r\n' + b"x" * 43_000_000 + b"\r\n--b--\r\n"
    assert berta.ask("POST", "/gradio_api/upload", body, "multipart/form-data; boundary=b")[0] == 413
