"""The stand-in as a server on loopback: routes, faults on the wire, and the record of what was asked. Standard library only."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.standin import completions, faults
from tests.standin.schedule import Schedule
from tests.standin.vectors import DIMENSIONS, packed, vector

HOST = "127.0.0.1"
REMEMBERED = 5000
LONGEST_HANG_S = 30.0
HTML = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to the proxy.</body></html>"


class StandIn:
    """A running stand-in. `url` is the base URL for a client; faults and the record may be used from any thread."""

    def __init__(self, port: int = 0) -> None:
        self.schedule = Schedule()
        self.next_faults, self.always, self.one_in = self.schedule.next_faults, self.schedule.always, self.schedule.one_in
        self._seen: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._lock = threading.Lock()
        self.spans: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)
        """When each request on /v1 began and ended, in seconds of time.monotonic."""
        self.released = threading.Event()
        self._http = _Server((HOST, port), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def root(self) -> str:
        """The address without /v1, for the control routes."""
        return f"http://{HOST}:{self._http.server_address[1]}"

    @property
    def url(self) -> str:
        """The base URL that a client is given."""
        return f"{self.root}/v1"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of hanging requests and stop."""
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def requests(self) -> list[dict[str, Any]]:
        """The requests seen on /v1, oldest first: method, path, headers without the key, is_authorized, body, fault."""
        with self._lock:
            return list(self._seen)

    def clear(self) -> None:
        """Forget requests and faults."""
        with self._lock:
            self._seen.clear()
            self.spans.clear()
        self.schedule.clear()

    def saw(self, request: dict[str, Any]) -> None:
        """Note a request."""
        with self._lock:
            self._seen.append(request)


