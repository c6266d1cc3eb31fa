"""The server of the page: one FastAPI app with health, downloads and our own files, and gradio mounted on it. Loopback only."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.catalog.text import error_line, say
from app.domain.hosts import LOOPBACK
from app.errors import BadSetting, PuenteError
from app.services.accounts import has_users
from app.services.house import House
from app.ui.arrivals import own_folder
from app.ui.doors import LOCAL, Door
from app.ui.orders import uploads_dir

if TYPE_CHECKING:
    from fastapi import FastAPI

ASSETS = Path(__file__).with_name("assets")
UNKEPT = {"Cache-Control": "no-store"}
SCRIPTS = ("kept.js", "puente.js", "desk.js", "shelves.js", "exams.js", "coach.js")
STYLES = ("puente.css", "desk.css", "shelves.css", "exams.css", "coach.css")
MAX_UPLOAD = "40mb"
"""More than any document may have, so that a file somewhat too large is refused by us, in the reader's language."""


def run(house: House, *, host: str, port: int, door: Door = LOCAL, hosts: tuple[str, ...] = (), is_mcp: bool = False) -> None:
    """Serves the page until it is stopped, and prints its address once the port is taken. `hosts` are names it answers to beside its own.

    Raises: BadSetting for a port that cannot be taken; for a host that others could reach while nobody has to sign in; for a door
    through which nobody could come.
    """
    if door.mode == "local" and host not in LOOPBACK:
        raise BadSetting("setting.host", where=f"--host {host}")
    if door.mode == "proxy" and not door.proxies:
        raise BadSetting("setting.proxy_addresses", where="PUENTE_PROXY_ADDRESSES")
    if door.mode != "local" and not has_users(house):
        raise BadSetting("setting.no_users", where="PUENTE_AUTH")
    with listen(host, port) as listening:
        app = build_app(house, door=door, hosts=(*hosts, host), is_mcp=is_mcp)
        import uvicorn

        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(say(house.lang, "page.served", url=f"http://{shown}:{listening.getsockname()[1]}") + "\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
            proxy_headers=bool(door.forwarders),
            forwarded_allow_ips=door.forwarders,
        )
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on host and port (0 takes a free one).

    Raises: BadSetting `setting.port` when the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        # On Windows this option would let two servers share one port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as taken:
        listening.close()
        reason = taken.strerror or type(taken).__name__
        raise BadSetting("setting.port", where=f"--port {port}", port=port, reason=reason) from taken
    return listening


def build_app(house: House, *, door: Door = LOCAL, hosts: tuple[str, ...] = (), is_mcp: bool = False) -> FastAPI:
    """The app: /healthz, /readyz, /metrics, /documents, /puente (our style and script), and the page at /; all behind the door.

    With `is_mcp`, the named endpoints are MCP tools at /gradio_api/mcp too, behind the same door.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(own_folder(uploads_dir(house)))
    import gradio as gr
    from fastapi import FastAPI, Response
    from fastapi.staticfiles import StaticFiles
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from app.services.downloads import file_bytes
    from app.services.examination_answers import report
    from app.ui.desk import add_desk
    from app.ui.guard import Guard
    from app.ui.page import page
    from app.ui.passage import Passage
    from app.ui.sign_in import SignIn
    from app.ui.theme import theme
    from app.ui.watching import Watched, watch
    from app.ui.who import actor_in

    app = FastAPI(title="Puente", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Passage)  # the innermost: it stands behind the sign-in
    app.add_middleware(SignIn, house=house, door=door)
    app.add_middleware(Watched)
    app.add_middleware(Guard)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "[::1]", *hosts])
    watch(app, house)

    def document(request: Any) -> Response:
        ref, name = request.path_params["ref"], request.path_params["name"]
        try:
            data = file_bytes(house, actor_in(request.scope), ref, Path(name).suffix)
        except PuenteError as failure:
            return Response(error_line(house.lang, failure), status_code=404, media_type="text/plain; charset=utf-8")
        return Response(data, media_type="application/octet-stream", headers=_as_file(name))

    def examination_report(request: Any) -> Response:
        try:
            page_of = report(house, actor_in(request.scope))
        except PuenteError as failure:
            return Response(error_line(house.lang, failure), status_code=404, media_type="text/plain; charset=utf-8")
        # Made of files that a test run wrote: it may show itself, and run nothing.
        return Response(page_of, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": "sandbox", **UNKEPT})

    app.add_route("/documents/{ref}/{name}", document)
    app.add_route("/examinations/report", examination_report)
    add_desk(app, house)
    app.mount("/puente", StaticFiles(directory=ASSETS))
    gr.mount_gradio_app(
        app,
        page(house),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        theme=theme(),
        head=_head(house),
        mcp_server=is_mcp,
    )
    return app


def _as_file(name: str) -> dict[str, str]:
    safe = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-._"))
    return {"Content-Disposition": f'attachment; filename="{safe}"', **UNKEPT}


def _head(house: House) -> str:
    """Our style and script, named by their content so that a browser never shows an old one."""

    def named(name: str) -> str:
        return f"puente/{name}?{hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]}"

    return (
        f'<meta name="puente-lang" content="{house.lang}">'
        + "".join(f'<script src="{named(name)}"></script>' for name in SCRIPTS)
        + "".join(f'<link rel="stylesheet" href="{named(name)}">' for name in STYLES)
        + '<link rel="icon" href="data:,">'
    )
