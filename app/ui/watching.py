"""What somebody who runs an instance looks at: /healthz (it lives), /readyz (it can work), /metrics (how it fares). Names no user."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import PuenteError, StoreError
from app.logs import about, note
from app.services.house import House
from app.services.watching import figures, is_ready
from app.ui.metrics import exposition
from app.ui.who import actor_in

if TYPE_CHECKING:
    from fastapi import FastAPI

REQUESTS = Counter("puente_http_requests", "Requests answered", ("area", "status"))
SECONDS = Histogram("puente_http_seconds", "Time to the last byte of an answer", ("area",))
OPEN_NOW = Gauge("puente_http_open", "Requests being answered")
AREAS = ("healthz", "readyz", "metrics", "documents", "puente", "sign-in", "sign-out", "gradio_api")
REQUEST_ID = b"x-request-id"
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Watched:
    """Counts and times every answer by area, and gives each request an id; paths and names stay out of figures and log lines."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        first = scope["path"].split("/")[1]
        area = first if first in AREAS else "page"
        status = 500
        request_id = _given_id(scope) or uuid4().hex[:16]

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (REQUEST_ID, request_id.encode())]
            await send(message)

        began = time.perf_counter()
        with OPEN_NOW.track_inprogress(), about(request=request_id):
            try:
                await self._app(scope, receive, noted)
            finally:
                took = time.perf_counter() - began
                REQUESTS.labels(area, str(status)).inc()
                SECONDS.labels(area).observe(took)
                note("request", area=area, method=scope["method"], status=status, ms=round(took * 1000))


def _given_id(scope: Scope) -> str:
    """The id that a proxy before us gave the request; empty when there is none, or one that a log line should not carry."""
    for name, value in scope["headers"]:
        if name == REQUEST_ID and _ID.fullmatch(given := value.decode("latin-1")):
            return str(given)
    return ""


def watch(app: FastAPI, house: House) -> None:
    """Adds the three addresses; /metrics asks for an administrator."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        try:
            await run_in_threadpool(is_ready, house)
        except PuenteError as not_yet:
            return JSONResponse({"status": "not ready", "why": not_yet.key}, status_code=503)
        return JSONResponse({"status": "ready"})

    async def metrics(request: Request) -> Response:
        if not actor_in(request.scope).may("admin"):
            return Response(status_code=403)
        own = generate_latest(REGISTRY)
        try:
            shared = exposition(await run_in_threadpool(figures, house, actor_in(request.scope)))
        except StoreError:
            shared = b""  # a database that is out of reach must not blind whoever watches the process
        return Response(own + shared, media_type=CONTENT_TYPE_LATEST)

    app.add_route("/healthz", healthz)
    app.add_route("/readyz", readyz)
    app.add_route("/metrics", metrics)
