"""The door of the server: whose request this is, by session, by a trusted proxy's header, or the one local user. Knows no page behind it.

Everything but health, our own files and the sign-in page needs an actor. A request that changes something must come from our own pages.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.catalog.text import error_line, say
from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.lang import LANGS, Lang
from app.errors import NotPermitted
from app.services import accounts
from app.services.house import House
from app.ui.doors import Door
from app.ui.presenters.sign_in import sign_in_page
from app.ui.who import ACTOR

COOKIE = "puente_session"
LANG_COOKIE = "puente_lang"
OPEN, OPEN_FOLDER = ("/healthz", "/readyz"), "/puente/"
"""What anybody may ask for: nothing of a user's is there."""
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_FORM = 8_192
"""Bytes of a sign-in form."""


class SignIn:
    """Sets the actor on every request, or answers in its place."""

    def __init__(self, app: ASGIApp, house: House, door: Door) -> None:
        self._app = app
        self._house = house
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one socket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope.pop(ACTOR, None)
        request = Request(scope, receive) if scope["type"] == "http" else None
        answer = await self._answer(scope, request)
        if answer is None:
            await self._app(scope, receive, send)
        elif request is None:
            await send({"type": "websocket.close", "code": 4401})
        else:
            await answer(scope, receive, send)

    async def _answer(self, scope: Scope, request: Request | None) -> Callable[[Scope, Receive, Send], Awaitable[None]] | None:
        """What to say instead of passing the request on; None when it may pass."""
        path = scope["path"]
        if request is not None and request.method not in SAFE and not _is_ours(request):
            return PlainTextResponse("another site may not ask for this", status_code=403)
        if request is not None and self._door.mode == "password" and path in ("/sign-in", "/sign-out"):
            return await self._doorstep(request, path)
        if path in OPEN or (path.startswith(OPEN_FOLDER) and ".." not in path.split("/")):
            return None
        actor = await run_in_threadpool(self._actor, scope)
        if actor is not None:
            scope[ACTOR] = actor
            return None
        if request is not None and self._door.mode == "password" and _wants_page(request):
            return RedirectResponse(f"/sign-in?next={quote(path)}", status_code=303)
        return PlainTextResponse(error_line(_lang(scope, self._house.lang), NotPermitted("actor.sign_in")), status_code=401)

    def _actor(self, scope: Scope) -> Actor | None:
        if self._door.mode == "local":
            return LOCAL_ACTOR
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if self._door.mode == "proxy":
            named = [v for k, v in scope["headers"] if k.decode("latin-1").lower() == self._door.header.lower()]
            if len(named) != 1 or not is_listed(_peer(scope), self._door.proxies):
                return None
            return accounts.trusted(self._house, named[0].decode("utf-8", "replace"))
        kept = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        return accounts.actor_of(self._house, kept) if kept else None

    async def _doorstep(self, request: Request, path: str) -> Response:
        lang = _lang(request.scope, self._house.lang)
        if path == "/sign-out":
            kept = request.cookies.get(COOKIE, "")
            await run_in_threadpool(accounts.sign_out, self._house, kept)
            gone = RedirectResponse("/sign-in", status_code=303)
            gone.delete_cookie(COOKIE, path="/")
            return gone
        after = _inside(request.query_params.get("next", "/"))
        if request.method != "POST":
            return _page(lang, self._house, after)
        form = await _form(request)
        if form is None:
            return _page(lang, self._house, after, error=error_line(lang, NotPermitted("actor.sign_in")), status=413)
        try:
            given = (form.get("name", ""), form.get("password", ""), _peer(request.scope))
            made = await run_in_threadpool(accounts.sign_in, self._house, *given)
        except NotPermitted as refused:
            status = 429 if refused.key == "actor.too_many" else 401
            return _page(lang, self._house, after, error=error_line(lang, refused), status=status)
        come_in = RedirectResponse(after, status_code=303)
        come_in.set_cookie(COOKIE, made.token, path="/", httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return come_in


def _page(lang: Lang, house: House, after: str, *, error: str = "", status: int = 200) -> Response:
    operator = house.operator or say(lang, "account.operator_unknown")
    shown = sign_in_page(lang, action=f"/sign-in?next={quote(after)}", operator=operator, error=error)
    return HTMLResponse(shown, status_code=status, headers={"Cache-Control": "no-store"})


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None when it is larger than any sign-in."""
    data = bytearray()
    async for chunk in request.stream():
        data.extend(chunk)
        if len(data) > MOST_FORM:
            return None
    read = parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in read.items()}


def _wants_page(request: Request) -> bool:
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def _is_ours(request: Request) -> bool:
    """True unless a browser says that another site sent the request."""
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return False
    origin = request.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        return False  # no browser says so


def _inside(path: str) -> str:
    """A path of this server; anything that leads elsewhere becomes the first page."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\")) and all(c.isprintable() for c in path)
    return path if is_path and not path.startswith(("/sign-in", "/sign-out")) else "/"


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_listed(address: str, listed: Sequence[str]) -> bool:
    """True when an address is one of these addresses or lies in one of these networks."""
    try:
        peer = ipaddress.ip_address(address)
        return any(peer in ipaddress.ip_network(each, strict=False) for each in listed)
    except ValueError:
        return False


def _lang(scope: Scope, default: Lang) -> Lang:
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
    kept = cookie_parser(headers.get("cookie", "")).get(LANG_COOKIE)
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [kept or default])[0]
    return next((lang for lang in LANGS if lang == asked), default)
