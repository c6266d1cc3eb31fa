"""The door: what each way in lets through, and what it says to the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app.domain.actor import LOCAL_ACTOR
from app.services import accounts
from app.services.house import House
from app.ui.doors import LOCAL, Door
from app.ui.sign_in import COOKIE, SignIn, is_listed
from app.ui.who import actor_in
from tests.services.conftest import house as house  # noqa: PLC0414 - the fixture

GOOD = "correct horse battery"
PASSWORD = Door("password")


def client(house: House, door: Door, peer: str = "127.0.0.1", host: str = "puente.example") -> TestClient:
    """A browser before a server that says who asked."""

    async def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(actor_in(request.scope).user_id)

    async def fine(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    app = Starlette(routes=[Route("/who", who, methods=["GET", "POST"]), Route("/healthz", fine)])
    return TestClient(SignIn(app, house, door), base_url=f"http://{host}", client=(peer, 4000), follow_redirects=False)


def signed_in(house: House) -> TestClient:
    """Ana's browser after signing in."""
    accounts.add_user(house, LOCAL_ACTOR, "ana", GOOD, ("consultant",))
    browser = client(house, PASSWORD)
    assert browser.post("/sign-in?next=/who", data={"name": "ana", "password": GOOD}).headers["location"] == "/who"
    return browser


def test_the_local_user_needs_no_sign_in(house: House) -> None:
    assert client(house, LOCAL).get("/who").text == "local"


def test_without_a_session_a_page_leads_to_the_sign_in_and_anything_else_is_refused(house: House) -> None:
    browser = client(house, PASSWORD)
    told = browser.get("/who", headers={"accept": "text/html"})
    assert (told.status_code, told.headers["location"]) == (303, "/sign-in?next=/who")
    assert browser.get("/who").status_code == 401
    assert browser.get("/healthz").status_code == 200


def test_a_session_lets_its_user_in_until_the_user_signs_out(house: House) -> None:
    browser = signed_in(house)
    assert browser.get("/who").text.startswith("user-")
    browser.post("/sign-out")
    assert browser.get("/who").status_code == 401


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(house: House) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", GOOD, ("consultant",))
    told = client(house, PASSWORD).post("/sign-in", data={"name": "ana", "password": GOOD}).headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=lax" in told


@pytest.mark.parametrize("after", ["//evil.example", "/\\evil.example", "https://evil.example", "/sign-in"])
def test_the_way_on_stays_on_this_server(house: House, after: str) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", GOOD, ("consultant",))
    told = client(house, PASSWORD).post("/sign-in", params={"next": after}, data={"name": "ana", "password": GOOD})
    assert told.headers["location"] == "/"


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_another_site_changes_nothing_with_a_users_cookie(house: House, headers: dict[str, str]) -> None:
    browser = signed_in(house)
    assert browser.post("/who", headers=headers).status_code == 403
    assert browser.post("/who", headers={"origin": "http://puente.example"}).status_code == 200


def test_a_wrong_password_is_told_in_the_readers_language_and_the_name_is_not_repeated(house: House) -> None:
    told = client(house, PASSWORD).post("/sign-in?lang=es", data={"name": "<script>", "password": "x"})
    assert told.status_code == 401
    assert "el nombre o la contraseña no son correctos" in told.text
    assert "<script>" not in told.text


def test_a_form_of_a_megabyte_is_not_read_to_its_end(house: House) -> None:
    sent: list[int] = []

    async def flood() -> AsyncGenerator[bytes, None]:
        for _ in range(1000):
            sent.append(1)
            yield b"x" * 1000

    answers: list[Any] = []

    async def run() -> None:
        chunks = flood()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": await chunks.__anext__(), "more_body": True}

        async def send(message: Any) -> None:
            answers.append(message)

        scope = {"type": "http", "method": "POST", "path": "/sign-in", "query_string": b"", "headers": [], "scheme": "http"}
        scope |= {"client": ("1.1.1.1", 1), "server": ("h", 80)}
        await SignIn(PlainTextResponse("in"), house, PASSWORD)(scope, receive, send)
        await chunks.aclose()

    with ThreadPoolExecutor(1) as thread:  # another test's browser may have a loop running in this one
        thread.submit(lambda: asyncio.run(run())).result()
    assert answers[0]["status"] == 413
    assert len(sent) < 20


def test_a_proxy_is_believed_from_its_address_only_and_only_once(house: House) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", None, ("consultant",))
    door = Door("proxy", ("10.1.0.0/16",), "X-Forwarded-User")
    named = {"X-Forwarded-User": "ana"}
    assert client(house, door, peer="10.1.2.3").get("/who", headers=named).text.startswith("user-")
    assert client(house, door, peer="10.2.2.3").get("/who", headers=named).status_code == 401
    assert client(house, door, peer="10.1.2.3").get("/who").status_code == 401
    twice = [("X-Forwarded-User", "ana"), ("x-forwarded-user", "local")]
    assert client(house, door, peer="10.1.2.3").get("/who", headers=twice).status_code == 401
    assert client(house, door, peer="10.1.2.3").get("/who", headers={"X-Forwarded-User": "nobody"}).status_code == 401


def test_a_cookie_means_nothing_to_a_proxy_door(house: House) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", GOOD, ("consultant",))
    token = accounts.sign_in(house, "ana", GOOD, "a").token
    browser = client(house, Door("proxy", ("10.1.0.0/16",)), peer="10.1.2.3")
    assert browser.get("/who", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


def test_addresses_are_matched_by_network_and_junk_matches_nothing() -> None:
    assert is_listed("127.0.0.1", ("127.0.0.0/8",))
    assert is_listed("::1", ("::1",))
    assert not is_listed("testclient", ("0.0.0.0/0",))
    assert not is_listed("10.0.0.1", ("junk",))