@contextlib.contextmanager
def standin(port: int = 0) -> Iterator[StandIn]:
    """A stand-in that serves for as long as the block lasts; port 0 takes a free one."""
    server = StandIn(port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: StandIn

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is what some faults are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; the record is at /__requests."""

    def do_GET(self) -> None:
        if self.path == "/__requests":
            self._json(200, {"requests": self.server.owner.requests()})
        elif self.path == "/__spans":
            self._json(200, {"spans": list(self.server.owner.spans)})
        elif self.path.rstrip("/") == "/v1/models":
            self._note({}, {})
            made = {"object": "model", "created": completions.CREATED, "owned_by": "puente"}
            self._json(200, {"object": "list", "data": [{"id": completions.MODEL, **made}, {"id": "standin-embed", **made}]})
        else:
            self._error(404, f"no route {self.path}", "not_found")

    def do_DELETE(self) -> None:
        self.server.owner.clear()
        self._json(200, {})

    def do_POST(self) -> None:
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or b"{}")
            if self.path == "/__faults":
                self.server.owner.next_faults(*body.get("next", ()))
                if "always" in body:
                    self.server.owner.always(body["always"])
                self._json(200, {})
                return
            found = self.server.owner.schedule.faults_for(self.headers.get(faults.HEADER, ""), str(body.get("model", "")))
        except ValueError as bad:
            self._error(400, str(bad), "bad_request")
            return
        self._note(body, found)
        began = time.monotonic()
        try:
            self._answer(body, found)
        finally:
            self.server.owner.spans.append((began, time.monotonic()))

    def _answer(self, body: Mapping[str, Any], found: faults.Faults) -> None:
        if self._played_on_wire(body, found):
            return
        if self.path == "/v1/chat/completions":
            self._chat(body, found)
        elif self.path == "/v1/embeddings":
            self._embed(body)
        else:
            self._error(404, f"no route {self.path}", "not_found")

    def _note(self, body: Mapping[str, Any], found: faults.Faults) -> None:
        headers = {k.lower(): v for k, v in self.headers.items() if k.lower() != "authorization"}
        is_authorized = len(self.headers.get("authorization", "")) > len("Bearer ")
        seen = {"method": self.command, "path": self.path, "headers": headers, "is_authorized": is_authorized}
        self.server.owner.saw({**seen, "body": dict(body), "fault": dict(found)})

    def _played_on_wire(self, body: Mapping[str, Any], found: faults.Faults) -> bool:
        """True when a fault has answered the request, or left it hanging."""
        if "slow" in found:
            self.server.owner.released.wait(float(found["slow"] or 200) / 1000)
        hanging = found.get("timeout", found.get("hang"))
        if hanging is not None:
            self.server.owner.released.wait(min(LONGEST_HANG_S, float(hanging or LONGEST_HANG_S)))
            self.close_connection = True
            return True
        if "closed" in found:
            self.close_connection = True
            return True
        asked = (body.get("response_format") or {}).get("type")
        refused_parameter = found.get("reject_parameter", "")
        if "429_bare" in found:
            self._error(429, "Rate limit reached", "rate_limit_exceeded")
        elif "429" in found:
            code = found["429"] if found["429"].isidentifier() else "rate_limit_exceeded"
            pause = "1" if found["429"].isidentifier() or not found["429"] else found["429"]
            self._error(429, "Rate limit reached", code, {"retry-after": pause})
        elif "500" in found or "503" in found:
            self._error(500 if "500" in found else 503, "The server had an error", "server_error")
        elif "401" in found:
            told = self.headers.get("authorization", "").removeprefix("Bearer ")
            self._error(401, f"Incorrect API key provided: {told}", "invalid_api_key")
        elif "404" in found:
            self._error(404, f"The model {body.get('model')} does not exist", "model_not_found")
        elif "html_200" in found:
            self._bytes(200, HTML.encode("utf-8"), "text/html; charset=utf-8")
        elif "reject_json_schema" in found and asked == "json_schema":
            self._error(400, "This response_format type json_schema is not supported by this model", "unsupported")
        elif "reject_json_object" in found and asked == "json_object":
            self._error(400, "response_format json_object is not supported", "unsupported")
        elif "reject_tools" in found and body.get("tools"):
            self._error(400, "This model does not support tools", "unsupported")
        elif refused_parameter and refused_parameter in body:
            self._error(400, f"Unsupported parameter: '{refused_parameter}' is not supported with this model", "unsupported_parameter")
        else:
            return False
        return True

    def _chat(self, body: Mapping[str, Any], found: faults.Faults) -> None:
        said = completions.say(body, found)
        if not body.get("stream"):
            self._json(200, completions.whole(said, found), is_cut="cut_stream" in found)
            return
        with_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        lines = [f"data: {event}\n\n".encode() for event in completions.events(said, with_usage=with_usage)]
        is_hard = found.get("cut_stream") == "hard"
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        if is_hard:
            self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        if "cut_stream" in found:
            # Half of the events and no finish reason; then an orderly end, or (hard) a body that breaks off.
            lines = lines[: max(2, len(lines) // 2)]
        for line in lines:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line) if is_hard else line)
            self.wfile.flush()
        if "cut_stream" not in found:
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _embed(self, body: Mapping[str, Any]) -> None:
        texts = body["input"] if isinstance(body.get("input"), list) else [str(body.get("input", ""))]
        pack = packed if body.get("encoding_format") == "base64" else list[float]
        data = [{"object": "embedding", "index": at, "embedding": pack(vector(str(text)))} for at, text in enumerate(texts)]
        tokens = sum(len(str(text)) // 4 + 1 for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        self._json(200, {"object": "list", "model": f"standin-embed-{DIMENSIONS}", "data": data, "usage": usage})

    def _error(self, status: int, message: str, code: str, headers: Mapping[str, str] | None = None) -> None:
        self._json(status, {"error": {"message": message, "type": "standin", "param": None, "code": code}}, headers)

    def _json(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None, is_cut: bool = False) -> None:
        self._bytes(status, json.dumps(body, ensure_ascii=False).encode("utf-8"), "application/json", headers, is_cut)

    def _bytes(self, status: int, content: bytes, kind: str, headers: Mapping[str, str] | None = None, is_cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if is_cut else content)
        if is_cut:
            self.close_connection = True
