"""Every address of the served app and every handler of the page, and which of them an outsider may reach. A new one adds a line.

Run as `python -m tests.trust.page_doors FILE --port N`, it serves the page and writes its addresses to the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPEN = frozenset({"/healthz", "/readyz", "/puente"})
"""Answered to anybody: nothing of a user's is there."""
DESK = frozenset({"/desk", "/desk/copies/{ref}/{variant}/{name}", "/desk/timelines/{ref}.png"})
"""Views of mandates: they answer only to our own script, which says so in a header."""
OURS = frozenset({"/documents/{ref}/{name}", "/metrics", "/examinations/report"}) | DESK
"""Ours, behind the door."""
OF_THE_PAGE = frozenset(
    """
    / /config /config/ /favicon.ico /theme.css /robots.txt /manifest.json /static/{path:path} /assets/{path:path} /svelte/{path:path}
    """.split()
)
"""The framework's, without anything of a user's, behind the door."""
CALLS = frozenset(
    f"/gradio_api/{each}"
    for each in """
    info info/ startup-events theme.css app_id app_id/ login_check login_check/ user user/ queue/join queue/data heartbeat/{session_hash}
    cancel reset reset/ upload upload_progress call/{api_name} call/{api_name}/ call/v2/{api_name} call/v2/{api_name}/
    call/{api_name}/{event_id} call/v2/{api_name}/{event_id} run/{api_name} run/{api_name}/ api/{api_name} api/{api_name}/
    """.split()
)
"""How the page calls its handlers; each session and event belongs to who named it first."""
SERVED = OPEN | OURS | OF_THE_PAGE | CALLS


def addresses(routes: list[Any], prefix: str = "") -> Iterator[str]:
    """Every address that the app has, those of the framework included."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from addresses(inner.routes, prefix)
            continue
        path = prefix + (getattr(route, "path", "") or "")
        nested = getattr(route, "routes", None)
        if nested and type(route).__name__ == "Mount":
            yield from addresses(nested, path)
        elif path:
            yield path


def example(address: str) -> str:
    """An address with something in place of its names."""
    for name, value in (("{path:path}", "x"), ("{path_or_url:path}", "/etc/passwd"), ("{url_path:path}", "http://127.0.0.1:1/")):
        address = address.replace(name, value)
    while "{" in address:
        start, end = address.index("{"), address.index("}")
        address = address[:start] + "x1" + address[end + 1 :]
    return address


def main(told: str, port: str) -> None:
    """Serves the page as `puente serve` does, and writes every address that its app has to a file as JSON."""
    from app.cli.main import main as puente
    from app.ui import server

    real = server.build_app

    def noted(*given: Any, **named: Any) -> Any:
        app = real(*given, **named)
        Path(told).write_text(json.dumps(sorted(set(addresses(app.routes)))), "utf-8")
        return app

    server.build_app = noted
    sys.argv = ["puente", "serve", "--port", port]
    puente()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3])
