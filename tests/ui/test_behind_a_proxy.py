"""Behind a reverse proxy: whose word of an address is taken, and that no header makes a user of a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.domain.actor import LOCAL_ACTOR
from app.services import accounts
from app.services.house import House
from app.ui.doors import LOCAL, Door
from app.ui.sign_in import SignIn
from tests.services.conftest import house as house  # noqa: PLC0414 - the fixture

PROXY = "10.0.0.5"


def browser(house: House, door: Door, peer: str) -> TestClient:
    """A browser whose connection comes from `peer`, before a server that tells address and scheme."""

    async def told(request: Request) -> PlainTextResponse:
        assert request.client is not None
        return PlainTextResponse(f"{request.client.host} {request.url.scheme}")

    app: Any = SignIn(Starlette(routes=[Route("/healthz", told), Route("/who", told)]), house, door)
    if door.forwarders:  # as the server does
        app = ProxyHeadersMiddleware(app, trusted_hosts=door.forwarders)
    return TestClient(app, base_url="http://puente.example", client=(peer, 4000), follow_redirects=False)


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.0.0.9"])
def test_in_mode_proxy_a_forged_address_names_no_user(house: House, peer: str) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", None, ("admin",))
    door = Door("proxy", (PROXY,))
    forged = {"X-Forwarded-For": PROXY, "X-Forwarded-User": "ana"}
    assert browser(house, door, peer).get("/who", headers=forged).status_code == 401
    assert browser(house, door, PROXY).get("/who", headers={"X-Forwarded-User": "ana"}).status_code == 200


def test_with_passwords_the_listed_proxy_tells_address_and_tls_and_nobody_else_does(house: House) -> None:
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    door = Door("password", (PROXY,))
    assert browser(house, door, PROXY).get("/healthz", headers=told).text == "203.0.113.7 https"
    assert browser(house, door, "127.0.0.1").get("/healthz", headers=told).text == "127.0.0.1 http"


def test_without_a_listed_proxy_nobodys_word_is_taken() -> None:
    assert (LOCAL.forwarders, Door("password").forwarders, Door("proxy", (PROXY,)).forwarders) == ([], [], [])
