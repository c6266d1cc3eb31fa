"""The consultant's desk over HTTP: an address gives a view, an action does one thing and gives the next. Owns no rule and no words.

Answers only requests that carry our own header: a browser lets no other site send it, so that nobody acts in somebody else's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.domain.actor import Actor
from app.domain.lang import LANGS, Lang
from app.errors import BadInput
from app.services import downloads
from app.services.house import House
from app.ui.desk_actions import ACTIONS, Given
from app.ui.desk_views import view
from app.ui.door import attempt
from app.ui.presenters.markup import Html
from app.ui.who import actor_in

if TYPE_CHECKING:
    from fastapi import FastAPI

HEADER = "x-puente-desk"
MOST_BYTES = 20_000_000


def add_desk(app: FastAPI, house: House) -> None:
    """Adds the desk's addresses to the server."""

    async def desk(request: Request) -> Response:
        if request.headers.get(HEADER) != "1":
            return Response(status_code=403)
        if request.method == "GET":
            lang, at = _lang(request.query_params, house), request.query_params.get("at", "")
            return await run_in_threadpool(_answer, lang, lambda: view(house, actor_in(request.scope), lang, at))
        given = await _given(request)
        lang = _lang(given.texts, house)
        return await run_in_threadpool(_answer, lang, lambda: act(house, actor_in(request.scope), lang, given))

    def copy(request: Request) -> Response:
        actor, path = actor_in(request.scope), request.path_params
        lang = _lang(request.query_params, house)
        suffix = PurePath(path["name"]).suffix
        data, told = attempt(lang, lambda: downloads.copy_bytes(house, actor, path["ref"], path["variant"], suffix))
        if data is None:
            return HTMLResponse(told, status_code=422)
        headers = {"Content-Disposition": f'attachment; filename="{_safe(path["name"])}"', "Cache-Control": "no-store"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    def picture(request: Request) -> Response:
        actor, ref = actor_in(request.scope), request.path_params["ref"]
        drawn, told = attempt(_lang(request.query_params, house), lambda: downloads.timeline(house, actor, ref))
        if drawn is None or not drawn[0]:
            return HTMLResponse(told, status_code=404)
        return Response(drawn[0], media_type="image/png", headers={"Cache-Control": "no-store"})

    app.add_route("/desk", desk, methods=["GET", "POST"])
    app.add_route("/desk/copies/{ref}/{variant}/{name}", copy)
    app.add_route("/desk/timelines/{ref}.png", picture)


def act(house: House, actor: Actor, lang: Lang, given: Given) -> Html:
    """Does what was asked and gives what is to be seen after it: the view of the address that it leads to, or a piece of one.

    Raises: BadInput for what nobody can ask for; whatever the action raises.
    """
    asked = given.text("do")
    action = ACTIONS.get(asked)
    if action is None:
        raise BadInput("input.unknown_choice", where="do", name="do", value=asked[:80], near="", known=", ".join(ACTIONS))
    done = action(house, actor, lang, given)
    return done if isinstance(done, Html) else view(house, actor, lang, done)


def _answer(lang: Lang, work: Any) -> Response:
    shown, told = attempt(lang, work)
    return HTMLResponse(told, status_code=422) if shown is None else HTMLResponse(shown, headers={"Cache-Control": "no-store"})


async def _given(request: Request) -> Given:
    texts: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    async with request.form(max_part_size=MOST_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name if name not in files else f"{name}-{len(files)}"] = (
                    PurePath(value.filename or "").name,
                    await value.read(MOST_BYTES + 1),
                )
            else:
                texts[name] = value
    return Given(texts=texts, files=files)


def _lang(given: Mapping[str, str], house: House) -> Lang:
    wanted = given.get("lang")
    return next((each for each in LANGS if each == wanted), house.lang)


def _safe(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-._"))
