"""What of the page's framework may be asked for at all, how large a request may be, and whose session it may name. Knows no handler.

gradio answers many addresses that this page does not use (a proxy, a file server, an editor of its own code): what is not listed here
is not there. A session or an event belongs to the user who first named it; to anybody else it is as if it did not exist.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from threading import Lock
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.ui.who import ACTOR, actor_in

OURS = ("/healthz", "/readyz", "/metrics", "/sign-in", "/sign-out", "/desk")
FOLDERS = ("/documents/", "/desk/", "/examinations/", "/puente/", "/static/", "/assets/", "/svelte/")
OF_THE_PAGE = ("/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt")
CALLS = "/gradio_api/"
_CALL = re.compile(
    r"(info|mcp|startup-events|theme\.css|app_id|login_check|user|queue/(join|data)|heartbeat/[^/]+|cancel|reset|upload|upload_progress"
    r"|call/(v2/)?[^/]+(/[^/]+)?|run/[^/]+|api/[^/]+)/?"
)
MOST_BODY = 52_000_000
"""Bytes of a request that is no upload: a document's JSON may have 50 MB. Uploads are limited by the server."""
MOST_NAMED = 20_000
"""Sessions and events that are remembered, the one used last longest."""
MOST_NAME, FIRST_SHOWN = 255, 0x20
"""Bytes of a file's name, and the first sign that one may hold."""
SESSION_KEYS = ("session_hash", "event_id", "upload_id")


class Whose(OrderedDict[str, str]):
    """Session or event → the user who first named it; bounded, safe between threads."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()

    def may(self, name: str, user_id: str) -> bool:
        """True when nobody else has named this; from now on it is this user's."""
        with self._lock:
            owner = self.setdefault(name, user_id)
            self.move_to_end(name)
            while len(self) > MOST_NAMED:
                self.popitem(last=False)
            return owner == user_id


class Passage:
    """Passes on what the page asks for; answers the rest itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._whose = Whose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one socket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4404})
            return
        path: str = scope["path"]
        if not is_served(path):
            await PlainTextResponse("not found", status_code=404)(scope, receive, send)
            return
        if not path.startswith(CALLS) or ACTOR not in scope:
            await self._app(scope, receive, send)
            return
        user_id = actor_in(scope).user_id
        named = _named_in_address(path, scope)
        if _has_json(scope):
            body = await _whole(scope, receive)
            if body is None:
                await PlainTextResponse("too large", status_code=413)(scope, receive, send)
                return
            named += _named_in_body(body)
            receive = _again(body, receive)
        # The framework begins to answer before it finds that there is no such event.
        is_known = not _is_result(path, scope) or named[0] in self._whose
        if not is_known or not all(self._whose.may(name, user_id) for name in named):
            await _absent()(scope, receive, send)
            return
        await self._app(scope, receive, _told_as_bad(self._noting(send, user_id) if scope["method"] == "POST" else send))

    def _noting(self, send: Send, user_id: str) -> Send:
        """Remembers whose the event is that an answer names."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.body" and len(message.get("body", b"")) < 500:
                for name in _named_in_body(message.get("body", b"")):
                    self._whose.may(name, user_id)
            await send(message)

        return noted


def is_served(path: str) -> bool:
    """True for an address that the page, other programs or whoever watches the instance need."""
    if not all(_is_name(part) for part in path.split("/")):
        return False
    if path.startswith(CALLS):
        return _CALL.fullmatch(path.removeprefix(CALLS)) is not None
    return path in OURS or path in OF_THE_PAGE or path.rstrip("/") in OF_THE_PAGE or path.startswith(FOLDERS)


def _is_name(part: str) -> bool:
    """False for what no file can be called: the framework looks for one without asking."""
    return part != ".." and len(part.encode("utf-8", "surrogatepass")) <= MOST_NAME and all(ord(c) >= FIRST_SHOWN for c in part)


def _told_as_bad(send: Send) -> Send:
    """The framework answers 500 to a call that it cannot read, which is the asker's fault; handlers' failures are events."""
    is_bad = False

    async def told(message: Message) -> None:
        nonlocal is_bad
        if message["type"] == "http.response.start" and message["status"] == 500:
            is_bad = True
            message = {"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
        elif message["type"] == "http.response.body" and is_bad:
            message = {"type": "http.response.body", "body": b"this call cannot be read", "more_body": message.get("more_body", False)}
        await send(message)

    return told


def _absent() -> Response:
    return PlainTextResponse("not found", status_code=404)


def _has_json(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return scope["method"] == "POST" and b"multipart/" not in headers.get(b"content-type", b"").lower()


async def _whole(scope: Scope, receive: Receive) -> bytes | None:
    """The body; None when it is larger than any request of ours."""
    told = dict(scope["headers"]).get(b"content-length", b"0")
    if told.isdigit() and int(told) > MOST_BODY:
        return None
    data = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(data)
        data.extend(message.get("body", b""))
        if len(data) > MOST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(data)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes after it."""
    waiting = [body]

    async def given() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return given


def _is_result(path: str, scope: Scope) -> bool:
    """True for the address under which what an event came to is read."""
    return path.startswith(f"{CALLS}call/") and scope["method"] == "GET"


def _named_in_address(path: str, scope: Scope) -> list[str]:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    parts = path.removeprefix(CALLS).strip("/").split("/")
    own = [parts[-1]] if parts[0] == "heartbeat" or _is_result(path, scope) else []
    return own + [value for key in SESSION_KEYS for value in asked.get(key, ())]


def _named_in_body(body: bytes) -> list[str]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return [str(read[key]) for key in SESSION_KEYS if read.get(key)] if isinstance(read, dict) else []
