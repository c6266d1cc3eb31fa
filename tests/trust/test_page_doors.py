"""The served app with passwords: nobody without a session gets in, no session opens another's things, and no request breaks it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from app.ui.passage import is_served
from tests.trust.instance import PAPER, PASSWORD, Instance, betrayed, opened
from tests.trust.page_doors import CALLS, OPEN, SERVED, example
from tests.ui.served import ROOT, environment, served


class Browser:
    """A browser with a session, or without one."""

    def __init__(self, address: str, name: str | None = None) -> None:
        self._host = address.removeprefix("http://")
        self.cookie = ""
        if name is not None:
            form = urllib.parse.urlencode({"name": name, "password": PASSWORD})
            status, _, headers = self.ask("POST", "/sign-in", form.encode(), "application/x-www-form-urlencoded")
            assert status == 303
            self.cookie = headers["set-cookie"].split(";")[0]

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, str, dict[str, str]]:
        """Status, body, headers (names in small letters); redirects are not followed."""
        connection = HTTPConnection(self._host, timeout=60)
        headers = {"content-type": kind, **({"cookie": self.cookie} if self.cookie else {})}
        try:
            connection.request(method, urllib.parse.quote(path, safe="/:?&=%{}.~-_@"), body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(3_000_000).decode("utf-8", "replace"), {k.lower(): v for k, v in answer.getheaders()}
        finally:
            connection.close()

    def call(self, name: str, *data: Any) -> str:
        """What an endpoint answers, its whole stream of events."""
        status, text, _ = self.ask("POST", f"/gradio_api/call/{name}", json.dumps({"data": data}).encode())
        if status != 200:
            return f"{status} {text}"
        return self.ask("GET", f"/gradio_api/call/{name}/{json.loads(text)['event_id']}")[1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, str]]:
    folder = tmp_path_factory.mktemp("doors")
    with opened(folder) as made, served(folder / "data", PUENTE_AUTH="password") as (address, _):
        yield made, address


@pytest.fixture(scope="module")
def berta(whole: tuple[Instance, str]) -> Browser:
    return Browser(whole[1], "berta")


@pytest.fixture(scope="module")
def ana(whole: tuple[Instance, str]) -> Browser:
    return Browser(whole[1], "ana")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every address of the app."""
    folder = tmp_path_factory.mktemp("app") / "data"
    command = [sys.executable, "-m", "tests.trust.page_doors", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return frozenset(json.loads(done.stdout))


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


def test_the_named_endpoints_show_a_colleague_nothing(whole: tuple[Instance, str], ana: Browser, berta: Browser) -> None:
    of, _ = whole
    assert PAPER in ana.call("search", PAPER, "en", 8)
    for call in (("search", PAPER, "en", 8), ("draft", "role: {title_en: Controller}", "en"), ("check", "{}")):
        assert not betrayed(of, berta.call(*call).replace(PAPER, "" if call[0] == "search" else PAPER)), call[0]


def _join(who: Browser, session: str, number: int, data: list[Any]) -> tuple[int, str]:
    body = {"data": data, "fn_index": number, "session_hash": session, "trigger_id": 1, "event_data": None}
    return who.ask("POST", "/gradio_api/queue/join", json.dumps(body).encode())[:2]


def test_every_handler_of_the_page_is_tried_by_a_colleague_with_anas_ids(whole: tuple[Instance, str], berta: Browser) -> None:
    of, _ = whole
    config = json.loads(berta.ask("GET", "/config")[1])
    kinds = {c["id"]: c["type"] for c in config["components"]}
    tried = 0
    for each in config["dependencies"]:
        values = {"radio": "en", "state": [of.ids.ref], "checkbox": True, "uploadbutton": None}
        data = [values.get(kinds[i], PAPER) for i in each["inputs"]]
        session = f"berta{each['id']}"
        status, text = _join(berta, session, each["id"], data)
        assert status < 500, (each["id"], text)
        if status == 200:
            told = berta.ask("GET", f"/gradio_api/queue/data?session_hash={session}")[1]
            assert not betrayed(of, told.replace(PAPER, "")), each["id"]
            tried += 1
    assert tried > 10


def test_another_users_session_and_event_are_as_if_they_did_not_exist(whole: tuple[Instance, str], ana: Browser, berta: Browser) -> None:
    assert _join(ana, "anas-own", 0, ["en"])[0] == 200
    for path in ("queue/data?session_hash=anas-own", "heartbeat/anas-own"):
        assert berta.ask("GET", f"/gradio_api/{path}")[0] == 404
    assert _join(berta, "anas-own", 0, ["en"])[0] == 404
    assert "process_completed" in ana.ask("GET", "/gradio_api/queue/data?session_hash=anas-own")[1]
    event = json.loads(ana.ask("POST", "/gradio_api/call/search", json.dumps({"data": [PAPER, "en", 8]}).encode())[1])["event_id"]
    assert berta.ask("GET", f"/gradio_api/call/search/{event}")[0] == 404
    assert berta.ask("POST", "/gradio_api/cancel", json.dumps({"session_hash": "b", "fn_index": 0, "event_id": event}).encode())[0] == 404
    assert PAPER in ana.ask("GET", f"/gradio_api/call/search/{event}")[1]


HOSTILE: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    "",
    "\x00",
    "\ud800",
    "{" * 2000,
    "&a [*a]",
    "!!python/object:os.system x",
    "a: &x [1]\nb: *x",
    "../../etc/passwd",
    "'; DROP TABLE mandates; --",
    "\u202e",
    "9" * 5000,
    [],
    {},
    [[[[]]]],
    {"path": "/etc/passwd"},
    {"a": {"b": [None]}},
    "role: {title_en: " + "x" * 100_000 + "}",
    "\ufeff",
    "%00",
    "=cmd|' /C calc'!A0",
)
BODIES = (
    b"",
    b"[",
    b"[]",
    b"1",
    b"\xff\xfe",
    b'{"data":' * 900,
    json.dumps({"data": "x" * 9}).encode(),
    b'{"data": null, "session_hash": {}}',
)


def test_hostile_payloads_give_an_answer_and_no_server_error(berta: Browser) -> None:
    chance = random.Random(20261121)
    for _ in range(120):
        name = chance.choice(["draft", "search", "check", "nothing"])
        data = [chance.choice(HOSTILE) for _ in range(chance.randrange(0, 6))]
        text = berta.call(name, *data)
        assert "Traceback" not in text
        assert not text.startswith("5"), (name, data, text[:300])
    for address in sorted(CALLS):
        for body in BODIES:
            status, text, _ = berta.ask("POST", example(address), body)
            assert status < 500, (address, body[:40], text[:300])
            assert "Traceback" not in text


def test_a_request_larger_than_any_of_ours_is_refused_before_it_is_read(berta: Browser) -> None:
    connection = HTTPConnection(berta._host, timeout=60)
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
