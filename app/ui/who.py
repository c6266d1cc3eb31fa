"""Who asks over HTTP: the actor that the door has set on a request. Knows no password and no session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.actor import Actor
from app.errors import NotPermitted

ACTOR = "puente.actor"
"""The key in an ASGI scope."""


def actor_in(scope: Mapping[str, Any]) -> Actor:
    """The actor of a request.

    Raises: NotPermitted for one that came past no door.
    """
    found = scope.get(ACTOR)
    if not isinstance(found, Actor):
        raise NotPermitted("actor.sign_in")
    return found


def asking(request: Any) -> Actor:
    """The actor of a handler's request, gradio's or FastAPI's.

    Raises: NotPermitted.
    """
    # gradio wraps FastAPI's request; both carry the scope of the call that started the event.
    inner = getattr(request, "request", request)
    return actor_in(inner.scope)
