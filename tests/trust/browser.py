"""A browser without a screen: it signs in, keeps its session and asks for whatever it is told to. Serves the trials of the served app."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from tests.trust.instance import PASSWORD

FORM = "application/x-www-form-urlencoded"


class Browser:
    """A browser with a session, or without one."""

    def __init__(self, address: str, name: str | None = None) -> None:
        self.host = address.removeprefix("http://")
        self.cookie = ""
        if name is not None:
            form = urllib.parse.urlencode({"name": name, "password": PASSWORD})
            status, _, headers = self.ask("POST", "/sign-in", form.encode(), FORM)
            assert status == 303
            self.cookie = headers["set-cookie"].split(";")[0]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "application/json",
        *,
        also: Mapping[str, str] | None = None,
        stream_s: float | None = None,
    ) -> tuple[int, str, dict[str, str]]:
        """Status, body, headers (names in small letters); redirects are not followed. `also` are headers that take the place of ours.

        `stream_s`: how long a stream of events may keep silent before it is left; else it is read to its end.
        """
        connection = HTTPConnection(self.host, timeout=60)
        headers = {"content-type": kind, **({"cookie": self.cookie} if self.cookie else {}), **(also or {})}
        try:
            connection.request(method, urllib.parse.quote(path, safe="/:?&=%{}.~-_@"), body=body, headers=headers)
            answer = connection.getresponse()
            told = {k.lower(): v for k, v in answer.getheaders()}
            is_left = stream_s is not None and told.get("content-type", "").startswith("text/event-stream")
            data = _begun(connection, answer, stream_s or 0.0) if is_left else answer.read(3_000_000)
            return answer.status, data.decode("utf-8", "replace"), told
        finally:
            connection.close()

    def call(self, name: str, *data: Any) -> str:
        """What an endpoint answers, its whole stream of events."""
        status, text, _ = self.ask("POST", f"/gradio_api/call/{name}", json.dumps({"data": data}).encode())
        if status != 200:
            return f"{status} {text}"
        return self.ask("GET", f"/gradio_api/call/{name}/{json.loads(text)['event_id']}")[1]

    def call_by_name(self, name: str, /, **given: Any) -> str:
        """The same with arguments by name; what is not given is the endpoint's own default."""
        status, text, _ = self.ask("POST", f"/gradio_api/call/v2/{name}", json.dumps(given).encode())
        if status != 200:
            return f"{status} {text}"
        return self.ask("GET", f"/gradio_api/call/v2/{name}/{json.loads(text)['event_id']}")[1]

    def join(self, session: str, number: int, data: list[Any], pressed: Any = None) -> tuple[int, str]:
        """Status and body of a call of the page's handler of that number; `pressed` is what the button says of itself."""
        body = {"data": data, "fn_index": number, "session_hash": session, "trigger_id": 1, "event_data": pressed}
        return self.ask("POST", "/gradio_api/queue/join", json.dumps(body).encode())[:2]


def _begun(connection: HTTPConnection, answer: HTTPResponse, silent_s: float) -> bytes:
    """What a stream says until it keeps silent for so long, or ends."""
    data = bytearray()
    if connection.sock is not None:
        connection.sock.settimeout(silent_s)
    with suppress(TimeoutError):
        while piece := answer.read1(65536):
            data += piece
    return bytes(data)
